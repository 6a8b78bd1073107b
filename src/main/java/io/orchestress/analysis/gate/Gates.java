package io.orchestress.analysis.gate;

import io.orchestress.run.BreakerResult;
import io.orchestress.run.PhaseResult;
import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import io.orchestress.run.Verdict;
import io.orchestress.run.Verdict.Gate;
import io.orchestress.run.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run by its targets.
 *
 * <p>Outcome: a failed gate or a tripped circuit breaker is FAIL. Otherwise a gate without evidence, or a run that did not come to
 * its planned end, is INCONCLUSIVE: too little evidence is never a pass. Otherwise a warning is WARN, and the rest PASS.
 *
 * <p>Score: {@code 100 × (passed + warned ÷ 2) ÷ (passed + warned + failed)}, 0 to 100, over the gates that had evidence. The share
 * of validator scores that the specification's score also has belongs to the validators, which come later.
 */
public final class Gates {
    private Gates() {}

    /** @param run with its phases and totals filled in */
    public static Verdict judge(RunRecord run, GateLimits limits) {
        List<PhaseResult> load = run.phases().stream()
                .filter(phase -> phase.isLoad() && !phase.warmUp())
                .toList();
        List<Gate> gates = new ArrayList<>(RateGates.of(run.totals(), limits));
        gates.add(LatencyGate.p95(limits).judge(load, limits));
        gates.add(LatencyGate.p99(limits).judge(load, limits));
        gates.addAll(ThroughputGate.of(run, load, limits));
        if (run.breaker().tripped()) {
            gates.add(new Gate("circuit-breaker", Outcome.FAIL, 1.0, 0, "trips", breakerNote(run.breaker())));
        }
        Outcome outcome = outcome(run, gates);
        Double score = score(gates);
        return new Verdict(outcome, score, score == null ? null : grade(score), reason(run, outcome, gates), gates);
    }

    private static Outcome outcome(RunRecord run, List<Gate> gates) {
        if (anyIs(gates, Outcome.FAIL)) {
            return Outcome.FAIL;
        }
        if (anyIs(gates, Outcome.INCONCLUSIVE) || run.status() != RunStatus.COMPLETED) {
            return Outcome.INCONCLUSIVE;
        }
        return anyIs(gates, Outcome.WARN) ? Outcome.WARN : Outcome.PASS;
    }

    private static boolean anyIs(List<Gate> gates, Outcome outcome) {
        return gates.stream().anyMatch(gate -> gate.outcome() == outcome);
    }

    private static @Nullable Double score(List<Gate> gates) {
        double points = 0;
        int judged = 0;
        for (Gate gate : gates) {
            if (gate.outcome() != Outcome.INCONCLUSIVE) {
                points += gate.outcome() == Outcome.PASS ? 1 : gate.outcome() == Outcome.WARN ? 0.5 : 0;
                judged++;
            }
        }
        return judged == 0 ? null : 100 * points / judged;
    }

    private static String grade(double score) {
        return score >= 90 ? "A" : score >= 80 ? "B" : score >= 70 ? "C" : score >= 60 ? "D" : "F";
    }

    private static String reason(RunRecord run, Outcome outcome, List<Gate> gates) {
        if (outcome == Outcome.FAIL && run.breaker().tripped()) {
            return "The circuit breaker stopped the load: " + breakerNote(run.breaker());
        }
        if (outcome == Outcome.INCONCLUSIVE && run.status() != RunStatus.COMPLETED) {
            return "The run did not come to its planned end (" + run.status().json() + "), so nothing can be passed.";
        }
        if (outcome == Outcome.PASS) {
            return "All " + gates.size() + " gates passed.";
        }
        return gates.stream()
                .filter(gate -> gate.outcome() == outcome)
                .findFirst()
                .map(Gates::reason)
                .orElseThrow();
    }

    private static String reason(Gate gate) {
        String note = gate.note().isEmpty() ? "" : " (" + gate.note() + ")";
        return gate.actual() == null
                ? "Not enough evidence for " + gate.name() + note + "."
                : gate.name() + " is " + figure(gate.actual()) + " " + gate.unit() + " against "
                        + figure(gate.threshold()) + " " + gate.unit() + note + ".";
    }

    /** Three significant digits are enough to say by how much. */
    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String breakerNote(BreakerResult breaker) {
        String evidence = breaker.evidence() == null ? "no evidence was recorded" : breaker.evidence();
        return breaker.rule() == null ? evidence : "rule '" + breaker.rule() + "', " + evidence;
    }
}
