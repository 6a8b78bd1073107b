package io.orchestress.analysis.issues;

import static io.orchestress.analysis.issues.BreakerTripped.BREAKER_TRIPPED;
import static io.orchestress.analysis.issues.BreakingPoint.BREAKING_POINT;
import static io.orchestress.analysis.issues.CoordinatedOmission.COORDINATED_OMISSION;
import static io.orchestress.analysis.issues.ErrorRate.ELEVATED_ERROR_RATE;
import static io.orchestress.analysis.issues.ErrorRate.HIGH_ERROR_RATE;
import static io.orchestress.analysis.issues.ErrorsInsideSuccess.ERRORS_INSIDE_SUCCESS;
import static io.orchestress.analysis.issues.HighOverhead.HIGH_OVERHEAD;
import static io.orchestress.analysis.issues.HighResponseTime.HIGH_RESPONSE_TIME;
import static io.orchestress.analysis.issues.InjectorSaturated.INJECTOR_SATURATED;
import static io.orchestress.analysis.issues.LatencyDrift.LATENCY_DRIFT;
import static io.orchestress.analysis.issues.LowGoodput.LOW_GOODPUT;
import static io.orchestress.analysis.issues.LowThroughput.LOW_THROUGHPUT;
import static io.orchestress.analysis.issues.MemoryPressure.MEMORY_PRESSURE;
import static io.orchestress.analysis.issues.NoisyNeighbour.NOISY_NEIGHBOUR;
import static io.orchestress.analysis.issues.QueueWaitHigh.QUEUE_WAIT_HIGH;
import static io.orchestress.analysis.issues.RateLimited.RATE_LIMITED;
import static io.orchestress.analysis.issues.ResourceExhaustion.RESOURCE_EXHAUSTION;
import static io.orchestress.analysis.issues.RunCrashed.RUN_CRASHED;
import static io.orchestress.analysis.issues.ScalingEfficiencyDrop.SCALING_EFFICIENCY_DROP;
import static io.orchestress.analysis.issues.SessionsLost.SESSIONS_LOST;
import static io.orchestress.analysis.issues.SlowCalls.DATABASE_LATENCY;
import static io.orchestress.analysis.issues.SlowCalls.NETWORK_LATENCY;
import static io.orchestress.analysis.issues.SlowMean.SLOW_MEAN;
import static io.orchestress.analysis.issues.SlowRecovery.SLOW_RECOVERY;
import static io.orchestress.analysis.issues.SlowStreams.HIGH_TTFT;
import static io.orchestress.analysis.issues.SlowStreams.SLOW_TOKENS;
import static io.orchestress.analysis.issues.StreamStall.STREAM_STALL;
import static io.orchestress.analysis.issues.UnfinishedRequests.UNFINISHED_REQUESTS;
import static io.orchestress.analysis.issues.UnstableLatency.UNSTABLE_LATENCY;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which issue explains which, so that one cause is one issue. An explanation holds where and when both were seen; a symptom that
 * reaches further than its cause stays an issue of its own. docs/issues.md has the table.
 */
final class Explanations {
    static final Set<IssueType> LATE = Set.of(HIGH_RESPONSE_TIME, SLOW_MEAN, COORDINATED_OMISSION);
    private static final Set<IssueType> FAILED =
            Set.of(HIGH_ERROR_RATE, ELEVATED_ERROR_RATE, ERRORS_INSIDE_SUCCESS, UNFINISHED_REQUESTS);
    /** Without goodput: whether tasks failed or were late is counted, and a cause must explain the larger part. */
    static final Set<IssueType> LITTLE = Set.of(LOW_THROUGHPUT, SCALING_EFFICIENCY_DROP);
    /** What else is told by the injector's clock alone. */
    static final Set<IssueType> TIMES = Set.of(
            BREAKING_POINT, SLOW_RECOVERY, LATENCY_DRIFT, UNSTABLE_LATENCY, HIGH_TTFT, SLOW_TOKENS, STREAM_STALL);

    /** What else is told by times, of a part of the users or behind the target. */
    private static final Set<IssueType> BESIDE_OTHERS = Set.of(HIGH_OVERHEAD, NOISY_NEIGHBOUR);

    /** Where a symptom must have been seen. */
    private enum Place {
        /** In phases of the cause only, and of its requests where both name any. */
        WITHIN,
        /** In phases of the cause only, whatever the requests: users whom one request delays are late for the next. */
        PHASES,
        /** In a phase of the cause, and perhaps in others too. */
        MEETS,
        /** Not before the cause. */
        AFTER
    }

