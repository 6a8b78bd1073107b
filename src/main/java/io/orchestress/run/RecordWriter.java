package io.orchestress.run;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes a record while the run goes. After every {@link #endSecond} all that came before it is in the hands of the operating
 * system: the writer may be killed and nothing but the second under way is lost. Its size depends on the length of the run and
 * the number of series, not on the number of requests. Not safe for use by several threads.
 */
public final class RecordWriter implements Closeable {
    /** First line of {@code timeseries.csv}. */
    public static final String TIMESERIES_HEADER =
            "at_seconds,phase,users,in_flight,ok,failed,timed_out,over_range,p50_us,p95_us,p99_us,max_us";

    private static final double MICROS_PER_MILLI = 1000;

    private final Path folder;
    private final PrintStream histograms;
    private final PrintStream timeseries;
    private final HistogramLogWriter log;

    RecordWriter(Path folder, OutputStream histograms, OutputStream timeseries) {
        this.folder = folder;
        this.histograms = buffered(histograms);
        this.timeseries = buffered(timeseries);
        this.log = new HistogramLogWriter(this.histograms);
    }

    /**
     * Makes {@code parent/<run id>} with a first {@code run.json} and points {@code parent/latest} at it.
     *
     * @throws IOException naming the folder, when it cannot be made or written
     */
    public static RecordWriter create(Path parent, RunRecord record) throws IOException {
        Path folder = parent.resolve(record.runId());
        Files.createDirectories(parent);
        Files.createDirectory(folder);
        RecordJson.writeAtomically(folder.resolve("run.json"), record);
        pointLatest(parent, record.runId());
        return new RecordWriter(
                folder,
                Files.newOutputStream(folder.resolve("histograms.hlog")),
                Files.newOutputStream(folder.resolve("timeseries.csv")));
    }

    private static PrintStream buffered(OutputStream out) {
        return new PrintStream(new BufferedOutputStream(out, 1 << 16), false, StandardCharsets.UTF_8);
    }

    /** A convenience that a file system without symbolic links does without. */
    private static void pointLatest(Path parent, String runId) throws IOException {
        Path latest = parent.resolve("latest");
        try {
            Files.deleteIfExists(latest);
            Files.createSymbolicLink(latest, Path.of(runId));
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.writeString(folderNote(parent), runId + System.lineSeparator());
        }
    }

    private static Path folderNote(Path parent) {
        return parent.resolve("latest.txt");
    }

    public Path folder() {
        return folder;
    }

    /** The zero of every time in the record. */
    public void loadStarted(RunRecord record, Instant loadStartedAt) throws IOException {
        RecordJson.writeAtomically(folder.resolve("run.json"), record);
        log.outputComment("[Orchestress interval log: microseconds; Tag=phase|request|class]");
        log.outputLogFormatVersion();
        log.outputStartTime(loadStartedAt.toEpochMilli());
        log.outputBaseTime(loadStartedAt.toEpochMilli());
        log.outputLegend();
        timeseries.println(TIMESERIES_HEADER);
        flush();
    }

    /** One series of one second. */
    public void interval(SeriesKey key, double startSeconds, double endSeconds, Histogram interval) {
        interval.setTag(key.tag());
        log.outputIntervalHistogram(startSeconds, endSeconds, interval, MICROS_PER_MILLI);
    }

    /**
     * Closes a second and hands it to the operating system.
     *
     * @throws IOException when the disk is full or the folder is gone
     */
    public void endSecond(Second second) throws IOException {
        timeseries.println(second.csv());
        flush();
    }

    /** Replaces {@code run.json}. */
    public void update(RunRecord record) throws IOException {
        RecordJson.writeAtomically(folder.resolve("run.json"), record);
    }

    private void flush() throws IOException {
        // checkError flushes first; a PrintStream tells of a failed write in no other way.
        if (histograms.checkError() | timeseries.checkError()) {
            throw new IOException("cannot write to " + folder + ": is the disk full, or the folder gone?");
        }
    }

    @Override
    public void close() {
        histograms.close();
        timeseries.close();
    }

    /**
     * What {@code timeseries.csv} says of a second.
     *
     * @param atSeconds its end, since the load started
     * @param latency of all that ended in it; empty when nothing did
     */
    public record Second(
            double atSeconds,
            String phase,
            long users,
            long inFlight,
            long ok,
            long failed,
            long timedOut,
            long overRange,
            Histogram latency) {
        String csv() {
            String counts = String.format(
                    Locale.ROOT,
                    "%.3f,%s,%d,%d,%d,%d,%d,%d,",
                    atSeconds,
                    SeriesKey.encode(phase),
                    users,
                    inFlight,
                    ok,
                    failed,
                    timedOut,
                    overRange);
            if (latency.getTotalCount() == 0) {
                return counts + ",,,";
            }
            return counts + latency.getValueAtPercentile(50) + "," + latency.getValueAtPercentile(95) + ","
                    + latency.getValueAtPercentile(99) + "," + latency.getMaxValue();
        }
    }
}
