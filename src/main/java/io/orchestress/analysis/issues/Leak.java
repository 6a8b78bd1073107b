package io.orchestress.analysis.issues;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * MEMORY_LEAK and RESOURCE_LEAK: what {@link io.orchestress.analysis.endurance} calls a leak, one issue for each process. Memory that
 * is exhausted within {@value #SOON_HOURS} hours is critical.
 */
final class Leak implements IssueRule {
    static final IssueType MEMORY_LEAK = new IssueType(
            "MEMORY_LEAK",
            "memory of a process grows while the load does not",
            "high; critical when it is exhausted within 24 h");
    static final IssueType RESOURCE_LEAK = new IssueType(
            "RESOURCE_LEAK",
            "open files, threads, connections or sessions of a process grow while the load does not",
            "high");

    private static final double SOON_HOURS = 24;
    private static final String BYTES = "B";
    /** The request by which a user opens a session. */
    private static final String SESSION = "initialize";

    @Override
    public List<IssueType> types() {
        return List.of(MEMORY_LEAK, RESOURCE_LEAK);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        if (measured.run().planning() == null) {
            return List.of();
        }
        Map<String, List<DriftResult>> leaks = new TreeMap<>();
        for (DriftResult drift : measured.run().planning().drifts()) {
            if (drift.outcome() == Outcome.LEAK) {
                leaks.computeIfAbsent(type(drift) + "|" + drift.subject(), key -> new ArrayList<>())
                        .add(drift);
            }
        }
        return leaks.values().stream().map(same -> diagnosis(measured, same)).toList();
    }

    /** What grew most between the two counts of classes, where it is the target's memory that leaks. */
    private static String classes(IssueContext measured, DriftResult leak) {
        return leak.unit().equals(BYTES) && leak.subject().equals(ResourceName.TARGET)
                ? measured.run().target().events().stream()
                        .map(TargetEvent::classes)
                        .filter(Objects::nonNull)
                        .flatMap(List::stream)
                        .findFirst()
                        .map(grown ->
                                " Class " + grown.name() + " grew most, by " + Format.bytes(grown.grownBytes()) + ".")
                        .orElse("")
                : "";
    }

    /** What the users of the run left behind, where the protocol has sessions: it grows as a leak does, and is none of the target's making. */
    private static String sessions(IssueContext measured, DriftResult leak) {
        long opened = measured.run().phases().stream()
                .flatMap(phase -> phase.requests().stream())
                .filter(request -> request.name().equals(SESSION))
                .mapToLong(RequestResult::ok)
                .sum();
        boolean has = measured.run().target().protocol().equals("mcp");
        return !has || opened == 0 || !leak.subject().equals(ResourceName.TARGET)
                ? ""
                : " The users of this run opened " + opened
                        + (opened == 1 ? " session" : " sessions")
                        + ": if the target keeps them, this growth includes them. Compare the growth with the number of sessions it holds and"
                        + " with its session timeout.";
    }

    private static IssueType type(DriftResult drift) {
        return drift.unit().equals(BYTES) ? MEMORY_LEAK : RESOURCE_LEAK;
    }

    private static Diagnosis diagnosis(IssueContext measured, List<DriftResult> leaks) {
        DriftResult worst =
                leaks.stream().max(Comparator.comparingDouble(DriftResult::z)).orElseThrow();
        boolean soon = leaks.stream()
                .anyMatch(leak -> leak.unit().equals(BYTES)
                        && leak.exhaustedAfterHours() != null
                        && leak.exhaustedAfterHours() < SOON_HOURS);
        List<String> phases = leaks.stream().map(DriftResult::phase).distinct().toList();
        List<PhaseResult> concerned = measured.judgedPhases().stream()
                .filter(phase -> phases.contains(phase.name()))
                .toList();
        double scale = worst.unit().equals(BYTES) ? 1e6 : 1;
        Evidence evidence = new Evidence(
                phases,
                List.of(),
                concerned.stream().mapToDouble(PhaseResult::startSeconds).min().orElse(0),
                concerned.stream().mapToDouble(PhaseResult::endSeconds).max().orElse(measured.endSeconds()),
                new ResourceMetric(worst.subject(), worst.metric()).name(),
                worst.perHour().value() / scale,
                null,
                worst.unit().equals(BYTES) ? "MB/h" : "per hour");
        String more = leaks.size() == 1 ? "" : " " + (leaks.size() - 1) + " more of its metrics leak too.";
        return Diagnosis.of(
                        type(worst),
                        soon ? Severity.CRITICAL : Severity.HIGH,
                        worst.reason() + more + classes(measured, worst) + sessions(measured, worst),
                        evidence)
                .when(worst.subject())
                .with("subject", worst.subject())
                .with("figure", worst.metric())
                .with("watched", Format.duration(worst.watchedSeconds()));
    }
}
