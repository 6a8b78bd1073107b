package io.orchestress.analysis.gates;

import io.orchestress.record.BreakerResult;
import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Issue;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.Verdict.Validator;
import io.orchestress.text.Format;
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
    /** Of the injector's CPU, mean of the run. Source: mcpload fails its own generator above it. */
    private static final double SATURATED_FROM = 0.85;

    private static final int LEAST_READINGS = 5;

    /** Of all tasks that began: above it those that ended are not believed to stand for all. */
    private static final double CUT_OFF_FROM = 0.01;

    private static final String BREAKER = "circuit-breaker";

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
        Optional<String> saturated = saturated(run);
        boolean waited = saturated.isPresent() || othersHadIt(run);
        GateEvaluator judge = new GateEvaluator(run, limits.minSamples(), percentiles, !waited);
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
        Optional<String> doubt = doubt(run, saturated, gates);
        Optional<Issue> critical = run.issues().stream()
                .filter(issue -> issue.severity() == Issue.Severity.CRITICAL)
                .findFirst();
        Outcome outcome = run.status() == RunStatus.INTERRUPTED
                ? Outcome.INTERRUPTED
                : outcome(gates, doubt.isPresent(), critical.isPresent());
        Verdict unmarked = new Verdict(
                        outcome,
                        null,
                        null,
                        reason(run, outcome, gates, doubt, critical),
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

    /** Why figures that keep every limit would not mean a pass; empty: they would. */
    private static Optional<String> doubt(RunRecord run, Optional<String> saturated, List<Gate> gates) {
        if (run.breaker().tripped() && broken(gates).contains(BREAKER)) {
            return Optional.of("The circuit breaker " + run.breakerEffect().did() + ": " + breakerNote(run.breaker())
                    + ". " + saturated.map(why -> notKeptUp(run, why, gates)).orElseGet(() -> takenAway(run, gates)));
        }
        if (run.status() != RunStatus.COMPLETED) {
            return Optional.of("The run did not complete (" + run.status().json()
                    + "), so the verdict is INCONCLUSIVE. Repeat it.");
        }
        Optional<TargetEvent> failed = run.target().events().stream()
                .filter(TargetEvent::spoilsItsPhase)
                .findFirst();
        if (failed.isPresent()) {
            return failed.map(
                    control -> "Control " + control.control() + " could not be set to " + control.value() + " in phase "
                            + control.phase() + " (" + control.problem()
                            + "): the phase did not run under its intended conditions, so the verdict is INCONCLUSIVE."
                            + " Fix the control and repeat the run.");
        }
        String doubtOfImport = run.configuration().get(RunRecord.IMPORT_DOUBT);
        if (doubtOfImport != null) {
            return Optional.of(doubtOfImport);
        }
        Optional<String> cutOff = SearchGate.isFor(run) ? Optional.empty() : cutOff(run);
        if (cutOff.isPresent()) {
            return cutOff;
        }
        if (saturated.isPresent()) {
            return saturated.map(why -> notKeptUp(run, why, gates));
        }
        return broken(gates).isEmpty() ? Optional.empty() : Optional.of(takenAway(run, gates));
    }

    private static String takenAway(RunRecord run, List<Gate> gates) {
        return "The machine was disturbed: " + byWhom(run) + "." + mayBeByThat(gates)
                + " Repeat the run on a quiet machine.";
    }

    private static String notKeptUp(RunRecord run, String why, List<Gate> gates) {
        return headline(run) + ": " + why + (wasTakenAway(run) ? "; " + byWhom(run) : "")
                + ". These results are not reliable, so the verdict is INCONCLUSIVE." + mayBeByThat(gates)
                + (wasTakenAway(run) ? " Repeat the run on a quiet machine." : " Fix the cause and repeat the run.");
    }

    private static String mayBeByThat(List<Gate> gates) {
        List<String> broken = broken(gates);
        return broken.isEmpty() ? "" : " This alone may explain the result of " + String.join(", ", broken) + ".";
    }

    private static List<String> broken(List<Gate> gates) {
        return gates.stream()
                .filter(gate -> gate.note().endsWith(WAITING))
                .map(Gate::name)
                .toList();
    }

    /**
     * The requests of a task that is polled for ever are all well: only that it did not end tells that it may not have been. A search goes
     * on purpose to where tasks do not end in time; its steps are judged by their own SLO.
     */
    private static Optional<String> cutOff(RunRecord run) {
        return Optional.ofNullable(run.agents())
                .map(agents -> agents.total().tasks())
                .filter(tasks -> tasks.cutOff() > CUT_OFF_FROM * (tasks.ended() + tasks.cutOff()))
                .map(tasks -> Format.count(tasks.cutOff()) + " of " + Format.count(tasks.ended() + tasks.cutOff())
                        + " tasks had not ended when the load stopped, more than 1 %: their outcome is unknown, so the verdict is"
                        + " INCONCLUSIVE. Raise orchestress.load.drain to let them end.");
    }

    /** By what the injector was too slow for its figures to be trusted; empty: it kept up, or that is not known. */
    private static Optional<String> saturated(RunRecord run) {
        InjectorHealth injector = run.injector();
        if (injector == null) {
            return saturatedByCpu(run).map(cpu -> "CPU " + Format.percent(cpu) + "");
        }
        return injector.outcome() == Outcome.FAIL ? injector.limits().stream().findFirst() : Optional.empty();
    }

    /** Of the machine that the target is on, too: elsewhere it had its own. */
    private static boolean othersHadIt(RunRecord run) {
        return run.injector() != null
                && run.injector().wasDisturbed()
                && !run.target().isElsewhere();
    }

    private static String headline(RunRecord run) {
        return run.injector() == null
                ? "The load generator did not keep up"
                : run.injector().headline();
    }

    private static boolean wasTakenAway(RunRecord run) {
        return run.injector() != null && run.injector().wasTakenAway();
    }

    private static String byWhom(RunRecord run) {
        Disturbance disturbance = run.injector() == null ? null : run.injector().disturbance();
        return disturbance == null || !disturbance.isDisturbed()
                ? "other processes used it at times"
                : disturbance.words();
    }

    /** Of a record before version 4 that is judged by its {@code run.json} alone. */
    private static Optional<Double> saturatedByCpu(RunRecord run) {
        return Optional.ofNullable(run.resources())
                .flatMap(resources -> resources.total().gauges().stream()
                        .filter(gauge -> gauge.subject().equals(ResourceName.INJECTOR)
                                && gauge.name().equals(ResourceName.CPU)
                                && gauge.samples() >= LEAST_READINGS
                                && gauge.mean() > SATURATED_FROM)
                        .map(Gauge::mean)
                        .findFirst());
    }

    private static String reason(
            RunRecord run, Outcome outcome, List<Gate> gates, Optional<String> doubt, Optional<Issue> critical) {
        boolean byBreaker =
                gates.stream().anyMatch(gate -> gate.name().equals(BREAKER) && gate.outcome() == Outcome.FAIL);
        if (outcome == Outcome.FAIL && byBreaker) {
            return "The circuit breaker " + run.breakerEffect().did() + ": " + breakerNote(run.breaker()) + ".";
        }
        if (outcome == Outcome.INTERRUPTED) {
            return interrupted(run, gates);
        }
        if (outcome == Outcome.INCONCLUSIVE && doubt.isPresent()) {
            return doubt.get();
        }
        if (gates.isEmpty()) {
            return "No gate had data to evaluate: run longer, or enable a rule in orchestress.gates.rules.";
        }
        if (outcome == Outcome.PASS) {
            return gates.size() == 1 ? "The gate passed." : "All " + gates.size() + " gates passed.";
        }
        return gates.stream()
                .filter(gate -> gate.outcome() == outcome)
                .findFirst()
                .map(Gates::reason)
                .or(() -> critical.map(
                        issue -> "Every gate passed, but " + issue.type() + " is critical: " + issue.description()))
                .orElseThrow();
    }

    private static String interrupted(RunRecord run, List<Gate> gates) {
        List<String> failed = gates.stream()
                .filter(gate -> gate.outcome() == Outcome.FAIL)
                .map(Gate::name)
                .toList();
        return "The run was "
                + (run.endReason() == null ? "interrupted" : run.endReason())
                + ", so no gate can pass."
                + (failed.isEmpty() ? "" : " Already failed: " + String.join(", ", failed) + ".");
    }

    private static String reason(Gate gate) {
        String where = gate.rule() == null ? "" : gate.rule().where();
        String details = where.isEmpty() || gate.note().isEmpty() ? where + gate.note() : where + ", " + gate.note();
        String note = details.isEmpty() ? "" : " (" + details + ")";
        String evidence = "Not enough evidence for " + gate.name();
        if (gate.actual() == null) {
            return evidence + note + ".";
        }
        String figures = Format.beside(gate.actual(), gate.unit(), limit(gate)) + ", limit "
                + Format.limit(limit(gate), gate.unit());
        return gate.outcome() == Outcome.INCONCLUSIVE
                ? evidence + ": " + figures + note + "."
                : gate.name() + " is " + figures + note + ".";
    }

    /** The limit that the outcome says is broken. */
    private static double limit(Gate gate) {
        Double failLimit = gate.rule() == null ? null : gate.rule().failThreshold();
        return gate.outcome() == Outcome.FAIL && failLimit != null ? failLimit : gate.threshold();
    }

    private static Gate breakerGate(BreakerResult breaker, boolean waited) {
        boolean doubtful = waited && breaker.rule() != null && BY_TIME.contains(breaker.rule());
        return new Gate(
                BREAKER,
                doubtful ? Outcome.INCONCLUSIVE : Outcome.FAIL,
                1.0,
                0,
                "trips",
                breakerNote(breaker) + (doubtful ? "; " + WAITING : ""));
    }

    private static String breakerNote(BreakerResult breaker) {
        String evidence = breaker.evidence() == null ? "no evidence was recorded" : breaker.evidence();
        return breaker.rule() == null ? evidence : "rule '" + breaker.rule() + "', " + evidence;
    }
}
