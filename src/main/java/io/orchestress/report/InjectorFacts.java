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

    /** What every figure of the run must be read with; empty where the injector kept up, or nothing is known of it. */
    public static Optional<String> caveat(RunRecord run) {
        InjectorHealth health = run.injector();
        if (health == null) {
            return fullMachine(run);
        }
        String others = others(health);
        if (health.limits().isEmpty()) {
            return others.isEmpty()
                    ? fullMachine(run)
                    : Optional.of("The machine was disturbed: " + others
                            + ". The injector kept up; latencies may hold waiting that is not the target's.");
        }
        String why = PlainText.clean(String.join("; ", health.limits())) + (others.isEmpty() ? "" : "; " + others);
        return switch (health.outcome()) {
            case FAIL ->
                Optional.of(
                        health.wasTakenAway()
                                ? "The machine was taken away from the injector: " + why
                                        + ". The figures of this run say nothing of the target; repeat it."
                                : health.headline() + ": " + why
                                        + ". The figures of this run say what the "
                                        + (isOfSimulation(health) ? "simulation did" : "injector can do")
                                        + ", not what the target can."
                                        + unknown(health));
            case WARN ->
                Optional.of(
                        health.wasTakenAway()
                                ? "The machine was taken away from the injector at times: " + why
                                        + ". Latencies may hold waiting that is not the target's."
                                : health.headline() + ": " + why + ". Latencies may hold waiting of its own."
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
                        + " Latencies may hold waiting for a CPU that is not the target's.")
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
                : " Whether others had its machine could not be read.";
    }

    private static boolean isUnknown(InjectorHealth health) {
        return figures(health).isEmpty();
    }

    private static List<String> figures(InjectorHealth health) {
        List<String> figures = new ArrayList<>();
        cpu(health).ifPresent(cpu -> figures.add("CPU " + cpu));
        lag(health).ifPresent(lag -> figures.add("waits in its event loops " + lag));
        starts(health).ifPresent(starts -> figures.add("late starts " + starts));
        gc(health).ifPresent(gc -> figures.add("garbage collector " + gc));
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
            row(rows, "CPU", cpu(health), limit(health, Allowed::cpu, "ratio"), "mean share of the CPUs it may use");
            row(
                    rows,
                    "Event loops",
                    lag(health),
                    limit(health, Allowed::loopLagMillis, "ms"),
                    "longest wait of a task, p99 over seconds");
            row(rows, "Starts", late(health), "", "longest delay after they were due, p99 over seconds");
            row(
                    rows,
                    "Late starts",
                    starts(health),
                    limit(health, Allowed::lateStarts, "ratio"),
                    health.allowed() == null
                            ? ""
                            : "due more than " + limit(health, Allowed::lateStartMillis, "ms") + " before");
            row(
                    rows,
                    "Garbage collector",
                    gc(health),
                    Format.limit(InjectorLimits.GC_PAUSE, "ratio"),
                    "mean share of the time it stood still");
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
                        "seconds in which others had the machine (steal, waits for a CPU, other processes)"
                                + (disturbance.unknown().isEmpty()
                                        ? ""
                                        : "; not read: " + String.join(", ", disturbance.unknown())));
            }
            if (health.dropped() > 0) {
                row(rows, "Dropped", Optional.of(Format.count(health.dropped())), "", "arrivals that were not started");
            }
            if (health.canDo() != null) {
                row(
                        rows,
                        "Can do",
                        Optional.of(PlainText.clean(health.canDo())),
                        "",
                        "by scripts/orchestress calibrate");
            }
        }
        String caption = health == null ? "" : health.headline();
        return new Table(
                caption,
                List.of(
                        Column.text("figure"),
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
