package io.orchestress.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes a record while the run goes. After every {@link #endSecond} all that came before it is in the hands of the operating
 * system: the writer may be killed and nothing but the second under way is lost. Its size grows with the length of the run and the
 * number of series; with the number of requests only as far as they fill buckets that were empty. Not safe for use by several
 * threads.
 */
public final class RecordWriter implements Closeable {
    private static final double MICROS_PER_MILLI = 1000;

    private final Path folder;
    private final List<LineFile> files;
    private final PrintStream histograms;
    private final PrintStream timeseries;
    private final PrintStream tallies;
    private final PrintStream resources;
    private final HistogramLogWriter log;

    RecordWriter(
            Path folder,
            SeekableByteChannel histograms,
            SeekableByteChannel timeseries,
            SeekableByteChannel tallies,
            SeekableByteChannel resources) {
        this.folder = folder;
        this.files = Stream.of(histograms, timeseries, tallies, resources)
                .map(LineFile::new)
                .toList();
        this.histograms = printing(files.get(0));
        this.timeseries = printing(files.get(1));
        this.tallies = printing(files.get(2));
        this.resources = printing(files.get(3));
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
        RecordJson.writeAtomically(folder.resolve(RecordReader.RUN_FILE), record);
        pointLatest(parent, record.runId());
        return new RecordWriter(
                folder,
                created(folder.resolve(RecordReader.HISTOGRAMS_FILE)),
                created(folder.resolve(RecordReader.TIME_SERIES_FILE)),
                created(folder.resolve(RecordReader.TALLIES_FILE)),
                created(folder.resolve(RecordReader.RESOURCES_FILE)));
    }

    private static SeekableByteChannel created(Path file) throws IOException {
        return Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Nothing that is printed can fail: it waits in memory. */
    private static PrintStream printing(LineFile file) {
        return new PrintStream(file, false, StandardCharsets.UTF_8);
    }

    /**
     * Makes {@code parent/latest} name a record: a link, or a note where the file system has no symbolic links. There is one at any moment, also when
     * several runs begin at once.
     */
    public static void pointLatest(Path parent, String runId) throws IOException {
        Path next = parent.resolve(".latest-" + runId);
        try {
            Files.createSymbolicLink(next, Path.of(runId));
            Files.move(next, parent.resolve("latest"), StandardCopyOption.ATOMIC_MOVE);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.deleteIfExists(next);
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
        log.outputComment("[Orchestress interval log: microseconds; Tag=phase|request|class]");
        log.outputLogFormatVersion();
        log.outputStartTime(loadStartedAt.toEpochMilli());
        log.outputBaseTime(loadStartedAt.toEpochMilli());
        log.outputLegend();
        timeseries.println(TimeSeriesRow.HEADER);
        tallies.println(CounterRow.HEADER);
        resources.println(ResourceRow.HEADER);
        flush();
        update(record);
    }

    /** One series of one second. */
    public void interval(SeriesKey key, double startSeconds, double endSeconds, Histogram interval) {
        interval.setTag(key.tag());
        log.outputIntervalHistogram(startSeconds, endSeconds, interval, MICROS_PER_MILLI);
    }

    /** By how much one count grew in the second under way. */
    public void tally(CounterRow row) {
        tallies.println(row.csv());
    }

    /** One figure of what a process or the machine used. */
    public void resource(ResourceRow row) {
        resources.println(row.csv());
    }

    /**
     * Closes a second and hands it to the operating system.
     *
     * @throws IOException when the disk is full or the folder is gone
     */
    public void endSecond(TimeSeriesRow second) throws IOException {
        timeseries.println(second.csv());
        flush();
    }

    /** Replaces {@code run.json}. */
    public void update(RunRecord record) throws IOException {
        try {
            RecordJson.writeAtomically(folder.resolve(RecordReader.RUN_FILE), record);
        } catch (IOException e) {
            throw new IOException(unwritable(), e);
        }
    }

    private void flush() throws IOException {
        printed();
        IOException failed = null;
        for (LineFile file : files) {
            try {
                file.commit();
            } catch (IOException e) {
                failed = e; // each of them is to be whole by itself
            }
        }
        if (failed != null) {
            throw new IOException(unwritable(), failed);
        }
    }

    /** A PrintStream keeps characters back until it is flushed. */
    private void printed() {
        for (PrintStream stream : List.of(histograms, timeseries, tallies, resources)) {
            stream.flush();
        }
    }

    private String unwritable() {
        return "cannot write to " + folder + ": is the disk full, or the folder gone?";
    }

    /** Closes the files. Rows that could not be written by now are lost, and {@link #endSecond} has thrown for them. */
    @Override
    public void close() {
        printed();
        for (LineFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                // the file ends with its last whole line
            }
        }
    }
}
