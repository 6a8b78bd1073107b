package io.orchestress.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.testkit.StartedRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordWriterTest {
    private static final Instant LOAD_STARTED = StartedRun.LOAD_STARTED;
    private static final SeriesKey RUN = new SeriesKey("steady", "run | task, 100 %", "http-503");

    @TempDir
    Path parent;

    @Test
    void hdrHistogramsOwnReaderReadsTheLog() throws IOException {
        RecordWriter writer = RecordWriter.create(parent, StartedRun.of("run-1"));
        writer.loadStarted(StartedRun.of("run-1"), LOAD_STARTED);
        for (int second = 0; second < 3; second++) {
            Histogram interval = histogram();
            interval.recordValueWithCount(1_000L * (second + 1), 5);
            interval.recordValue(86_400_000_000L);
            writer.interval(RUN, second, second + 1, interval);
            writer.endSecond(second(second + 1, interval));
        }

        List<EncodableHistogram> read = read(writer.folder().resolve("histograms.hlog"));
        assertThat(read).as("before the writer is closed").hasSize(3);
        assertThat(read).allSatisfy(h -> {
            assertThat(SeriesKey.parse(h.getTag())).isEqualTo(RUN);
            assertThat(((Histogram) h).getTotalCount()).isEqualTo(6);
            assertThat(((Histogram) h).getMaxValue()).isGreaterThanOrEqualTo(86_400_000_000L);
        });
        assertThat(((Histogram) read.get(2)).getValueAtPercentile(50)).isBetween(3_000L, 3_003L);
        assertThat(read.get(2).getStartTimeStamp()).isEqualTo(LOAD_STARTED.toEpochMilli() + 2_000);
        assertThat(read.get(2).getEndTimeStamp()).isEqualTo(LOAD_STARTED.toEpochMilli() + 3_000);
    }

    @Test
    void aRowASecond() throws IOException {
        RecordWriter writer = RecordWriter.create(parent, StartedRun.of("run-1"));
        writer.loadStarted(StartedRun.of("run-1"), LOAD_STARTED);
        Histogram latency = histogram();
        latency.recordValueWithCount(1_000, 99);
        latency.recordValue(50_000);
        writer.endSecond(second(1, latency));
        writer.endSecond(second(2, histogram()));

        assertThat(writer.folder().resolve("timeseries.csv")).content().isEqualToIgnoringNewLines("""
                        at_seconds,phase,users,in_flight,ok,failed,timed_out,over_range,p50_us,p95_us,p99_us,max_us
                        1.000,ramp up,7,3,90,10,2,1,1000,1000,1000,50015
                        2.000,ramp up,7,3,90,10,2,1,,,,
                        """);
    }

    @Test
    void whatIsCountedIsReadableAfterTheSecond() throws IOException {
        RecordWriter writer = RecordWriter.create(parent, StartedRun.of("run-1"));
        writer.loadStarted(StartedRun.of("run-1"), LOAD_STARTED);
        TallyRow row = new TallyRow(1.25, "ramp up, 100 %", "run | task\n2", "tokens-out", "gpt-4o>mini é", 1L << 40);
        writer.tally(row);
        writer.endSecond(second(1.25, histogram()));

        assertThat(writer.folder().resolve("tallies.csv"))
                .as("before the writer is closed")
                .content()
                .isEqualToIgnoringNewLines("""
                        at_seconds,phase,request,tally,detail,delta
                        1.250,ramp%20up%2C%20100%20%25,run%20%7C%20task%0A2,tokens-out,gpt-4o%3Emini%20%C3%A9,1099511627776
                        """);
        assertThat(TallyRow.parse(row.csv())).isEqualTo(row);
    }

    /** 40 000 gaps between tokens a second, lognormal around 20 ms: the log holds buckets, not samples. */
    @Test
    void manyGapsBetweenTokensDoNotSwellTheLog() throws IOException {
        RecordWriter writer = RecordWriter.create(parent, StartedRun.of("run-1"));
        writer.loadStarted(StartedRun.of("run-1"), LOAD_STARTED);
        SplittableRandom random = new SplittableRandom(1);
        long[] sizes = new long[2];
        for (int run = 0; run < 2; run++) {
            Histogram gaps = histogram();
            for (int i = 0; i < (run == 0 ? 40_000 : 400_000); i++) {
                gaps.recordValue(Math.round(20_000 * Math.exp(0.6 * random.nextGaussian())));
            }
            long before = Files.size(writer.folder().resolve("histograms.hlog"));
            writer.interval(SeriesKey.metric("steady", "ask", MetricName.ITL), run, run + 1, gaps);
            writer.endSecond(second(run + 1, histogram()));
            sizes[run] = Files.size(writer.folder().resolve("histograms.hlog")) - before;
        }
        assertThat(sizes[0]).as("bytes of a second").isLessThan(8_000);
        assertThat(sizes[1]).as("bytes of ten times as many").isLessThan(3 * sizes[0]);
    }

    @Test
    void latestNamesTheNewest() throws IOException {
        RecordWriter.create(parent, StartedRun.of("run-1")).close();
        RecordWriter.create(parent, StartedRun.of("run-2")).close();

        assertThat(parent.resolve("latest").toRealPath())
                .isEqualTo(parent.resolve("run-2").toRealPath());
    }

    @Test
    void aRecordIsNeverWrittenOver() throws IOException {
        RecordWriter.create(parent, StartedRun.of("run-1")).close();

        assertThatThrownBy(() -> RecordWriter.create(parent, StartedRun.of("run-1")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void resourcesAreReadAsTheyWereWritten() throws IOException {
        List<ResourceRow> written = List.of(
                new ResourceRow(0, "target", "pid", 4711),
                new ResourceRow(1.002, "target", "cpu", 0.33333),
                new ResourceRow(1.002, "target", "rss", 123_456_789_012.0),
                new ResourceRow(2.5, "host", "load", 0));
        RecordWriter writer = RecordWriter.create(parent, StartedRun.of("run-1"));
        writer.loadStarted(StartedRun.of("run-1"), StartedRun.LOAD_STARTED);
        written.forEach(writer::resource);
        writer.endSecond(second(1, histogram()));

        List<ResourceRow> read = new ArrayList<>();
        RecordReader.open(writer.folder(), RecordReader.Writer.ALIVE).forEachResource(read::add);
        assertThat(read).isEqualTo(written);
        writer.close();
    }

    @Test
    void aFullDiskIsSaid() {
        RecordWriter writer = new RecordWriter(
                parent,
                new FullDisk(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream());
        Histogram interval = histogram();
        interval.recordValue(1);
        writer.interval(RUN, 0, 1, interval);

        assertThatThrownBy(() -> writer.endSecond(second(1, interval)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write to " + parent);
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static TimeSeriesRow second(double at, Histogram latency) {
        return TimeSeriesRow.of(at, "ramp up", 7, 3, 90, 10, 2, 1, latency);
    }

    private static Histogram histogram() {
        return new Histogram(1, 86_400_000_000L, 3);
    }

    private static List<EncodableHistogram> read(Path log) throws IOException {
        List<EncodableHistogram> histograms = new ArrayList<>();
        HistogramLogReader reader = new HistogramLogReader(Files.newInputStream(log));
        for (EncodableHistogram h = reader.nextIntervalHistogram(); h != null; h = reader.nextIntervalHistogram()) {
            histograms.add(h);
        }
        return histograms;
    }
}
