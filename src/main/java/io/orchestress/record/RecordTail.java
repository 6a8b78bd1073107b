package io.orchestress.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a record that is being written: each call hands over the lines that have come since the call before, whole ones only, in the order
 * of each file. It holds no file open, and of what has been read nothing but where that ended. Not safe for use by several threads.
 */
public final class RecordTail implements AutoCloseable {
    /** Of each file and call, so that one who comes late to a long run can say how far he is. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int LONGEST_LINE = 4 << 20;

    private final Path folder;
    private final File histograms;
    private final File rows;
    private final File tallies;
    private final File resources;
    private final HistogramDecoder decoder = new HistogramDecoder();
    private final Interval interval = new Interval();
    private @Nullable HistogramLog log;
    private @Nullable Object runAsOf;
    private @Nullable RunRecord run;

    /** Takes what was read, within a call of {@link #read}. */
    public interface Sink {
        /** @param row one second of the run */
        void row(TimeSeriesRow row);

        /** @param row by how much a count grew */
        void tally(CounterRow row);

        /** @param interval valid during the call only */
        void interval(Interval interval);

        /** @param row what was read of a resource */
        void resource(ResourceRow row);
    }

    public RecordTail(Path folder) {
        this(folder, MOST_BYTES);
    }

    /** @param mostBytes of each file and call */
    RecordTail(Path folder, int mostBytes) {
        this.folder = folder;
        histograms = new File(folder.resolve(RecordReader.HISTOGRAMS_FILE), mostBytes);
        rows = new File(folder.resolve(RecordReader.TIME_SERIES_FILE), mostBytes);
        tallies = new File(folder.resolve(RecordReader.TALLIES_FILE), mostBytes);
        resources = new File(folder.resolve(RecordReader.RESOURCES_FILE), mostBytes);
    }

    /**
     * {@code run.json} as it is now; read again only when it has been replaced.
     *
     * @throws RecordException when it cannot be read
     */
    public RunRecord run() {
        Path file = folder.resolve(RecordReader.RUN_FILE);
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Object version = Arrays.asList(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
            RunRecord known = run;
            if (known == null || !version.equals(runAsOf)) {
                known = RecordJson.read(file);
                run = known;
                runAsOf = version;
            }
            return known;
        } catch (IOException e) {
            throw new RecordException(
                    file, ExceptionText.inWords(e), "valid: the folder of a record, results/<run-id>", e);
        }
    }

    /**
     * Hands over what is new, up to a bound.
     *
     * @return whether all of it was handed over; else there is more to come at once
     * @throws RecordException when a line cannot be read; what follows it is never handed over
     */
    public boolean read(Sink sink) {
        try {
            boolean all = csv(rows, TimeSeriesRow.HEADER, line -> sink.row(TimeSeriesRow.parse(line)));
            all &= csv(tallies, CounterRow.HEADER, line -> sink.tally(CounterRow.parse(line)));
            all &= histograms.read((bytes, from, to, number) -> {
                if (log().parse(bytes, from, to, number, decoder, series -> true, interval)) {
                    sink.interval(interval);
                }
            });
            return all & csv(resources, ResourceRow.HEADER, line -> sink.resource(ResourceRow.parse(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Share of the histograms that has been read, 0 to 1: they are nearly all of a record. */
    public double progress() {
        try {
            long size = Files.size(histograms.path);
            return size == 0 ? 1 : Math.min(1, (double) histograms.position / size);
        } catch (IOException e) {
            return 1;
        }
    }

    private HistogramLog log() {
        HistogramLog open = log;
        if (open == null) {
            open = new HistogramLog(histograms.path);
            log = open;
        }
        return open;
    }

    private static boolean csv(File file, String header, Consumer<String> parse) throws IOException {
        return file.read((bytes, from, to, number) -> {
            String line = new String(bytes, from, to - from, UTF_8).stripTrailing();
            if (number == 1) {
                if (!line.equals(header)) {
                    throw new RecordException(file.path, "line 1 is not the header", "valid: " + header);
                }
                return;
            }
            try {
                parse.accept(line);
            } catch (IllegalArgumentException e) {
                throw new RecordException(
                        file.path, "line " + number + " cannot be read: " + e.getMessage(), "valid: " + header, e);
            }
        });
    }

    @Override
    public void close() {
        decoder.close();
    }

    private interface LineSink {
        void line(byte[] bytes, int from, int to, long number);
    }

    /** One file, and how far it has been read. */
    private static final class File {
        private final Path path;
        private final int mostBytes;
        private long position;
        private long lines;

        private File(Path path, int mostBytes) {
            this.path = path;
            this.mostBytes = mostBytes;
        }

        private boolean read(LineSink sink) throws IOException {
            if (!Files.isRegularFile(path)) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(path)) {
                long left = channel.size() - position;
                if (left <= 0) {
                    return true;
                }
                byte[] bytes = bytes(channel, (int) Math.min(left, mostBytes));
                int end = afterLastLine(bytes);
                if (end == 0 && left > bytes.length) {
                    bytes = bytes(channel, (int) Math.min(left, LONGEST_LINE));
                    end = afterLastLine(bytes);
                    if (end == 0 && bytes.length == LONGEST_LINE) {
                        throw new RecordException(
                                path,
                                "line " + (lines + 1) + " is longer than any histogram",
                                "valid: a record of ours");
                    }
                }
                int from = 0;
                for (int i = 0; i < end; i++) {
                    if (bytes[i] == '\n') {
                        // Beforehand: a line that cannot be read is not read again.
                        position += i + 1L - from;
                        lines++;
                        sink.line(bytes, from, i, lines);
                        from = i + 1;
                    }
                }
                return end == 0 || left <= bytes.length;
            }
        }

        private byte[] bytes(FileChannel channel, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
                // until full, or the end of a file that was cut back meanwhile
            }
            return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
        }

        private static int afterLastLine(byte[] bytes) {
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            return end;
        }
    }
}
