package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was recorded, every view of it holds the same samples. */
class AnalysisPropertyTest {
    private static final List<String> CLASSES = List.of("ok", "ok", "timeout", "http-503", "unfinished", "corrected");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void totalsAreTheSumOfPhasesAreTheSumOfIntervals(long seed) {
        Histogram judged = new Histogram(1, 86_400_000_000L, 3);
        long[] intervals = {0, 0};
        random(seed).writeTo(folder, line -> {
            if (!line.series().isCorrected()) {
                intervals[0] += line.histogram().getTotalCount();
                if (!line.series().phase().startsWith("warm")) {
                    intervals[1] += line.histogram().getTotalCount();
                    judged.add(line.histogram());
                }
            }
        });
        Findings findings = Analysis.of(RecordReader.open(folder, Writer.GONE), Reference.ANALYSIS);
        RunRecord run = findings.record();
        RequestResult totals = run.totals();
        assertThat(totals).isNotNull();
        assertThat(totals.count()).isEqualTo(intervals[1]);
        for (ToLongFunction<RequestResult> count : List.<ToLongFunction<RequestResult>>of(
                RequestResult::count, RequestResult::ok, RequestResult::failed, RequestResult::timedOut)) {
            assertThat(run.phases().stream()
                            .filter(phase -> !phase.warmUp())
                            .map(PhaseResult::total)
                            .mapToLong(count)
                            .sum())
                    .isEqualTo(count.applyAsLong(totals));
            assertThat(run.phases())
                    .allSatisfy(phase -> assertThat(
                                    phase.requests().stream().mapToLong(count).sum())
                            .isEqualTo(count.applyAsLong(phase.total())));
        }
        assertThat(FailureCounts.byLabel(totals.failures()).values().stream()
                        .mapToLong(n -> n)
                        .sum())
                .isEqualTo(totals.failed());
        assertThat(run.phases().stream()
                        .mapToLong(phase -> phase.total().count())
                        .sum())
                .isEqualTo(intervals[0]);
        assertThat(findings.heatMap().cells().stream()
                        .mapToLong(HeatMap.Cell::count)
                        .sum())
                .isEqualTo(intervals[0]);
        assertThat(findings.timeline().bins().stream()
                        .mapToDouble(bin -> bin.okPerSec() + bin.failedPerSec())
                        .sum())
                .isCloseTo(intervals[0], within(1e-6));
        if (intervals[1] > 0) {
            assertThat(totals.latencyMicros()).isNotNull().satisfies(latency -> {
                assertThat(latency.p99()).isEqualTo(judged.getValueAtPercentile(99));
                assertThat(latency.max()).isEqualTo(judged.getMaxValue());
                assertThat(latency.mean()).isCloseTo(judged.getMean(), within(1e-9 * judged.getMean()));
            });
        }
    }

    private static SyntheticRecord random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SyntheticRecord record = new SyntheticRecord(seed).warmUp("warm", 1 + random.nextInt(5));
        for (int phase = 0; phase < 4; phase++) {
            if (phase > 0) {
                record.phase("phase|" + phase, phase == 2 ? "recovery" : "steady", 1 + random.nextInt(20), 5);
            }
            for (int series = random.nextInt(8); series > 0; series--) {
                record.samples(
                        "request " + random.nextInt(4),
                        CLASSES.get(random.nextInt(CLASSES.size())),
                        random.nextInt(40),
                        LatencyLaw.logNormal(1L << random.nextInt(30), random.nextDouble(2)));
            }
        }
        return record;
    }
}
