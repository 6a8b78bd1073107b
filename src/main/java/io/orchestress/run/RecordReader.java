package io.orchestress.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalDouble;
import java.util.function.Consumer;
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

    private final Path folder;
    private final RunRecord run;
    private @Nullable HistogramLog log;

    /** Whether the process that writes the record still lives: the reader cannot know, its caller must. */
    public enum Writer {
        ALIVE,
        GONE
    }

    private RecordReader(Path folder, RunRecord run) {
        this.folder = folder;
        this.run = run;
    }

    /**
     * Reads {@code run.json}. A record still {@link RunStatus#RUNNING} whose writer is gone is presented as
     * {@link RunStatus#CRASHED}.
     *
     * @throws RecordException when it is missing, damaged, or of a newer schema
     */
    public static RecordReader open(Path folder, Writer writer) {
        if (!Files.isDirectory(folder)) {
            throw new RecordException(
                    folder, "there is no such folder", "valid: the folder of a record, results/<run-id>");
        }
        RunRecord run = RecordJson.read(folder.resolve(RUN_FILE));
        boolean crashed = run.status() == RunStatus.RUNNING && writer == Writer.GONE;
        return new RecordReader(folder, crashed ? run.withStatus(RunStatus.CRASHED) : run);
    }

    public Path folder() {
        return folder;
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
        log().forEach(consumer);
    }

    /** A histogram log that can be read, but contradicts {@code run.json}: for the one who finds out to throw. */
    public RecordException contradiction(String problem, Collection<String> valid) {
        return new RecordException(folder.resolve(HISTOGRAMS_FILE), problem, "valid: " + String.join(", ", valid));
    }

    /**
     * Hands over every row of the time line, in file order.
     *
     * @throws RecordException when the file is missing, or a row other than a torn last one cannot be read
     */
    public void forEachRow(Consumer<TimeSeriesRow> consumer) {
        Path file = existing(TIME_SERIES_FILE);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            StringBuilder line = new StringBuilder(128);
            long number = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    readRow(file, ++number, line.toString().stripTrailing(), consumer);
                    line.setLength(0);
                } else {
                    line.append((char) c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readRow(Path file, long number, String line, Consumer<TimeSeriesRow> consumer) {
        String valid = "valid: " + TimeSeriesRow.HEADER;
        if (number == 1) {
            if (!line.equals(TimeSeriesRow.HEADER)) {
                throw new RecordException(file, "line 1 is not the header", valid);
            }
            return;
        }
        TimeSeriesRow row;
        try {
            row = TimeSeriesRow.parse(line);
        } catch (IllegalArgumentException e) {
            throw new RecordException(file, "line " + number + " cannot be read: " + e.getMessage(), valid, e);
        }
        consumer.accept(row);
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
