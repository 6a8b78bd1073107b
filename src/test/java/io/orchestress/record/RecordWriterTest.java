package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.testkit.StartedRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        CounterRow row =
                new CounterRow(1.25, "ramp up, 100 %", "run | task\n2", "tokens-out", "gpt-4o>mini é", 1L << 40);
        writer.tally(row);
        writer.endSecond(second(1.25, histogram()));

        assertThat(writer.folder().resolve("tallies.csv"))
                .as("before the writer is closed")
                .content()
                .isEqualToIgnoringNewLines("""
                        at_seconds,phase,request,tally,detail,delta
                        1.250,ramp%20up%2C%20100%20%25,run%20%7C%20task%0A2,tokens-out,gpt-4o%3Emini%20%C3%A9,1099511627776
                        """);
        assertThat(CounterRow.parse(row.csv())).isEqualTo(row);
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

    /** Several runs may begin at the same moment; whoever looks finds one of them. */
    @Test
    void thereIsALatestAtAnyMoment() throws Exception {
        for (int run = 0; run < 8; run++) {
            Files.createDirectory(parent.resolve("run-" + run));
        }
        RecordWriter.pointLatest(parent, "run-0");
        ExecutorService runs = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> seen = new ArrayList<>();
            for (int run = 0; run < 8; run++) {
                String id = "run-" + run;
                seen.add(runs.submit(() -> {
                    int missing = 0;
                    for (int i = 0; i < 100; i++) {
                        RecordWriter.pointLatest(parent, id);
                        missing += Files.isDirectory(parent.resolve("latest")) ? 0 : 1;
                    }
                    return missing;
                }));
            }
            for (Future<Integer> missing : seen) {
                assertThat(missing.get()).isZero();
            }
        } finally {
            runs.shutdownNow();
        }
        try (Stream<Path> files = Files.list(parent)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("nothing but the runs and the link")
                    .allMatch(name -> name.equals("latest") || name.startsWith("run-"));
        }
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
    void aFullDiskIsSaid() throws IOException {
        Disk disk = new Disk();
        RecordWriter writer = on(disk);
        disk.free = 10;
        Histogram interval = histogram();
        interval.recordValue(1);
        writer.interval(RUN, 0, 1, interval);

        assertThatThrownBy(() -> writer.endSecond(second(1, interval)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write to " + parent);
        writer.close();
    }

    /** Full at any byte, for any time: each file ends with a whole line at every moment, and nothing is missing once there is room again. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void aDiskThatIsFullForAWhileLeavesNoTornLineAndNoHole(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Disk disk = new Disk();
        RecordWriter writer = on(disk);
        disk.free = Long.MAX_VALUE;
        writer.loadStarted(StartedRun.of("run-1"), StartedRun.LOAD_STARTED);
        for (int second = 1; second <= 30; second++) {
            disk.free = random.nextInt(3) == 0 ? random.nextInt(600) : Long.MAX_VALUE;
            disk.truncates = random.nextInt(4) > 0;
            Histogram interval = histogram();
            interval.recordValue(second);
            writer.interval(RUN, second - 1, second, interval);
            writer.tally(new CounterRow(second, "ramp up", "ask", "tasks-ok", "", 1));
            writer.resource(new ResourceRow(second, "host", "load", second));
            try {
                writer.endSecond(second(second, interval));
            } catch (IOException full) {
                assertThat(disk.free < 600 || !disk.truncates).isTrue();
            }
            if (disk.truncates) {
                assertThat(lastBytes()).containsOnly((byte) '\n');
            }
        }
        disk.free = Long.MAX_VALUE;
        disk.truncates = true;
        writer.close();

        RecordReader reader = RecordReader.open(parent, RecordReader.Writer.GONE);
        List<Double> rows = new ArrayList<>();
        List<Double> tallies = new ArrayList<>();
        List<Double> resources = new ArrayList<>();
        List<Double> intervals = new ArrayList<>();
        reader.forEachRow(row -> rows.add(row.atSeconds()));
        reader.forEachTally(row -> tallies.add(row.atSeconds()));
        reader.forEachResource(row -> resources.add(row.atSeconds()));
        reader.forEachInterval(interval -> intervals.add(interval.endSeconds()));
        List<Double> all =
                IntStream.rangeClosed(1, 30).mapToObj(Double::valueOf).toList();
        assertThat(rows).isEqualTo(all);
        assertThat(tallies).isEqualTo(all);
        assertThat(resources).isEqualTo(all);
        assertThat(intervals).isEqualTo(all);
    }

    private List<Byte> lastBytes() throws IOException {
        List<Byte> last = new ArrayList<>();
        for (String file : List.of("histograms.hlog", "timeseries.csv", "tallies.csv", "resources.csv")) {
            byte[] bytes = Files.readAllBytes(parent.resolve(file));
            if (bytes.length > 0) {
                last.add(bytes[bytes.length - 1]);
            }
        }
        return last;
    }

    private RecordWriter on(Disk disk) throws IOException {
        RecordJson.writeAtomically(parent.resolve("run.json"), StartedRun.of("run-1"));
        return new RecordWriter(
                parent,
                disk.file(parent.resolve("histograms.hlog")),
                disk.file(parent.resolve("timeseries.csv")),
                disk.file(parent.resolve("tallies.csv")),
                disk.file(parent.resolve("resources.csv")));
    }

    /** Real files on a disk with so many bytes free, which may refuse to shorten a file. */
    private static final class Disk {
        private long free;
        private boolean truncates = true;

        SeekableByteChannel file(Path path) throws IOException {
            FileChannel real = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new SeekableByteChannel() {
                @Override
                public int read(ByteBuffer into) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int write(ByteBuffer bytes) throws IOException {
                    if (free == 0) {
                        throw new IOException("No space left on device");
                    }
                    int length = (int) Math.min(free, bytes.remaining());
                    free -= length;
                    ByteBuffer part = bytes.slice(bytes.position(), length);
                    bytes.position(bytes.position() + length);
                    return real.write(part);
                }

                @Override
                public long position() throws IOException {
                    return real.position();
                }

                @Override
                public SeekableByteChannel position(long at) throws IOException {
                    real.position(at);
                    return this;
                }

                @Override
                public long size() throws IOException {
                    return real.size();
                }

                @Override
                public SeekableByteChannel truncate(long size) throws IOException {
                    if (!truncates) {
                        throw new IOException("Input/output error");
                    }
                    real.truncate(size);
                    return this;
                }

                @Override
                public boolean isOpen() {
                    return real.isOpen();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
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
