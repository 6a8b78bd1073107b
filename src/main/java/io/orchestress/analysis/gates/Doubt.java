package io.orchestress.analysis.gates;

import io.orchestress.record.Disturbance;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Optional;

/** Why figures that keep every limit would not mean a pass: the run did not go as it was meant to. */
final class Doubt {
    /** Of the injector's CPU, mean of the run. Source: mcpload fails its own generator above it. */
    private static final double SATURATED_FROM = 0.85;

    private static final int LEAST_READINGS = 5;

    /** Of all tasks that began: above it those that ended are not believed to stand for all. */
    private static final double CUT_OFF_FROM = 0.01;

    static final String QUIET = " Repeat the run on a quiet machine.";

    private Doubt() {}

    /** Why figures that keep every limit would not mean a pass; empty: they would. */
    static Optional<String> of(RunRecord run, Optional<String> saturated, List<Gate> gates) {
        Optional<String> dead = backendDied(run);
        if (dead.isPresent()) {
            return dead;
        }
        Optional<String> missed = missed(run);
        if (missed.isPresent()) {
            return missed;
        }
        if (run.breaker().tripped() && broken(gates).contains(Gates.BREAKER)) {
            return Optional.of("The circuit breaker " + run.breakerEffect().did() + ": "
                    + VerdictReason.breakerNote(run.breaker()) + ". "
                    + saturated.map(why -> notKeptUp(run, why, gates)).orElseGet(() -> takenAway(run, gates)));
        }
        if (run.status() != RunStatus.COMPLETED) {
            return Optional.of("The run did not complete (" + run.status().json() + "). Repeat it.");
        }
        Optional<TargetEvent> failed = run.target().events().stream()
                .filter(TargetEvent::spoilsItsPhase)
                .findFirst();
        if (failed.isPresent()) {
            return failed.map(
                    control -> "Control " + control.control() + " could not be set to " + control.value() + " in phase "
                            + control.phase() + " (" + control.problem()
                            + "): the phase did not run under its intended conditions."
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

    /** A fault that no call met was no test. */
    private static Optional<String> missed(RunRecord run) {
        return run.planning() == null
                ? Optional.empty()
                : run.planning().faultEffects().stream()
                        .filter(FaultEffect::hitNothing)
                        .findFirst()
                        .map(effect -> "The fault '" + effect.what() + "' of phase " + effect.phase()
                                + " hit no call, so that nothing was tested by it. Check that the target calls the"
                                + " scripted backend, and that model or tool, and repeat the run.");
    }

    /** A target without models fails, and says nothing of itself by that. */
    static Optional<String> backendDied(RunRecord run) {
        return run.target().events().stream()
                .filter(event -> event.kind() == TargetEvent.Kind.BACKEND_DIED)
                .findFirst()
                .map(death -> "The scripted backend died with status " + death.value() + " at "
                        + Format.clock(death.atSeconds()) + " in phase " + death.phase()
                        + ": from then on the target had no models and tools, so the verdict is INCONCLUSIVE."
                        + " Find out why it died, such as by its memory, and repeat the run.");
    }

    private static String takenAway(RunRecord run, List<Gate> gates) {
        return "The machine was disturbed: " + byWhom(run) + "." + mayBeByThat(gates) + QUIET;
    }

    private static String notKeptUp(RunRecord run, String why, List<Gate> gates) {
        String name = worst(run);
        boolean byOthers = run.injector() != null
                && run.injector().wasDisturbed()
                && !name.equals(InjectorHealth.SIMULATION)
                && !name.equals(InjectorHealth.NOT_SENT);
        return byOthers || wasTakenAway(run)
                ? "The machine was disturbed: " + byWhom(run) + "."
                        + (wasTakenAway(run) ? "" : " " + headline(run) + ".") + mayBeByThat(gates) + QUIET
                : headline(run) + ": " + why + ". These results are not reliable." + mayBeByThat(gates) + " "
                        + remedy(name);
    }

    private static String remedy(String name) {
        return switch (name) {
            case InjectorHealth.SIMULATION -> "Fix the simulation's error, then repeat the run.";
            case InjectorHealth.NOT_SENT -> "Remove that limit, then repeat the run.";
            default -> "Repeat the run with less load, or generate it from a machine with more CPUs.";
        };
    }

    /** Name of the limit of the injector that was broken most; empty where none was. */
    private static String worst(RunRecord run) {
        return run.injector() == null || run.injector().worst() == null
                ? ""
                : run.injector().worst().name();
    }

    private static String mayBeByThat(List<Gate> gates) {
        List<String> broken = broken(gates);
        return broken.isEmpty() ? "" : " This alone may explain the result of " + String.join(", ", broken) + ".";
    }

    private static List<String> broken(List<Gate> gates) {
        return gates.stream()
                .filter(gate -> gate.note().endsWith(Gates.WAITING))
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
                        + " tasks had not ended when the load stopped, more than 1 %: their outcome is unknown."
                        + " Raise orchestress.load.drain to let them end.");
    }

    /** By what the injector was too slow for its figures to be trusted; empty: it kept up, or that is not known. */
    static Optional<String> saturated(RunRecord run) {
        InjectorHealth injector = run.injector();
        if (injector == null) {
            return saturatedByCpu(run).map(cpu -> "CPU " + Format.percent(cpu) + "");
        }
        return injector.outcome() == Outcome.FAIL ? injector.limits().stream().findFirst() : Optional.empty();
    }

    private static String headline(RunRecord run) {
        return run.injector() == null
                ? "The load generator did not keep up"
                : run.injector().headline();
    }

    private static boolean wasTakenAway(RunRecord run) {
        return run.injector() != null && run.injector().wasTakenAway();
    }

    static String byWhom(RunRecord run) {
        Disturbance disturbance = run.injector() == null ? null : run.injector().disturbance();
        return disturbance == null || !disturbance.isDisturbed()
                ? "other processes used it at times"
                : disturbance.brief();
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
}
