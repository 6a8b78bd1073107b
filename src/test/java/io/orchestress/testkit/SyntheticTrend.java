package io.orchestress.testkit;

import io.orchestress.record.Better;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.report.trend.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Thirty nightly runs: p95 a quarter slower from run 20 on, throughput better from 12 on, run 8 an outlier, 15 aborted, 24 failed. */
public final class SyntheticTrend {
    private static final Instant FIRST = Instant.parse("2026-10-01T02:00:00Z");

    private SyntheticTrend() {}

    public static Trend nightly() {
        List<Trend.Run> runs = runs(30);
        return new Trend(
                "SpikeTest",
                "profile standard, workload spike, closed model, rest, embedded orchestrator",
                runs,
                List.of(
                        line("p50", "ms", Better.LOWER, runs, 1, i -> 140),
                        line("p95", "ms", Better.LOWER, runs, 2, i -> (i < 20 ? 812 : 1015) * (i == 8 ? 1.6 : 1)),
                        line("throughput", "1/s", Better.HIGHER, runs, 3, i -> i < 12 ? 410 : 468),
                        line("success-rate", "ratio", Better.HIGHER, runs, 4, i -> i == 24 ? 0.93 : 0.998),
                        line("ttft.p95", "ms", Better.LOWER, runs, 5, i -> i < 25 ? Double.NaN : 210),
                        line("cost.per-task", "USD", Better.LOWER, runs, 6, i -> i < 20 ? 0.0041 : 0.0052),
                        line(
                                "target.rss.max",
                                "B",
                                Better.LOWER,
                                runs,
                                7,
                                i -> (i > 4 && i < 8 ? Double.NaN : 256e6 + i * 3e6))),
                new Trend.LeftOut(2, 1));
    }

    /** A metric of the user's own that grows from the 21st run on, which is neither good nor bad. */
    public static Trend undirected() {
        List<Trend.Run> runs = runs(30);
        return new Trend(
                "SpikeTest",
                "profile standard",
                runs,
                List.of(line("target.x-entries.mean", "count", Better.NEITHER, runs, 2, i -> i < 20 ? 1000 : 1250)),
                Trend.LeftOut.NONE);
    }

    /** Too few to tell anything. */
    public static Trend young() {
        List<Trend.Run> runs = runs(4);
        return new Trend(
                "SmokeTest",
                "profile quick",
                runs,
                List.of(line("p95", "ms", Better.LOWER, runs, 1, i -> 100)),
                Trend.LeftOut.NONE);
    }

    /** Nothing yet, and names that would be markup. */
    public static Trend hostile() {
        Trend.Run run = new Trend.Run(
                "</script><script>alert(1)</script>",
                FIRST,
                "<b>1</b>",
                RunStatus.CRASHED,
                null,
                List.of("<img src=x onerror=alert(2)>"));
        return new Trend(
                "<i>Simulation</i>",
                "\u202e'\"&",
                List.of(run),
                List.of(Trend.Line.of("<u>", "<s>", "<em>", Better.HIGHER, List.of(1.0), List.of(run), -1)),
                new Trend.LeftOut(1, 0));
    }

    private static List<Trend.Run> runs(int n) {
        List<Trend.Run> runs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            runs.add(new Trend.Run(
                    "spiketest-%02d".formatted(i),
                    FIRST.plus(Duration.ofDays(i)),
                    i < 18 ? "0.1.0" : "0.2.0",
                    i == 15 ? RunStatus.ABORTED : RunStatus.COMPLETED,
                    i == 15 || i == 24 ? Outcome.FAIL : i % 7 == 3 ? Outcome.WARN : Outcome.PASS,
                    i == 2 || i == 3 ? List.of("release-1") : List.of()));
        }
        return runs;
    }

    /** Noise of 2 %. */
    private static Trend.Line line(
            String metric, String unit, Better better, List<Trend.Run> runs, int seed, IntToDoubleFunction level) {
        SplittableRandom random = new SplittableRandom(seed);
        List<@Nullable Double> values = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            double value =
                    level.applyAsDouble(i) * (1 + (unit.equals("ratio") ? 0.0005 : 0.02) * random.nextGaussian());
            values.add(Double.isNaN(value) ? null : (Double) Math.min(value, unit.equals("ratio") ? 1 : value));
        }
        return Trend.Line.of(metric, "*", unit, better, values, runs, 3);
    }
}
