package io.orchestress.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhaseLayoutTest {
    private static final String HEADER = "timeStamp,elapsed,label,responseCode,threadName,success,allThreads\n";
    private static final long ZERO_MILLIS = 1_772_000_000_000L;

    @TempDir
    private Path folder;

    /** Ten seconds, ten requests in each. */
    private Path tenSeconds() throws IOException {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 100; i++) {
            rows.append(ZERO_MILLIS + i * 100L)
                    .append(",100,a,200,T 1-1,true,")
                    .append(i < 50 ? 2 : 4)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("ten.jtl"), rows);
    }

    @Test
    void aWarmUpIsCutOff() throws IOException {
        RunRecord run = ForeignRuns.imported(
                tenSeconds(),
                folder.resolve("results"),
                ForeignRuns.options(PhaseOption.warmUp(Duration.ofSeconds(3))));

        assertThat(run.phases())
                .extracting(
                        PhaseResult::name,
                        PhaseResult::warmUp,
                        phase -> phase.total().count(),
                        PhaseResult::endSeconds)
                .containsExactly(tuple("warm-up", true, 30L, 3.0), tuple("steady", false, 70L, 10.0));
        assertThat(ForeignRuns.totals(run).count()).isEqualTo(70);
        assertThat(ForeignRuns.totals(run).throughputPerSec()).isEqualTo(10);
    }

    @Test
    void phasesAsTheUserNamesThem() throws IOException {
        List<PhaseOption> phases = Arrays.stream("ramp-up:1s,peak=spike:4500ms,recovery".split(","))
                .map(PhaseOption::parse)
                .toList();

        RunRecord run = ForeignRuns.imported(tenSeconds(), folder.resolve("results"), ForeignRuns.options(phases));

        assertThat(run.phases())
                .extracting(
                        PhaseResult::name,
                        PhaseResult::kind,
                        phase -> phase.total().count())
                .containsExactly(
                        tuple("ramp-up", PhaseKind.RAMP_UP, 10L),
                        tuple("peak", PhaseKind.SPIKE, 45L),
                        tuple("recovery", PhaseKind.RECOVERY, 45L));
        assertThat(run.plan()).extracting(RunRecord.PlannedPhase::load).containsExactly(2.0, 2.0, 4.0);
    }

    @Test
    void aPhaseAfterTheEnd() throws IOException {
        Path file = tenSeconds();
        List<PhaseOption> phases = List.of(PhaseOption.parse("steady:11s"), PhaseOption.parse("recovery"));

        assertThatThrownBy(() -> Importer.run(file, folder.resolve("results"), ForeignRuns.options(phases)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("ends after 10.0 s, before phase 'recovery' begins");
    }

    @Test
    void aRateIsAnOpenModel() throws IOException {
        ImportOptions options = new ImportOptions(null, "My Test/é", "quick", null, 12.5, List.of());

        RunRecord run = ForeignRuns.imported(tenSeconds(), folder.resolve("results"), options);

        assertThat(run.model()).isEqualTo(LoadModel.OPEN);
        assertThat(run.plan()).extracting(RunRecord.PlannedPhase::meanLoad).containsExactly(12.5);
        assertThat(run.runId()).isEqualTo("my-test--20260225-061320-000");
    }

    @Test
    void stagesThatOverlapAreNoPhases() throws IOException {
        Path file = Files.writeString(
                folder.resolve("two.jtl"),
                HEADER + ZERO_MILLIS + ",100,a,200,First 1-1,true,1\n" + (ZERO_MILLIS + 50)
                        + ",100,a,200,Second 2-1,true,1\n" + (ZERO_MILLIS + 200) + ",100,a,200,First 1-1,true,1\n");

        assertThat(ForeignRuns.imported(file, folder.resolve("results"), ForeignRuns.AS_IT_IS)
                        .plan())
                .extracting(RunRecord.PlannedPhase::name)
                .containsExactly("steady");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "peak", "peak=", "spike:", "spike:10", "spike:0s", "a=b=spike:1s"})
    void noPhase(String text) {
        assertThatThrownBy(() -> PhaseOption.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Whatever the order of the rows within ten minutes: every request is in the record once, in its second, and in flight from
     * its start to its end.
     */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void anyOrderGivesTheSameRecord(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int requests = 300 + random.nextInt(300);
        long[] starts =
                random.longs(requests, ZERO_MILLIS, ZERO_MILLIS + 60_000).toArray();
        long[] lengths = random.longs(requests, 0, 20_000).toArray();
        List<String> rows = new ArrayList<>();
        Histogram all = new Histogram(1, 86_400_000_000L, 3);
        for (int i = 0; i < requests; i++) {
            rows.add(starts[i] + "," + lengths[i] + ",r" + i % 3 + ",200,T 1-1," + (i % 7 != 0) + ",1\n");
            all.recordValue(Math.max(1, lengths[i] * 1000));
        }
        Path file = Files.writeString(folder.resolve("any.jtl"), HEADER + String.join("", rows));

        Path record = Importer.run(file, folder.resolve("results"), ForeignRuns.AS_IT_IS)
                .folder();
        RecordReader reader = RecordReader.open(record, RecordReader.Writer.GONE);
        RunRecord run = ForeignRuns.imported(file, folder.resolve("again"), ForeignRuns.AS_IT_IS);

        assertThat(ForeignRuns.totals(run).count()).isEqualTo(requests);
        assertThat(ForeignRuns.totals(run).failed()).isEqualTo((requests + 6) / 7);
        assertThat(ForeignRuns.latency(ForeignRuns.totals(run)).p95()).isEqualTo(all.getValueAtPercentile(95));
        assertThat(ForeignRuns.latency(ForeignRuns.totals(run)).max()).isEqualTo(all.getMaxValue());
        long zero = Arrays.stream(starts).min().orElseThrow();
        List<TimeSeriesRow> seconds = new ArrayList<>();
        reader.forEachRow(seconds::add);
        for (TimeSeriesRow row : seconds) {
            double end = row.atSeconds() * 1000;
            long ended = 0;
            long flying = 0;
            for (int i = 0; i < requests; i++) {
                double from = starts[i] - zero;
                double to = from + lengths[i];
                boolean first = row == seconds.get(0);
                ended += (to > end - 1000 || first) && to <= end ? 1 : 0;
                flying += from <= end && to > end ? 1 : 0;
            }
            if (row != seconds.get(seconds.size() - 1)) {
                assertThat(row.ok() + row.failed()).as("at " + row.atSeconds()).isEqualTo(ended);
                assertThat(row.inFlight()).as("at " + row.atSeconds()).isEqualTo(flying);
            }
        }
        assertThat(seconds.stream().mapToLong(row -> row.ok() + row.failed()).sum())
                .isEqualTo(requests);
    }
}
