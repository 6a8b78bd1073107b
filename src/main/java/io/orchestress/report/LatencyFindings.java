package io.orchestress.report;

import static io.orchestress.report.KeyFindings.name;
import static io.orchestress.text.Format.factor;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.report.KeyFindings.Finding;
import io.orchestress.text.Format;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an engineer would say of the latencies. */
final class LatencyFindings {
    private static final double NOTABLE = 1.10;

    private final RunFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private LatencyFindings(RunFacts facts) {
        this.facts = facts;
    }

    static List<Finding> of(RunFacts facts) {
        LatencyFindings latencies = new LatencyFindings(facts);
        latencies.latency();
        latencies.corrected();
        return latencies.findings;
    }

    /** Which request is the slowest; empty where there is only one. */
    static Optional<Finding> slowest(RunFacts facts) {
        LatencyFindings latencies = new LatencyFindings(facts);
        latencies.slowest();
        return latencies.findings.stream().findFirst();
    }

    private void latency() {
        List<PhaseResult> phases = facts.measuredPhases().stream()
                .filter(p -> p.total().latencyMicros() != null)
                .toList();
        Optional<PhaseResult> steady = ofKind(phases, PhaseKind.STEADY);
        Optional<PhaseResult> spike = ofKind(phases, PhaseKind.SPIKE);
        if (phases.isEmpty()) {
            return;
        }
        if (steady.isPresent() && spike.isPresent()) {
            spike(steady.get(), spike.get(), ofKind(phases, PhaseKind.RECOVERY));
        } else if (phases.size() == 1 || (steady.isPresent() && phases.size() <= 3)) {
            PhaseResult phase = steady.orElse(phases.get(0));
            findings.add(new Finding("Latency", "In " + withLoad(phase) + ", " + p95p99(latencyOf(phase)) + "."));
        } else {
            fastestAndSlowest(phases);
        }
    }

    private void spike(PhaseResult steady, PhaseResult spike, Optional<PhaseResult> recovery) {
        Latency before = latencyOf(steady);
        Latency during = latencyOf(spike);
        findings.add(new Finding(
                "Latency",
                "In " + withLoad(steady) + ", " + p95p99(before) + "; in " + withLoad(spike) + ", p95 "
                        + change(before.p95(), during.p95()) + " and p99 " + change(before.p99(), during.p99()) + "."));
        List<String> measured = RecoveryLines.of(facts);
        if (!measured.isEmpty()) {
            findings.add(new Finding("Recovery", measured.get(0)));
            return;
        }
        recovery.ifPresent(phase -> {
            Latency after = latencyOf(phase);
            double times = ratio(after.p95(), before.p95());
            String how = times <= NOTABLE
                    ? "p95 returned to " + Format.latency(after.p95()) + ", the level from before the spike"
                    : "p95 was still " + Format.latency(after.p95()) + ", " + factor(times)
                            + " times its level before the spike";
            findings.add(new Finding("Recovery", "In " + name(phase.name()) + ", " + how + "."));
        });
    }

    private void fastestAndSlowest(List<PhaseResult> phases) {
        Comparator<PhaseResult> byP95 =
                Comparator.comparingLong(p -> latencyOf(p).p95());
        PhaseResult best = phases.stream().min(byP95).orElseThrow();
        PhaseResult worst = phases.stream().max(byP95).orElseThrow();
        String sentence = ratio(latencyOf(worst).p95(), latencyOf(best).p95()) < NOTABLE
                ? "p95 stayed between " + Format.latency(latencyOf(best).p95()) + " and "
                        + Format.latency(latencyOf(worst).p95()) + " through all " + phases.size() + " phases"
                : "Latency was lowest in " + withLoad(best) + " (" + p95p99(latencyOf(best)) + ") and highest in "
                        + withLoad(worst) + " (" + p95p99(latencyOf(worst)) + ")";
        findings.add(new Finding("Latency", sentence + "."));
    }

    private void corrected() {
        RequestResult totals = facts.run().totals();
        Optional<PhaseResult> worst = facts.measuredPhases().stream()
                .filter(p -> differs(p.total()))
                .max(Comparator.comparingLong(p -> correctedP99(p.total())));
        Optional<RequestResult> result = worst.map(PhaseResult::total);
        if (result.isEmpty() && totals != null && differs(totals)) {
            result = Optional.of(totals);
        }
        result.ifPresent(r -> {
            Latency measured = r.latencyMicros();
            Latency corrected = r.correctedLatencyMicros();
            if (measured == null || corrected == null) {
                return;
            }
            findings.add(new Finding(
                    "Correction",
                    "From the intended start of each request, "
                            + worst.map(p -> "p99 of " + name(p.name())).orElse("p99") + " is "
                            + Format.latency(corrected.p99()) + ", not "
                            + Format.latency(measured.p99())
                            + ": users were delayed before they could send, which the uncorrected value hides "
                            + "(coordinated omission)."));
        });
    }

    private void slowest() {
        RequestResult totals = facts.run().totals();
        Map<String, Long> worst = facts.measuredPhases().stream()
                .flatMap(p -> p.requests().stream())
                .filter(r -> r.latencyMicros() != null)
                .collect(Collectors.toMap(RequestResult::name, r -> p95(r), Math::max));
        if (worst.size() < 2 || totals == null) {
            return;
        }
        Map.Entry<String, Long> slowest = worst.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
        PhaseResult where = facts.measuredPhases().stream()
                .filter(p -> p.requests().stream()
                        .anyMatch(r -> r.name().equals(slowest.getKey()) && p95(r) == slowest.getValue()))
                .findFirst()
                .orElseThrow();
        findings.add(new Finding(
                "Slowest",
                "The slowest request is " + name(slowest.getKey()) + ", with a p95 of "
                        + Format.latency(slowest.getValue()) + " in " + name(where.name()) + "."));
    }

    private static long p95(RequestResult result) {
        return result.latencyMicros() == null ? 0 : result.latencyMicros().p95();
    }

    private String withLoad(PhaseResult phase) {
        String load = facts.load(phase.name());
        return name(phase.name()) + (load.isEmpty() ? "" : " (" + load + ")");
    }

    private static String p95p99(Latency latency) {
        return "p95 was " + Format.latency(latency.p95()) + " and p99 " + Format.latency(latency.p99());
    }

    private static String change(long before, long after) {
        double times = ratio(after, before);
        if (times >= NOTABLE) {
            return "rose " + factor(times) + "-fold to " + Format.latency(after);
        }
        return (times <= 1 / NOTABLE ? "fell to " : "held at ") + Format.latency(after);
    }

    private static double ratio(long a, long b) {
        return (double) a / Math.max(1, b);
    }

    private static long correctedP99(RequestResult result) {
        Latency corrected = result.correctedLatencyMicros();
        return corrected == null ? 0 : corrected.p99();
    }

    private static boolean differs(RequestResult result) {
        return correction(result) >= NOTABLE;
    }

    private static double correction(RequestResult result) {
        Latency measured = result.latencyMicros();
        Latency corrected = result.correctedLatencyMicros();
        return measured == null || corrected == null ? 1 : ratio(corrected.p99(), measured.p99());
    }

    private static Optional<PhaseResult> ofKind(List<PhaseResult> phases, PhaseKind kind) {
        return phases.stream().filter(p -> p.kind() == kind).findFirst();
    }

    private static Latency latencyOf(PhaseResult phase) {
        Latency latency = phase.total().latencyMicros();
        if (latency == null) {
            throw new IllegalStateException(phase.name() + " has no latency");
        }
        return latency;
    }
}
