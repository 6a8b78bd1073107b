package io.orchestress.importer;

import static io.orchestress.importer.ForeignRuns.AS_IT_IS;
import static io.orchestress.importer.ForeignRuns.latency;
import static io.orchestress.importer.ForeignRuns.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.Reference;
import io.orchestress.text.LatencyUnit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the library's own histograms of the same values. */
class HdrImportTest {
    private static final long START_MILLIS = 1_772_000_000_000L;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"NS, 1000000, true", "US, 1000, true", "MS, 1, false", "US, 1000, false"})
    void valuesOfEveryUnit(LatencyUnit unit, long perMilli, boolean tagged) throws IOException {
        Histogram all = new Histogram(3);
        Path log = folder.resolve("service.hlog");
        try (OutputStream out = Files.newOutputStream(log)) {
            HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputComment("[Logged by a service]");
            writer.outputLogFormatVersion();
            writer.outputStartTime(START_MILLIS);
            writer.outputLegend();
            SplittableRandom random = new SplittableRandom(7);
            for (int second = 0; second < 20; second++) {
                Histogram interval = new Histogram(3);
                for (int i = 0; i < 50; i++) {
                    interval.recordValue((5 + random.nextInt(95)) * perMilli);
                }
                interval.setStartTimeStamp(START_MILLIS + second * 1000L);
                interval.setEndTimeStamp(START_MILLIS + (second + 1) * 1000L);
                if (tagged) {
                    interval.setTag(second % 2 == 0 ? "even" : "odd");
                }
                all.add(interval);
                writer.outputIntervalHistogram(interval);
            }
            writer.close();
        }

        RunRecord run = ForeignRuns.imported(log, folder.resolve("results"), ForeignRuns.unit(unit));

        Percentage digits = Percentage.withPercentage(0.2);
        assertThat(totals(run).ok()).isEqualTo(1000).isEqualTo(all.getTotalCount());
        assertThat(latency(totals(run)).p50()).isCloseTo(all.getValueAtPercentile(50) * 1000 / perMilli, digits);
        assertThat(latency(totals(run)).p99()).isCloseTo(all.getValueAtPercentile(99) * 1000 / perMilli, digits);
        assertThat(latency(totals(run)).max()).isCloseTo(all.getMaxValue() * 1000 / perMilli, digits);
        assertThat(run.phases().get(0).requests())
                .extracting(request -> request.name() + " " + request.count())
                .containsExactly(tagged ? new String[] {"even 500", "odd 500"} : new String[] {"requests 1000"});
        assertThat(run.loadStartedAt().toEpochMilli()).isEqualTo(START_MILLIS);
        assertThat(totals(run).throughputPerSec()).isEqualTo(50);
    }

    /** The log of a record gives its own figures again; {@code RecordWriter} says in a comment whose it is. */
    @Test
    void aLogOfOurs() throws IOException {
        Path record = Path.of("src/test/resources/records/v1");
        RunRecord original = Analysis.of(RecordReader.open(record, RecordReader.Writer.GONE), Reference.ANALYSIS)
                .record();
        Path log = Files.writeString(
                folder.resolve("ours.hlog"),
                "#[Orchestress interval log: microseconds; Tag=phase|request|class]\n"
                        + Files.readString(record.resolve(RecordReader.HISTOGRAMS_FILE)));

        RunRecord run = ForeignRuns.imported(log, folder.resolve("results"), AS_IT_IS);

        assertThat(run.phases()).hasSizeGreaterThan(1);
        for (int i = 0; i < run.phases().size(); i++) {
            PhaseResult phase = run.phases().get(i);
            PhaseResult same = original.phases().get(i);
            assertThat(phase.name()).isEqualTo(same.name());
            assertThat(phase.total().failures()).isEqualTo(same.total().failures());
            assertThat(phase.total().latencyMicros()).isEqualTo(same.total().latencyMicros());
            assertThat(phase.total().correctedLatencyMicros())
                    .isEqualTo(same.total().correctedLatencyMicros());
        }
    }

    @Test
    void theUnitMustBeKnown() throws IOException {
        Path log = log("#[StartTime: 1772000000.000 (seconds since epoch), x]\n");

        assertThatThrownBy(() -> Importer.run(log, folder.resolve("results"), AS_IT_IS))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("does not say in which unit its values are")
                .hasMessageContaining("--unit ms");
        assertThatThrownBy(() -> Importer.run(log, folder.resolve("results"), ForeignRuns.unit(LatencyUnit.S)))
                .hasMessageContaining("is the unit right?");
    }

    @Test
    void theStartMustBeKnown() throws IOException {
        Path log = log("#[no start]\n");

        assertThatThrownBy(() -> Importer.run(log, folder.resolve("results"), ForeignRuns.unit(LatencyUnit.US)))
                .hasMessageContaining("does not say when it was written")
                .hasMessageContaining("#[StartTime:");
    }

    @Test
    void aTornLastLineIsARunThatWasKilled() throws IOException {
        Path log = log("#[StartTime: 1772000000.000 (seconds since epoch), x]\n");
        Files.writeString(log, Files.readString(log) + "1.0,1.0,3.0,HISTFAAA");

        RunRecord run = ForeignRuns.imported(log, folder.resolve("results"), ForeignRuns.unit(LatencyUnit.US));

        assertThat(run.status()).isEqualTo(RunStatus.CRASHED);
        assertThat(run.endReason()).contains("line 3");
        assertThat(totals(run).count()).isEqualTo(1);
    }

    @Test
    void aDamagedHistogramIsRefusedWithItsLine() throws IOException {
        Path log = log("#[StartTime: 1772000000.000 (seconds since epoch), x]\n");
        Files.writeString(log, Files.readString(log) + "1.0,1.0,3.0,HISTFAAAAA==\n");

        assertThatThrownBy(() -> Importer.run(log, folder.resolve("results"), ForeignRuns.unit(LatencyUnit.US)))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("line 3 cannot be read");
    }

    /** One interval from 0 to 1 s with one value of a million. */
    private Path log(String head) throws IOException {
        Histogram interval = new Histogram(3);
        interval.recordValue(1_000_000);
        Path body = folder.resolve("body.hlog");
        try (OutputStream out = Files.newOutputStream(body)) {
            HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputIntervalHistogram(0.0, 1.0, interval);
            writer.close();
        }
        return Files.writeString(folder.resolve("log.hlog"), head + Files.readString(body));
    }
}
