package io.orchestress.benchmark;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import java.util.Collection;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What it costs to record one sample: time, and allocation, which must be none. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecordingBenchmark {
    private static final int SAMPLES = 4096;

    private final long[] micros = new long[SAMPLES];
    private Measurements.Request request;

    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < SAMPLES; i++) {
            micros[i] = 1 + (long) (-50_000 * Math.log(1 - random.nextDouble()));
        }
        request = new Measurements(6).request("run task");
    }

    /** Where a thread is in its samples. */
    @State(Scope.Thread)
    public static class Cursor {
        private int next;
    }

    @Benchmark
    public void oneThread(Cursor cursor) {
        request.ended(3, FailureClass.OK, micros[cursor.next++ & (SAMPLES - 1)]);
    }

    /** Both event loops of a two-core machine end requests of the same name at the same time. */
    @Benchmark
    @Threads(2)
    public void twoThreads(Cursor cursor) {
        request.ended(3, FailureClass.OK, micros[cursor.next++ & (SAMPLES - 1)]);
    }

    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(RecordingBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        StringBuilder figures = new StringBuilder();
        for (RunResult result : results) {
            figures.append(String.format(
                    Locale.ROOT,
                    "%s %s %.1f ± %.1f ns/op, %.3f B/op",
                    figures.isEmpty() ? "" : ";",
                    result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
        }
        Measuring.result("recording:%s", figures);
    }
}
