package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;

import io.gatling.charts.stats.GeneralStats;
import io.gatling.charts.stats.buffers.GeneralStatsBuffer;
import io.orchestress.analysis.Analysis;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Samples that are known one by one: recorded, written, read and analysed by us; given to the class of Gatling that makes the
 * figures of its report ({@code GeneralStatsBuffer}), in whole milliseconds of its clock; both against the order statistic, the
 * smallest sample that a share of {@code p} does not exceed.
 */
final class KnownSamples {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};
    private static final int SECONDS = 10;

    private static final Map<String, LatencyLaw> SHAPES = LatencyLaw.shapes();

    private KnownSamples() {}

    /** Lowest and highest error, in percent. */
    private static final class Range {
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        void add(double figure, double exact) {
            double error = 100 * (figure - exact) / exact;
            low = Math.min(low, error);
            high = Math.max(high, error);
        }

        void add(Range other) {
            low = Math.min(low, other.low);
            high = Math.max(high, other.high);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%+.3f … %+.3f", low, high);
        }
    }

    /** Prints the ranges of errors and returns the widest of ours and of Gatling's. */
    static String compare(Path folder, Options options) throws IOException {
        int samples = options.get("samples");
        line("%,d samples × %d seeds: errors in %%, lowest … highest", samples, options.get("seeds"));
        line("%-26s %-6s %24s %28s", "shape", "", "ours", "Gatling's report");
        Range allOurs = new Range();
        Range allGatling = new Range();
        for (Map.Entry<String, LatencyLaw> shape : SHAPES.entrySet()) {
            Range[] ours = ranges();
            Range[] gatling = ranges();
            for (int seed = 1; seed <= options.get("seeds"); seed++) {
                long[] micros = draw(shape.getValue(), new SplittableRandom(seed), samples);
                RequestResult.Latency recorded = record(folder.resolve(shape.getKey() + " " + seed), micros);
                GeneralStats report = gatling(micros, new SplittableRandom(-seed));
                long[] sorted = micros.clone();
                Arrays.sort(sorted);
                long[] figures = {recorded.p50(), recorded.p90(), recorded.p99(), recorded.p999()};
                for (int i = 0; i < PERCENTILES.length; i++) {
                    long exact = sorted[Measuring.rank(PERCENTILES[i], samples)];
                    ours[i].add(figures[i], exact);
                    gatling[i].add(1000.0 * (int) report.percentile().apply(PERCENTILES[i]), exact);
                }
            }
            for (int i = 0; i < PERCENTILES.length; i++) {
                line("%-26s p%-5s %24s %28s", shape.getKey(), number(PERCENTILES[i]), ours[i], gatling[i]);
                allOurs.add(ours[i]);
                allGatling.add(gatling[i]);
            }
        }
        return "known samples, errors in %: ours " + allOurs + ", Gatling's report " + allGatling;
    }

    private static Range[] ranges() {
        return new Range[] {new Range(), new Range(), new Range(), new Range()};
    }

    private static String number(double percentile) {
        return percentile == 99.9 ? "99.9" : String.valueOf((int) percentile);
    }

    private static long[] draw(LatencyLaw law, SplittableRandom random, int samples) {
        long[] micros = new long[samples];
        Arrays.setAll(micros, i -> law.micros(random));
        return micros;
    }

    private static RequestResult.Latency record(Path parent, long[] micros) throws IOException {
        Files.createDirectory(parent);
        ManualRun run = new ManualRun(parent, List.of(ManualRun.phase("steady", PhaseKind.STEADY, SECONDS, false)));
        Measurements.Request request = run.request("known");
        for (int i = 0; i < micros.length; i++) {
            request.started();
            request.ended(0, FailureClass.OK, micros[i]);
            if (i % (micros.length / SECONDS) == micros.length / SECONDS - 1) {
                run.endSecond();
            }
        }
        RecordReader reader = RecordReader.open(run.end(), RecordReader.Writer.GONE);
        RequestResult totals = Objects.requireNonNull(
                Analysis.of(reader, Reference.ANALYSIS).record().totals());
        if (totals.count() != micros.length) {
            throw new IllegalStateException(micros.length + " samples, recorded " + totals.count());
        }
        return Objects.requireNonNull(totals.latencyMicros());
    }

    /** Gatling takes the whole milliseconds of its clock at both ends. */
    private static GeneralStats gatling(long[] micros, SplittableRandom random) {
        GeneralStatsBuffer buffer = new GeneralStatsBuffer(60);
        for (long latency : micros) {
            buffer.update((int) ((random.nextInt(1000) + latency) / 1000));
        }
        return buffer.stats().get();
    }
}
