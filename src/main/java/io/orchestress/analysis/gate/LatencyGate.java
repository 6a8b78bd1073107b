package io.orchestress.analysis.gate;

import io.orchestress.run.PhaseResult;
import io.orchestress.run.RequestResult.Latency;
import io.orchestress.run.Verdict.Gate;
import io.orchestress.run.Verdict.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A percentile of the worst load phase, in milliseconds: PASS up to the target, WARN above it, FAIL above the target times
 * {@link GateLimits#failFactor()}. Latency counts from the intended start where the record has it, for that is what a user waits;
 * the note says which.
 *
 * @param name such as {@code p95}
 * @param samplesForTail with fewer samples the percentile is the slowest one: still judged, and said
 */
record LatencyGate(String name, double targetMillis, int samplesForTail, ToLongFunction<Latency> percentileMicros) {

    static LatencyGate p95(GateLimits limits) {
        return new LatencyGate("p95", limits.p95Millis(), 20, Latency::p95);
    }

    static LatencyGate p99(GateLimits limits) {
        return new LatencyGate("p99", limits.p99Millis(), 100, Latency::p99);
    }

    /** @param phases those that are judged: load phases, no warm-up */
    Gate judge(List<PhaseResult> phases, GateLimits limits) {
        List<PhaseResult> enough = phases.stream()
                .filter(phase -> phase.total().count() >= limits.minSamples() && latency(phase) != null)
                .toList();
        if (enough.isEmpty()) {
            return new Gate(name, Outcome.INCONCLUSIVE, null, targetMillis, "ms", noEvidence(phases, limits));
        }
        PhaseResult worst =
                enough.stream().max(Comparator.comparingDouble(this::millis)).orElseThrow();
        double actual = millis(worst);
        Outcome outcome = actual <= targetMillis
                ? Outcome.PASS
                : actual <= targetMillis * limits.failFactor() ? Outcome.WARN : Outcome.FAIL;
        String note = "phase '" + worst.name() + "'"
                + (enough.size() > 1 ? ", the worst of " + enough.size() : "")
                + (worst.total().correctedLatencyMicros() != null
                        ? "; from the intended start"
                        : "; from the actual start")
                + (worst.total().count() < samplesForTail
                        ? "; the slowest of " + worst.total().count()
                        : "")
                + (enough.size() < phases.size()
                        ? "; " + (phases.size() - enough.size()) + " with fewer than " + limits.minSamples()
                                + " requests not judged"
                        : "");
        return new Gate(name, outcome, actual, targetMillis, "ms", note);
    }

    private static String noEvidence(List<PhaseResult> phases, GateLimits limits) {
        return phases.isEmpty()
                ? "no phase of constant load was driven"
                : "no phase of constant load has " + limits.minSamples() + " requests";
    }

    private double millis(PhaseResult phase) {
        Latency latency = latency(phase);
        return latency == null ? 0 : percentileMicros.applyAsLong(latency) / 1000.0;
    }

    private static @Nullable Latency latency(PhaseResult phase) {
        Latency corrected = phase.total().correctedLatencyMicros();
        return corrected == null ? phase.total().latencyMicros() : corrected;
    }
}
