package io.orchestress.testkit;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.ResourceTimeline;
import io.orchestress.analysis.Timeline;
import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Estimate;
import io.orchestress.record.Planning;
import io.orchestress.record.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Four hours of constant load: a heap that leaks, descriptors that grow, sessions that come back, all else steady. */
final class SyntheticDrifts {
    private static final double MIB = 1 << 20;
    private static final double START = 600;
    private static final double END = 15_000;
    /** Thousands. */
    private static final double REQUESTS_PER_HOUR = 180;

    private static final double HOURS = (END - START) / 3600;

    private SyntheticDrifts() {}

    private record Line(String subject, String name, DoubleUnaryOperator at) {}

    static Findings findings() {
        Findings run = SyntheticFindings.calm()
                .withoutPhases()
                .phase("ramp-up", "ramp-up", true, START, 50)
                .phase("endurance", "endurance", false, END - START, 50)
                .phase("cool-down", "ramp-down", false, 900, 0)
                .binSeconds(60)
                .build();
        List<ResourceTimeline.Line> lines = new ArrayList<>();
        for (Line line : LINES) {
            List<Double> means = new ArrayList<>();
            for (Timeline.Bin bin : run.timeline().bins()) {
                boolean gap =
                        line.subject().equals(ResourceName.TARGET) && bin.atSeconds() > 7000 && bin.atSeconds() < 7900;
                means.add(gap ? null : Double.valueOf(line.at().applyAsDouble(bin.atSeconds())));
            }
            lines.add(new ResourceTimeline.Line(line.subject(), line.name(), means));
        }
        return SyntheticPlanning.with(
                new Findings(
                        run.record(),
                        run.timeline(),
                        run.heatMap(),
                        run.spectra(),
                        run.agentTimeline(),
                        Optional.of(new ResourceTimeline(lines))),
                new Planning(null, null, List.of(), all()));
    }

    private static final List<Line> LINES = List.of(
            new Line(ResourceName.TARGET, ResourceName.CPU, t -> 0.3 + 0.02 * Math.sin(t)),
            new Line(
                    ResourceName.TARGET, ResourceName.RSS, t -> (260 + 40 * worked(t) / HOURS + 3 * Math.sin(t)) * MIB),
            new Line(ResourceName.TARGET, ResourceName.HEAP, t -> (150 + 30 * worked(t) + 60 * saw(t)) * MIB),
            new Line(ResourceName.TARGET, ResourceName.HEAP_AFTER_GC, t -> (90 + 30 * worked(t) + Math.sin(t)) * MIB),
            new Line(ResourceName.TARGET, ResourceName.HEAP_MAX, t -> 512 * MIB),
            new Line(ResourceName.TARGET, ResourceName.OPEN_FILES, t -> Math.rint(64 + 9 * worked(t) + Math.sin(t))),
            new Line(ResourceName.TARGET, ResourceName.QUEUE_DEPTH, t -> 3 + Math.sin(t * 3)),
            new Line(ResourceName.TARGET, ResourceName.SESSIONS, t -> t > END ? 1 : 50 + 8 * worked(t)),
            new Line(ResourceName.TARGET, ResourceName.CONNECTIONS, t -> 50 + Math.rint(Math.sin(t))),
            new Line(ResourceName.TARGET, ResourceName.DATABASE_TIME, t -> 0.012 + 0.002 * Math.sin(t / 9)),
            new Line(ResourceName.INJECTOR, ResourceName.CPU, t -> 0.12 + 0.01 * Math.cos(t)),
            new Line(ResourceName.INJECTOR, ResourceName.RSS, t -> (240 + Math.sin(t)) * MIB),
            new Line(ResourceName.INJECTOR, ResourceName.LOOP_LAG, t -> 0.004 + 0.003 * saw(t)),
            new Line(ResourceName.HOST, ResourceName.CPU, t -> 0.5 + 0.03 * Math.cos(t)),
            new Line(ResourceName.HOST, ResourceName.MEMORY, t -> 0.61));

    private static double worked(double t) {
        return Math.max(0, Math.min(t, END) - START) / 3600;
    }

    private static double saw(double t) {
        return t % 300 / 300;
    }

    static List<DriftResult> all() {
        return List.of(
                drift(
                        "target",
                        "heap-after-gc",
                        "B",
                        90 * MIB,
                        30 * MIB,
                        MIB,
                        178 * MIB,
                        Outcome.LEAK,
                        512 * MIB,
                        10.1,
                        "Heap after garbage collection grew by 30.0 MiB per hour (29.0 to 31.0) over 4 h and did not fall in the cool-down."),
                drift(
                        "target",
                        "open-files",
                        "count",
                        64,
                        9,
                        0.3,
                        100.0,
                        Outcome.GROWS,
                        null,
                        null,
                        "Open files grew by 9 per hour over 4 h; what they do without load was not watched."),
                drift(
                        "target",
                        "sessions",
                        "count",
                        50,
                        8,
                        0.2,
                        1.0,
                        Outcome.RETURNED,
                        null,
                        null,
                        "Sessions grew by 8 per hour and fell to 1 when the load was gone."),
                drift(
                        "injector",
                        "rss",
                        "B",
                        240 * MIB,
                        0,
                        0.4 * MIB,
                        240 * MIB,
                        Outcome.STABLE,
                        null,
                        null,
                        "No growth that matters: more than 0.9 MiB per hour would have been seen in 4 h."),
                drift(
                        "*",
                        "p95",
                        "ms",
                        162,
                        0.2,
                        1.1,
                        null,
                        Outcome.STABLE,
                        null,
                        null,
                        "No growth that matters: more than 2.1 ms per hour would have been seen in 4 h."),
                drift(
                        "submit task",
                        "p95",
                        "ms",
                        150,
                        0.1,
                        40,
                        null,
                        Outcome.INCONCLUSIVE,
                        null,
                        null,
                        "Too noisy: a growth below 44 ms per hour would not have been seen in 4 h."),
                drift(
                        "submit task",
                        "p50",
                        "ms",
                        61,
                        0.1,
                        1,
                        null,
                        Outcome.STABLE,
                        null,
                        null,
                        "No growth that matters: more than 2 ms per hour would have been seen in 4 h."));
    }

    private static DriftResult drift(
            String subject,
            String metric,
            String unit,
            double start,
            double perHour,
            double spread,
            Double cooldown,
            Outcome outcome,
            Double limit,
            Double exhausted,
            String reason) {
        return new DriftResult(
                "endurance",
                subject,
                metric,
                unit,
                END - START,
                start,
                start + perHour * HOURS,
                new Estimate(perHour, perHour - spread, perHour + spread),
                null,
                cooldown == null
                        ? null
                        : new Estimate(
                                perHour / REQUESTS_PER_HOUR,
                                (perHour - spread) / REQUESTS_PER_HOUR,
                                (perHour + spread) / REQUESTS_PER_HOUR),
                outcome == Outcome.LEAK ? 12.1 : 0.3,
                metric.equals("rss") ? 3600.0 : null,
                cooldown,
                outcome,
                limit,
                exhausted,
                reason);
    }
}
