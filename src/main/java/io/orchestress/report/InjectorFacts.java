package io.orchestress.report;

import io.orchestress.analysis.disturbance.DisturbanceLimits;
import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.InjectorHealth.Allowed;
import io.orchestress.record.Issue;
import io.orchestress.record.ResourceName;
import io.orchestress.record.RunRecord;
import io.orchestress.record.metric.GaugeStat;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Kind;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How the injector was, in one line and as figures. */
public final class InjectorFacts {
    /** Metric of the issue about the machine of the injector. */
    private static final String HOST_CPU =
            new ResourceMetric(ResourceName.HOST, ResourceName.CPU).metric(GaugeStat.MEAN);

    private static final double MICROS_PER_MILLI = 1e3;

    private InjectorFacts() {}

    /**
     * {@code The injector kept up: CPU 21.0 %, waits in its event loops 3 ms, late starts 0 of 12 000, garbage collector 0.3 %}; empty: nothing
     * is known of it.
     */
    public static String sentence(RunFacts facts) {
        InjectorHealth health = facts.run().injector();
        if (health == null || isUnknown(health)) {
            return "";
        }
        return health.headline() + ": "
                + (health.limits().isEmpty()
                        ? String.join(", ", figures(health))
                        : PlainText.clean(String.join("; ", health.limits())));
    }

    /** Returns the sentence that qualifies every value of the run; empty where the load generator kept up, or nothing is known of it. */
    public static Optional<String> caveat(RunRecord run) {
        InjectorHealth health = run.injector();
        if (health == null) {
            return fullMachine(run);
        }
        String others = others(health);
        if (health.limits().isEmpty()) {
            return others.isEmpty()
                    ? fullMachine(run)
                    : Optional.of(
                            "The machine was disturbed: " + others
                                    + ". The load generator kept up, but latencies may include delays that are not the target's.");
        }
        String why = PlainText.clean(String.join("; ", health.limits())) + (others.isEmpty() ? "" : "; " + others);
        return switch (health.outcome()) {
            case FAIL ->
                Optional.of(
                        health.wasTakenAway()
                                ? health.headline() + ": " + why
                                        + ". These results do not describe the target; repeat the run on a quiet machine."
                                : health.headline() + ": " + why
                                        + ". These results describe the "
                                        + (isOfSimulation(health) ? "simulation" : "load generator")
                                        + ", not the target."
                                        + unknown(health));
            case WARN ->
                Optional.of(
                        health.wasTakenAway()
                                ? health.headline() + ": " + why
                                        + ". Latencies may include delays that are not the target's."
                                : health.headline() + ": " + why + ". Latencies may include its own delays."
                                        + unknown(health));
            case PASS, INCONCLUSIVE, INTERRUPTED -> Optional.empty();
        };
    }

    /** A machine that was nearly full, though nothing else came to a limit: whoever reads a grade reads that first. */
    private static Optional<String> fullMachine(RunRecord run) {
        return run.issues().stream()
                .filter(issue -> issue.severity().compareTo(Issue.Severity.HIGH) <= 0
                        && issue.evidence().metric().equals(HOST_CPU))
                .map(issue -> PlainText.clean(issue.description())
                        + " Latencies may include waits for a CPU that are not the target's.")
                .findFirst();
    }

    private static boolean isOfSimulation(InjectorHealth health) {
        return health.worst() != null && health.worst().name().equals(InjectorHealth.SIMULATION);
    }

    /** Who else had its machine; empty: nobody, as far as is known. */
    private static String others(InjectorHealth health) {
        Disturbance disturbance = health.disturbance();
        return disturbance == null ? "" : PlainText.clean(disturbance.words());
    }

    /** Without any reading nobody can tell a slow injector from one whose machine others had. */
    private static String unknown(InjectorHealth health) {
        Disturbance disturbance = health.disturbance();
        return disturbance == null || disturbance.state() != Disturbance.State.UNKNOWN
                ? ""
                : " Disturbance of the machine could not be measured.";
    }

    private static boolean isUnknown(InjectorHealth health) {
        return figures(health).isEmpty();
    }

