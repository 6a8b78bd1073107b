package io.orchestress.analysis.gate;

import io.orchestress.run.OfferedLoad;
import io.orchestress.run.PhaseResult;
import io.orchestress.run.RunRecord;
import io.orchestress.run.Verdict.Gate;
import io.orchestress.run.Verdict.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Requests per second. A phase is judged against the target, or, where its workload offered less than that, against 95 % of what
 * it offered; the phase that falls shortest decides. Users without a pace offer only as much as the target answers: below the
 * target such a run cannot tell what it would have carried.
 */
final class ThroughputGate {
    private static final String NAME = "throughput";
    private static final double SHARE_OF_OFFER = 0.95;

    private ThroughputGate() {}

    /** Nothing when throughput is not gated. */
    static List<Gate> of(RunRecord run, List<PhaseResult> phases, GateLimits limits) {
        double target = limits.minThroughputPerSec();
        if (target == 0) {
            return List.of();
        }
        OfferedLoad offered = new OfferedLoad(run);
        return List.of(phases.stream()
                .filter(phase -> phase.total().count() >= limits.minSamples())
                .map(phase -> judge(phase, offered.perSec(phase.name()), target))
                .min(Comparator.comparingDouble(ThroughputGate::shareReached))
                .orElseGet(() -> new Gate(
                        NAME,
                        Outcome.INCONCLUSIVE,
                        null,
                        target,
                        "1/s",
                        "no phase of constant load has " + limits.minSamples() + " requests")));
    }

    private static double shareReached(Gate gate) {
        return gate.actual() == null ? 0 : gate.actual() / gate.threshold();
    }

    private static Gate judge(PhaseResult phase, OptionalDouble offered, double target) {
        double actual = phase.total().throughputPerSec();
        double threshold = offered.isPresent() ? Math.min(target, SHARE_OF_OFFER * offered.getAsDouble()) : target;
        Outcome whenShort = offered.isPresent() ? Outcome.FAIL : Outcome.INCONCLUSIVE;
        String note = "phase '" + phase.name() + "'";
        if (threshold < target) {
            note += "; the workload offers too little for " + Math.round(target)
                    + "/s and is judged against 95 % of what it offers";
        } else if (actual < threshold && offered.isEmpty()) {
            note +=
                    "; users without a pace offer only as much as the target answers: whether it could carry more is unknown";
        }
        return new Gate(NAME, actual >= threshold ? Outcome.PASS : whenShort, actual, threshold, "1/s", note);
    }
}
