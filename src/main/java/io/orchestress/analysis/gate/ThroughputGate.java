package io.orchestress.analysis.gate;

import io.orchestress.run.OfferedLoad;
import io.orchestress.run.PhaseResult;
import io.orchestress.run.RunRecord;
import io.orchestress.run.Verdict.Gate;
import io.orchestress.run.Verdict.Outcome;
import java.util.Comparator;
import java.util.List;

/**
 * Requests per second: the lowest of those load phases that offered at least the target decides. Where none did, what was
 * measured still passes if it reaches the target; below it the run cannot tell what the target would have carried.
 */
final class ThroughputGate {
    private static final String NAME = "throughput";

    private ThroughputGate() {}

    /** Nothing when throughput is not gated. */
    static List<Gate> of(RunRecord run, List<PhaseResult> phases, GateLimits limits) {
        double target = limits.minThroughputPerSec();
        if (target == 0) {
            return List.of();
        }
        OfferedLoad offered = new OfferedLoad(run);
        List<PhaseResult> enough = phases.stream()
                .filter(phase -> phase.total().count() >= limits.minSamples())
                .toList();
        Comparator<PhaseResult> byThroughput =
                Comparator.comparingDouble(phase -> phase.total().throughputPerSec());
        if (enough.isEmpty()) {
            String note = "no phase of constant load has " + limits.minSamples() + " requests";
            return List.of(new Gate(NAME, Outcome.INCONCLUSIVE, null, target, "1/s", note));
        }
        return enough.stream()
                .filter(phase -> offered.perSec(phase.name()).orElse(0) >= target)
                .min(byThroughput)
                .map(phase -> List.of(judge(phase, target)))
                .orElseGet(() ->
                        List.of(withoutOffer(enough.stream().max(byThroughput).orElseThrow(), offered, target)));
    }

    private static Gate judge(PhaseResult phase, double target) {
        double actual = phase.total().throughputPerSec();
        Outcome outcome = actual >= target ? Outcome.PASS : Outcome.FAIL;
        return new Gate(NAME, outcome, actual, target, "1/s", "phase '" + phase.name() + "'");
    }

    private static Gate withoutOffer(PhaseResult best, OfferedLoad offered, double target) {
        double actual = best.total().throughputPerSec();
        if (actual >= target) {
            return judge(best, target);
        }
        String note = offered.perSec(best.name()).isPresent()
                ? "the workload did not offer as much"
                : "users without a pace offer only as much as the target answers: whether it could carry more is unknown";
        return new Gate(NAME, Outcome.INCONCLUSIVE, actual, target, "1/s", "phase '" + best.name() + "'; " + note);
    }
}