    private static List<String> figures(InjectorHealth health) {
        List<String> figures = new ArrayList<>();
        cpu(health).ifPresent(cpu -> figures.add("CPU " + cpu));
        lag(health).ifPresent(lag -> figures.add("event-loop lag p99 " + lag));
        starts(health).ifPresent(starts -> figures.add("late starts " + starts));
        gc(health).ifPresent(gc -> figures.add("GC " + gc));
        return figures;
    }

    private static Optional<String> cpu(InjectorHealth health) {
        return Optional.ofNullable(health.cpu()).map(InjectorFacts::percent);
    }

    private static Optional<String> lag(InjectorHealth health) {
        return Optional.ofNullable(health.loopLagMillis()).map(InjectorFacts::millis);
    }

    private static Optional<String> late(InjectorHealth health) {
        return Optional.ofNullable(health.lateStartMillis()).map(InjectorFacts::millis);
    }

    private static Optional<String> starts(InjectorHealth health) {
        return health.starts() == 0
                ? Optional.empty()
                : Optional.of(Format.count(health.lateStarts()) + " of " + Format.count(health.starts()));
    }

    private static Optional<String> gc(InjectorHealth health) {
        return Optional.ofNullable(health.gcPause()).map(InjectorFacts::percent);
    }

    private static String percent(double share) {
        return Format.percent(share);
    }

    private static String millis(double millis) {
        return Format.latency(millis * MICROS_PER_MILLI);
    }

    /** Its figures with their limits; without rows where nothing is known of it. */
    public static Table table(RunFacts facts) {
        List<Row> rows = new ArrayList<>();
        InjectorHealth health = facts.run().injector();
        if (health != null) {
            row(
                    rows,
                    "CPU",
                    cpu(health),
                    limit(health, Allowed::cpu, "ratio"),
                    "mean share of the CPUs available to it");
            row(
                    rows,
                    "Event-loop lag",
                    lag(health),
                    limit(health, Allowed::loopLagMillis, "ms"),
                    "p99 over seconds of the longest wait of a task");
            row(rows, "Start delay", late(health), "", "p99 over seconds of the longest delay of a start");
            row(
                    rows,
                    "Late starts",
                    starts(health),
                    limit(health, Allowed::lateStarts, "ratio"),
                    health.allowed() == null
                            ? ""
                            : "starts delayed by more than " + limit(health, Allowed::lateStartMillis, "ms"));
            row(
                    rows,
                    "Garbage collection",
                    gc(health),
                    Format.limit(InjectorLimits.GC_PAUSE, "ratio"),
                    "mean share of time in pauses");
            Disturbance disturbance = health.disturbance();
            if (disturbance != null) {
                row(
                        rows,
                        "Disturbed",
                        Optional.of(
                                disturbance.state() == Disturbance.State.UNKNOWN
                                        ? "unknown"
                                        : disturbance.disturbedSeconds() + " of " + disturbance.seconds() + " s"),
                        Format.limit(DisturbanceLimits.SHARE, "ratio"),
                        "seconds with steal, waits for a CPU or other processes above their limits"
                                + (disturbance.unknown().isEmpty()
                                        ? ""
                                        : "; not measured: " + String.join(", ", disturbance.unknown())));
            }
            if (health.dropped() > 0) {
                row(
                        rows,
                        "Dropped",
                        Optional.of(Format.count(health.dropped())),
                        "",
                        "arrivals that were not started (load.max-users)");
            }
            if (health.canDo() != null) {
                row(
                        rows,
                        "Calibrated",
                        Optional.of(PlainText.clean(health.canDo())),
                        "",
                        "by scripts/orchestress calibrate");
            }
        }
        String caption = health == null ? "" : health.headline();
        return new Table(
                caption,
                List.of(
                        Column.text("metric"),
                        Column.number("measured", "", ""),
                        Column.number("limit", "", ""),
                        Column.text("")),
                rows);
    }

    private static void row(List<Row> rows, String name, Optional<String> value, String limit, String note) {
        value.ifPresent(text -> rows.add(new Row(Kind.PLAIN, "", List.of(name, text, limit, note))));
    }

    /** As it was set; empty where the record does not have it. */
    private static String limit(InjectorHealth health, ToDoubleFunction<Allowed> which, String unit) {
        Allowed allowed = health.allowed();
        return allowed == null ? "" : Format.limit(which.applyAsDouble(allowed), unit);
    }
}
