package io.orchestress.record;

import io.orchestress.text.ProgressListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the folder of one record, whether its run has ended, is going on, or was killed.
 *
 * <p>What a killed writer leaves behind, a torn last line, is passed over. Everything else that cannot be read is a
 * {@link RecordException}: a file is never read in part without saying so. The time line and the histograms are streamed, so that
 * memory does not grow with the length of the run.
 */
public final class RecordReader {
    public static final String RUN_FILE = "run.json";
    public static final String HISTOGRAMS_FILE = "histograms.hlog";
    public static final String TIME_SERIES_FILE = "timeseries.csv";
    public static final String TALLIES_FILE = "tallies.csv";
    public static final String RESOURCES_FILE = "resources.csv";

    private final Path folder;
    private final RunRecord run;
    private final ProgressListener progress;
    private @Nullable HistogramLog log;

    /** Whether the process that writes the record still lives: the reader cannot know, its caller must. */
    public enum Writer {
        ALIVE,
        GONE
    }

    private RecordReader(Path folder, RunRecord run, ProgressListener progress) {
        this.folder = folder;
        this.run = run;
        this.progress = progress;
    }

    /**
     * Reads {@code run.json}. A record still {@link RunStatus#RUNNING} whose writer is gone is presented as
     * {@link RunStatus#CRASHED}.
     *
     * @throws RecordException when it is missing, damaged, or of a newer schema
     */
    public static RecordReader open(Path folder, Writer writer) {
        return open(folder, writer, ProgressListener.NONE);
    }

    /**
     * The same, which tells how far it is wherever reading may take a while.
     *
     * @throws RecordException when it is missing, damaged, or of a newer schema
     */
    public static RecordReader open(Path folder, Writer writer, ProgressListener progress) {
        if (!Files.isDirectory(folder)) {
            throw new RecordException(
                    folder, "there is no such folder", "valid: the folder of a record, results/<run-id>");
        }
        RunRecord run = RecordJson.read(folder.resolve(RUN_FILE));
        boolean crashed = run.status() == RunStatus.RUNNING && writer == Writer.GONE;
        return new RecordReader(folder, crashed ? run.withStatus(RunStatus.CRASHED) : run, progress);
    }

    public Path folder() {
        return folder;
    }

    /** Who asks how far its reader is. */
    public ProgressListener progress() {
        return progress;
    }

    /** The same for one of several who read at once, of which none knows how far all are. */
    public RecordReader silent() {
        return new RecordReader(folder, run, ProgressListener.NONE);
    }

    /** {@code run.json} as it was written, but for the status of a crashed run. */
    public RunRecord run() {
        return run;
    }

    /**
     * When the load started: as {@code run.json} says, or, if the writer was killed before it could say so, the head of the
     * histogram log; absent when no load ever started.
     */
    public @Nullable Instant loadStartedAt() {
        if (run.loadStartedAt() != null || !Files.isRegularFile(folder.resolve(HISTOGRAMS_FILE))) {
            return run.loadStartedAt();
        }
        OptionalDouble start = log().startEpochSeconds();
        return start.isPresent() ? Instant.ofEpochMilli(Math.round(start.getAsDouble() * 1000)) : null;
    }

    /** End of the last interval in the histogram log, in seconds since the load started; empty when it holds none. */
    public OptionalDouble lastIntervalEndSeconds() {
        return log().lastEndSeconds();
    }

    /**
     * Hands over every interval of the histogram log, in file order. The view is valid only until {@code consumer} returns.
     *
     * @throws RecordException when the log is missing, or a line other than a torn last one cannot be read
     */
    public void forEachInterval(Consumer<Interval> consumer) {
        forEachInterval(series -> true, consumer);
    }

    /** Only those of some series: what is in the others is not looked at, which is most of the time that it takes. */
    public void forEachInterval(Predicate<SeriesKey> wanted, Consumer<Interval> consumer) {
        log().forEach(wanted, consumer, progress);
    }

    /** A file that can be read, but contradicts {@code run.json}: for the one who finds out to throw. */
    public RecordException contradiction(String file, String problem, Collection<String> valid) {
        return new RecordException(folder.resolve(file), problem, "valid: " + String.join(", ", valid));
    }

    /**
     * Hands over every row of the time line, in file order.
     *
     * @throws RecordException when the file is missing, or a row other than a torn last one cannot be read
     */
    public void forEachRow(Consumer<TimeSeriesRow> consumer) {
        CsvLines.forEach(existing(TIME_SERIES_FILE), TimeSeriesRow.HEADER, TimeSeriesRow::parse, consumer);
    }

    /**
     * Hands over every row of what was counted of agents, in file order; none for a record of version 1, which has no such file.
     *
     * @throws RecordException when the file is missing, or a row other than a torn last one cannot be read
     */
    public void forEachTally(Consumer<CounterRow> consumer) {
        if (run.schemaVersion() >= RunRecord.FIRST_WITH_TALLIES) {
            CsvLines.forEach(existing(TALLIES_FILE), CounterRow.HEADER, CounterRow::parse, consumer);
        }
    }

    /**
     * Hands over every row of what processes used, in file order; none for a record before version 3, which has no such file.
     *
     * @throws RecordException when the file is missing, or a row other than a torn last one cannot be read
     */
    public void forEachResource(Consumer<ResourceRow> consumer) {
        if (run.schemaVersion() >= RunRecord.FIRST_WITH_RESOURCES) {
            CsvLines.forEach(existing(RESOURCES_FILE), ResourceRow.HEADER, ResourceRow::parse, consumer);
        }
    }

    private HistogramLog log() {
        if (log == null) {
            log = new HistogramLog(existing(HISTOGRAMS_FILE));
        }
        return log;
    }

    private Path existing(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new RecordException(file, "there is no such file", "valid: every record whose load started has one");
        }
        return file;
    }
}