    /**
     * What explains what.
     *
     * @param conditions of the symptom that the cause explains; empty: all
     * @param reasons counted ones of the symptom that the cause explains; empty: whatever they are
     */
    private record Explanation(
            IssueType cause, Place place, Set<IssueType> symptoms, Set<String> conditions, Set<FailureClass> reasons) {
        boolean holds(Diagnosis cause, Diagnosis symptom) {
            return cause.type().equals(this.cause)
                    && isSure(cause)
                    && symptoms.contains(symptom.type())
                    && (conditions.isEmpty() || conditions.contains(symptom.condition()))
                    && (reasons.isEmpty() || (symptom.reason() != null && reasons.contains(symptom.reason())))
                    && isEnough(cause, symptom)
                    && isPlaced(cause.evidence(), symptom.evidence());
        }

        /** An injector that was at its limits at times explains nothing that the target may have done. */
        private static boolean isSure(Diagnosis cause) {
            return !cause.type().equals(INJECTOR_SATURATED) || cause.severity() == Issue.Severity.CRITICAL;
        }

        /** What adds to the latency explains a limit of it that would have been kept without. */
        private static boolean isEnough(Diagnosis cause, Diagnosis symptom) {
            Double limit = symptom.evidence().threshold();
            return Double.isNaN(cause.addsMillis())
                    || limit == null
                    || !symptom.evidence().unit().equals("ms")
                    || symptom.evidence().actual() - cause.addsMillis() <= limit;
        }

        private boolean isPlaced(Evidence cause, Evidence symptom) {
            return switch (place) {
                case WITHIN -> isPart(symptom.phases(), cause.phases()) && isPart(symptom.requests(), cause.requests());
                case PHASES -> isPart(symptom.phases(), cause.phases());
                case MEETS ->
                    isPart(symptom.phases(), cause.phases())
                            || symptom.phases().stream().anyMatch(cause.phases()::contains);
                case AFTER -> !symptom.phases().isEmpty() && symptom.fromSeconds() >= cause.fromSeconds();
            };
        }

        /** No name at all stands for all of them: of a cause that covers everything, of a symptom that was seen in the sum only. */
        private static boolean isPart(List<String> symptom, List<String> cause) {
            return cause.isEmpty() || symptom.isEmpty() || cause.containsAll(symptom);
        }
    }

    /** The cause that comes first explains first. */
    private static final List<Explanation> ALL = List.of(
            reason(RATE_LIMITED, Set.of(LOW_GOODPUT), Set.of(RateLimited.BY_STATUS, RateLimited.INSIDE)),
            reason(SESSIONS_LOST, Set.of(LOW_GOODPUT), Set.of(FailureClass.SESSION_LOST)),
            meeting(HIGH_ERROR_RATE, Set.of(LOW_GOODPUT), Set.of(LowGoodput.FAILED)),
            meeting(ELEVATED_ERROR_RATE, Set.of(LOW_GOODPUT), Set.of(LowGoodput.FAILED)),
            meeting(ERRORS_INSIDE_SUCCESS, Set.of(LOW_GOODPUT), Set.of(LowGoodput.FAILED)),
            reason(UNFINISHED_REQUESTS, Set.of(LOW_GOODPUT), Set.of(FailureClass.UNFINISHED)),
            all(INJECTOR_SATURATED, Place.WITHIN, LATE, LITTLE, TIMES, BESIDE_OTHERS),
            only(INJECTOR_SATURATED, Set.of(LOW_GOODPUT), Set.of(LowGoodput.LATE)),
            all(BREAKING_POINT, Place.AFTER, Set.of(BREAKER_TRIPPED), LATE, FAILED, LITTLE, Set.of(QUEUE_WAIT_HIGH)),
            meeting(HIGH_ERROR_RATE, Set.of(BREAKER_TRIPPED), Set.of("error-rate", "timeout-rate")),
            meeting(ELEVATED_ERROR_RATE, Set.of(BREAKER_TRIPPED), Set.of("error-rate", "timeout-rate")),
            meeting(HIGH_RESPONSE_TIME, Set.of(BREAKER_TRIPPED), Set.of("mean-response-time")),
            meeting(SLOW_MEAN, Set.of(BREAKER_TRIPPED), Set.of("mean-response-time")),
            meeting(RESOURCE_EXHAUSTION, Set.of(BREAKER_TRIPPED), Set.of("target.cpu", "host.cpu")),
            meeting(MEMORY_PRESSURE, Set.of(BREAKER_TRIPPED), Set.of("host.memory")),
            all(BREAKER_TRIPPED, Place.MEETS, LITTLE, Set.of(UNFINISHED_REQUESTS, SLOW_RECOVERY)),
            all(RUN_CRASHED, Place.MEETS, Set.of(UNFINISHED_REQUESTS)),
            failing(RATE_LIMITED, FAILED, RateLimited.BY_STATUS, RateLimited.INSIDE),
            failing(SESSIONS_LOST, FAILED, FailureClass.SESSION_LOST),
            all(RESOURCE_EXHAUSTION, Place.WITHIN, LATE, LITTLE, Set.of(QUEUE_WAIT_HIGH, HIGH_TTFT, SLOW_TOKENS)),
            only(RESOURCE_EXHAUSTION, Set.of(LOW_GOODPUT), Set.of(LowGoodput.LATE)),
            all(DATABASE_LATENCY, Place.PHASES, LATE, Set.of(LOW_THROUGHPUT)),
            all(NETWORK_LATENCY, Place.PHASES, LATE, Set.of(LOW_THROUGHPUT)),
            all(HIGH_ERROR_RATE, Place.WITHIN, Set.of(ERRORS_INSIDE_SUCCESS)),
            all(ELEVATED_ERROR_RATE, Place.WITHIN, Set.of(ERRORS_INSIDE_SUCCESS)),
            failing(UNFINISHED_REQUESTS, Set.of(HIGH_ERROR_RATE, ELEVATED_ERROR_RATE), FailureClass.UNFINISHED),
            all(LATENCY_DRIFT, Place.WITHIN, LATE, Set.of(UNSTABLE_LATENCY)),
            all(QUEUE_WAIT_HIGH, Place.PHASES, LATE, Set.of(LOW_THROUGHPUT)),
            all(HIGH_RESPONSE_TIME, Place.WITHIN, Set.of(SLOW_MEAN, LOW_THROUGHPUT)),
            all(HIGH_RESPONSE_TIME, Place.PHASES, Set.of(COORDINATED_OMISSION)),
            all(SLOW_MEAN, Place.PHASES, Set.of(COORDINATED_OMISSION)),
            all(STREAM_STALL, Place.WITHIN, Set.of(SLOW_TOKENS)),
            only(QUEUE_WAIT_HIGH, Set.of(LOW_GOODPUT), Set.of(LowGoodput.LATE)),
            only(HIGH_TTFT, Set.of(LOW_GOODPUT), Set.of(LowGoodput.LATE)),
            only(SLOW_TOKENS, Set.of(LOW_GOODPUT), Set.of(LowGoodput.LATE)),
            only(HIGH_RESPONSE_TIME, Set.of(LOW_GOODPUT), Set.of(LowGoodput.LATE)));

