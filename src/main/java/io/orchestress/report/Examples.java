package io.orchestress.report;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.sample.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the samples of a run are shown, and in which order. */
public final class Examples {
    /** Of the slowest of the run. */
    public static final int MOST_SLOW = 10;

    /** Of one class of failures of one request. */
    private static final int MOST_OF_A_KIND = 3;

    private static final int MOST_FAILED = 60;
    private static final int MOST_BY_PHASE = 200;

    private Examples() {}

    private record Kind(String request, String outcome) {}

    /** Whether tasks are shown as the slowest; requests are, where none was timed. */
    public static boolean areTasks(RunFacts facts) {
        return facts.findings().samples().all().stream().anyMatch(one -> one.isTask() && one.isOk());
    }

    /** The slowest successes of the run, without warm-up, slowest first. */
    public static List<Sample> slowest(RunFacts facts) {
        boolean tasks = areTasks(facts);
        Set<String> warmUp = facts.run().plan().stream()
                .filter(PlannedPhase::warmUp)
                .map(PlannedPhase::name)
                .collect(Collectors.toSet());
        return facts.findings().samples().all().stream()
                .filter(one -> one.isOk() && one.isTask() == tasks && !warmUp.contains(one.phase()))
                .sorted(Comparator.comparingDouble(Sample::seconds).reversed())
                .limit(MOST_SLOW)
                .toList();
    }

    /** All slowest that were kept, in the order of the phases. */
    public static List<Sample> byPhase(RunFacts facts) {
        return facts.findings().samples().all().stream()
                .filter(Sample::isOk)
                .limit(MOST_BY_PHASE)
                .toList();
    }

    /**
     * Failed requests: of each request and class the first, the most frequent class first. Where the target answered, they come before those that
     * the end of the load cut off.
     */
    public static List<Sample> failed(RunFacts facts) {
        Map<Kind, List<Sample>> kinds = new LinkedHashMap<>();
        facts.findings().samples().all().stream()
                .filter(one -> !one.isOk() && !one.isTask())
                .sorted(Comparator.comparingDouble(Sample::endSeconds))
                .forEach(one -> kinds.computeIfAbsent(new Kind(one.request(), one.outcome()), kind -> new ArrayList<>())
                        .add(one));
        Map<Kind, Long> counts = new HashMap<>();
        FailedRequests.of(facts.run())
                .forEach(kind -> counts.put(
                        new Kind(kind.request(), kind.failureClass().label()),
                        kind.count() + kind.warmUp() + kind.afterPlan()));
        return kinds.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Kind, List<Sample>> kind) ->
                                kind.getKey().outcome().equals(FailureClass.UNFINISHED.label()))
                        .thenComparing(kind -> -counts.getOrDefault(kind.getKey(), 0L)))
                .flatMap(kind -> kind.getValue().stream().limit(MOST_OF_A_KIND))
                .limit(MOST_FAILED)
                .toList();
    }
}
