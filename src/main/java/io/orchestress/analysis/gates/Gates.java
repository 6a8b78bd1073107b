package io.orchestress.analysis.gates;

import io.orchestress.record.BreakerResult;
import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Strain;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.Verdict.Validator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a run by its rules.
 *
 * <p>Outcome: a failed gate or a tripped circuit breaker is FAIL, but for limits of time that an injector broke which did not keep up:
 * they are INCONCLUSIVE. Otherwise a gate without evidence, a run whose figures cannot be
 * relied on, or no gate at all is INCONCLUSIVE: too little evidence is never a pass. Otherwise a warning or a critical issue is WARN,
 * and the rest PASS.
 * A run that was interrupted is INTERRUPTED, whatever its gates say, and has no score.
 *
 * <p>Of a run that searched for the capacity, only that and rules of {@code capacity}, {@code capacity.low} and {@code capacity.high} are judged, see {@link SearchGate}.
 *
 * <p>The score is that of {@link Score}.
 */
public final class Gates {
    static final String BREAKER = "circuit-breaker";

    /** Of a limit that the injector, or who had its machine, may have broken alone. */
    static final String WAITING = "the value includes delays of the load generator";

    /** Rules of the breaker that a slow injector alone can break. */
    private static final Set<String> BY_TIME = Set.of("mean-response-time", "timeout-rate", "stall");

    private Gates() {}

    /**
     * By {@code run.json} alone: a rule whose percentile it does not hold is INCONCLUSIVE.
     *
     * @param run with its phases, totals and issues filled in
     */
    public static Verdict judge(RunRecord run, GateLimits limits) {
        return judge(run, limits, Percentiles.NONE);
    }

    /** @param run with its phases, totals and issues filled in */
    public static Verdict judge(RunRecord run, GateLimits limits, Percentiles percentiles) {
        Optional<String> saturated = Doubt.saturated(run);
        Strain strain = Strain.of(run);
        boolean waited = saturated.isPresent() || strain.ofUsers();
        GateEvaluator judge = new GateEvaluator(
                run, limits.minSamples(), percentiles, waited, saturated.isPresent() || strain.ofBackend());
        boolean searched = SearchGate.isFor(run);
        limits.rules().stream().filter(rule -> !searched || rule.isOfCapacity()).forEach(judge::judge);
        List<Gate> gates = judge.gates();
        if (searched) {
            gates.add(0, SearchGate.of(run));
        }
        if (run.breaker().tripped()) {
            gates.add(breakerGate(run.breaker(), waited));
        }
        List<Validator> validators = Validators.of(run, limits.minSamples());
        Optional<String> doubt = Doubt.of(run, saturated, gates);
        Optional<Issue> critical = run.issues().stream()
                .filter(issue -> issue.severity() == Issue.Severity.CRITICAL)
                .findFirst();
        Outcome outcome = run.status() == RunStatus.INTERRUPTED
                ? Outcome.INTERRUPTED
                : Doubt.backendDied(run).isPresent()
                        ? Outcome.INCONCLUSIVE
                        : outcome(gates, doubt.isPresent(), critical.isPresent());
        Verdict unmarked = new Verdict(
                        outcome,
                        null,
                        null,
                        VerdictReason.of(run, outcome, gates, doubt, critical, judge.longest()),
                        gates,
                        judge.notMeasured(),
                        validators)
                .with(run.comparison());
        return Score.of(unmarked, run.status(), limits.scale())
                .map(mark -> unmarked.marked(mark.score(), mark.grade()))
                .orElse(unmarked);
    }

    private static Outcome outcome(List<Gate> gates, boolean doubtful, boolean critical) {
        if (anyIs(gates, Outcome.FAIL)) {
            return Outcome.FAIL;
        }
        if (gates.isEmpty() || doubtful || anyIs(gates, Outcome.INCONCLUSIVE)) {
            return Outcome.INCONCLUSIVE;
        }
        return critical || anyIs(gates, Outcome.WARN) ? Outcome.WARN : Outcome.PASS;
    }

    private static boolean anyIs(List<Gate> gates, Outcome outcome) {
        return gates.stream().anyMatch(gate -> gate.outcome() == outcome);
    }

    private static Gate breakerGate(BreakerResult breaker, boolean waited) {
        boolean doubtful = waited && breaker.rule() != null && BY_TIME.contains(breaker.rule());
        return new Gate(
                BREAKER,
                doubtful ? Outcome.INCONCLUSIVE : Outcome.FAIL,
                1.0,
                0,
                "trips",
                VerdictReason.breakerNote(breaker) + (doubtful ? "; " + WAITING : ""),
                null,
                doubtful ? "Repeat the run on a quiet machine, or with a load that this machine can generate." : "");
    }
}