    private Explanations() {}

    /** A cause and its symptoms, worst first. */
    record Story(Diagnosis cause, List<Diagnosis> symptoms) {
        Issue issue(Catalogue catalogue) {
            Issue head = catalogue.issue(cause);
            Issue.Severity worst = symptoms.stream()
                    .map(Diagnosis::severity)
                    .min(Comparator.naturalOrder())
                    .filter(severity -> severity.compareTo(head.severity()) < 0)
                    .orElse(head.severity());
            return new Issue(
                    head.type(),
                    worst,
                    head.description(),
                    head.impact(),
                    head.recommendations(),
                    head.evidence(),
                    symptoms.stream().map(catalogue::issue).toList());
        }
    }

    /** Each diagnosis once, as the head of a story or as a symptom in one, in the order given. */
    static List<Story> of(List<Diagnosis> diagnoses) {
        Map<Diagnosis, Diagnosis> causes = new LinkedHashMap<>();
        for (Explanation explanation : ALL) {
            for (Diagnosis cause : diagnoses) {
                for (Diagnosis symptom : diagnoses) {
                    if (!causes.containsKey(symptom)
                            && !head(cause, causes).equals(symptom)
                            && explanation.holds(cause, symptom)) {
                        causes.put(symptom, cause);
                    }
                }
            }
        }
        Map<Diagnosis, List<Diagnosis>> stories = new LinkedHashMap<>();
        for (Diagnosis diagnosis : diagnoses) {
            Diagnosis head = head(diagnosis, causes);
            List<Diagnosis> symptoms = stories.computeIfAbsent(head, h -> new ArrayList<>());
            if (!head.equals(diagnosis)) {
                symptoms.add(diagnosis);
            }
        }
        List<Story> all = new ArrayList<>();
        stories.forEach((head, symptoms) -> all.add(new Story(head, symptoms)));
        return all;
    }

    private static Diagnosis head(Diagnosis diagnosis, Map<Diagnosis, Diagnosis> causes) {
        Diagnosis head = diagnosis;
        for (Diagnosis cause = causes.get(head); cause != null; cause = causes.get(head)) {
            head = cause;
        }
        return head;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    private static Explanation all(IssueType cause, Place place, Set<IssueType>... symptoms) {
        return new Explanation(
                cause,
                place,
                Set.copyOf(List.of(symptoms).stream().flatMap(Set::stream).toList()),
                Set.of(),
                Set.of());
    }

    private static Explanation only(IssueType cause, Set<IssueType> symptoms, Set<String> conditions) {
        return new Explanation(cause, Place.WITHIN, symptoms, conditions, Set.of());
    }

    /** Of issues whose case is one of these classes. */
    private static Explanation failing(IssueType cause, Set<IssueType> symptoms, FailureClass... failures) {
        return only(
                cause, symptoms, Stream.of(failures).map(FailureClass::label).collect(Collectors.toSet()));
    }

    private static Explanation meeting(IssueType cause, Set<IssueType> symptoms, Set<String> conditions) {
        return new Explanation(cause, Place.MEETS, symptoms, conditions, Set.of());
    }

    /** Of what is for the most part due to failures of these classes. */
    private static Explanation reason(IssueType cause, Set<IssueType> symptoms, Set<FailureClass> reasons) {
        return new Explanation(cause, Place.MEETS, symptoms, Set.of(LowGoodput.FAILED), reasons);
    }
}
