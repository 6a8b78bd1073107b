package io.orchestress.analysis.issues;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.FailureLayer;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.sample.Sample;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names, with an issue, the trace of a request in which it was seen: of an issue of latency the slowest, of one of failures the first such failure. Only a
 * trace whose flag asked to record it is named, and only a request in the phases and requests of the evidence.
 */
public final class ExampleTraces {
    private static final Predicate<FailureClass> INSIDE_SUCCESS = how -> how.layer()
            .filter(layer -> layer == FailureLayer.ENVELOPE || layer == FailureLayer.DOMAIN)
            .isPresent();
    private static final Predicate<FailureClass> RATE_LIMITED =
            how -> how.equals(FailureClass.http(429)) || how.equals(FailureClass.RATE_LIMITED);

    /** Issues that are about slow successes. */
    private static final Set<String> SLOW = Set.of(
            "HIGH_RESPONSE_TIME",
            "SLOW_MEAN",
            "LATENCY_DRIFT",
            "UNSTABLE_LATENCY",
            "COORDINATED_OMISSION",
            "QUEUE_WAIT_HIGH",
            "HIGH_TTFT",
            "SLOW_TOKENS",
            "STREAM_STALL",
            "HIGH_OVERHEAD",
            "CALL_AMPLIFICATION",
            "LOW_GOODPUT",
            "BREAKING_POINT",
            "SLOW_RECOVERY",
            "NOISY_NEIGHBOUR");

    /** Issues that are about failures, and of which classes. */
    private static final Map<String, Predicate<FailureClass>> FAILED = failed();

    private ExampleTraces() {}

    private static Map<String, Predicate<FailureClass>> failed() {
        Map<String, Predicate<FailureClass>> failed = new HashMap<>();
        failed.put("HIGH_ERROR_RATE", how -> true);
        failed.put("ELEVATED_ERROR_RATE", how -> true);
        failed.put("ERRORS_INSIDE_SUCCESS", INSIDE_SUCCESS);
        failed.put("RATE_LIMITED", RATE_LIMITED);
        failed.put("SESSIONS_LOST", how -> how.equals(FailureClass.SESSION_LOST));
        failed.put("UNFINISHED_REQUESTS", how -> how.equals(FailureClass.UNFINISHED));
        return Map.copyOf(failed);
    }

    /** Types of which a trace may be named. */
    static Stream<String> types() {
        return Stream.concat(SLOW.stream(), FAILED.keySet().stream());
    }

    /** The issues of a run, with an example where there is one. */
    public static List<Issue> named(List<Issue> issues, RunRecord run, List<Sample> samples) {
        if (samples.stream().noneMatch(Sample::sampled)) {
            return issues;
        }
        Set<String> warmUp = run.plan().stream()
                .filter(PlannedPhase::warmUp)
                .map(PlannedPhase::name)
                .collect(Collectors.toSet());
        List<Sample> judged = samples.stream()
                .filter(one -> one.sampled() && !warmUp.contains(one.phase()))
                .toList();
        return issues.stream().map(issue -> named(issue, judged)).toList();
    }

    private static Issue named(Issue issue, List<Sample> samples) {
        List<Issue> symptoms =
                issue.symptoms().stream().map(one -> named(one, samples)).toList();
        Evidence evidence = example(issue, samples)
                .map(one -> issue.evidence().with(one.trace()))
                .orElse(issue.evidence());
        return new Issue(
                issue.type(),
                issue.severity(),
                issue.description(),
                issue.impact(),
                issue.recommendations(),
                evidence,
                symptoms);
    }

    private static Optional<Sample> example(Issue issue, List<Sample> samples) {
        Evidence where = issue.evidence();
        Stream<Sample> there = samples.stream()
                .filter(one -> where.phases().isEmpty() || where.phases().contains(one.phase()))
                .filter(one -> where.requests().isEmpty() || where.requests().contains(one.request()));
        if (SLOW.contains(issue.type())) {
            return there.filter(Sample::isOk).max(Comparator.comparingDouble(Sample::seconds));
        }
        Predicate<FailureClass> wanted = FAILED.get(issue.type());
        return wanted == null
                ? Optional.empty()
                : there.filter(one -> !one.isOk() && wanted.test(FailureClass.of(one.outcome())))
                        .min(Comparator.comparing((Sample one) ->
                                        FailureClass.UNFINISHED.label().equals(one.outcome()))
                                .thenComparingDouble(Sample::endSeconds));
    }
}
