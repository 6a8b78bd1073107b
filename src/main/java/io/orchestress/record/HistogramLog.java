package io.orchestress.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orchestress.text.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code histograms.hlog} line by line, in constant memory.
 *
 * <p>A last line without its end of line is what a killed writer leaves behind, and ignored. Any other line that cannot be read
 * is refused with its number: a hole in the middle would quietly change every figure.
 */
final class HistogramLog {
    /** In one interval: more is a damaged file, and sums of them must not overflow. */
    private static final long MOST_SAMPLES = 1_000_000_000_000L;

    private static final String VALID = "valid: Tag=<phase>|<request>|<class>,<start s>,<length s>,<max>,<histogram>";
    private static final int LONGEST_LINE_BYTES = 4 << 20;
    private static final double LATEST_SECONDS = 10 * 366 * 86_400.0;

    private final Path file;
    private final Map<String, SeriesKey> keys = new HashMap<>();
    private final LogTimes times;

    HistogramLog(Path file) {
        this.file = file;
        this.times = LogTimes.read(file);
    }

    /** Start of the load as the log's own header tells it, in seconds since 1970. */
    OptionalDouble startEpochSeconds() {
        return times.startEpochSeconds();
    }

    /**
     * Hands over every complete line of the series wanted, in file order.
     *
     * @throws RecordException on the first line, but a torn last one, that cannot be read
     */
    void forEach(Predicate<SeriesKey> wanted, Consumer<Interval> consumer, ProgressListener progress) {
        String doing = "reading " + file.getFileName();
        long done = 0;
        Interval interval = new Interval();
        byte[] buffer = new byte[1 << 16];
        int filled = 0;
        long lineNumber = 0;
        try (InputStream in = Files.newInputStream(file);
                HistogramDecoder decoder = new HistogramDecoder()) {
            long size = Files.size(file);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer, filled, buffer.length - filled)) {
                done += read;
                progress.at(doing, done, size);
                int searchFrom = filled;
                filled += read;
                int lineStart = 0;
                int newline = indexOfNewline(buffer, searchFrom, filled);
                while (newline >= 0) {
                    lineNumber++;
                    if (parse(buffer, lineStart, newline, lineNumber, decoder, wanted, interval)) {
                        consumer.accept(interval);
                    }
                    lineStart = newline + 1;
                    newline = indexOfNewline(buffer, lineStart, filled);
                }
                System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
                filled -= lineStart;
                if (filled == buffer.length) {
                    if (filled >= LONGEST_LINE_BYTES) {
                        throw garbage(lineNumber + 1, "is longer than any histogram", null);
                    }
                    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** End of the latest of the last lines, in seconds since the load started, without reading the log; empty when it has none. */
    OptionalDouble lastEndSeconds() {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            for (long window = 1 << 16; ; window *= 4) {
                long from = Math.max(0, size - window);
                ByteBuffer tail = ByteBuffer.allocate((int) (size - from));
                while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {
                    // fills until full or the end of the file
                }
                OptionalDouble latest = latestEnd(new String(tail.array(), 0, tail.position(), ISO_8859_1), from == 0);
                if (latest.isPresent() || from == 0 || window > LONGEST_LINE_BYTES) {
                    return latest;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OptionalDouble latestEnd(String tail, boolean fromStart) {
        double latest = Double.NEGATIVE_INFINITY;
        int lineStart = fromStart ? 0 : tail.indexOf('\n') + 1;
        for (int newline = tail.indexOf('\n', lineStart); newline >= 0; newline = tail.indexOf('\n', lineStart)) {
            if (tail.startsWith("Tag=", lineStart)) {
                String[] fields = tail.substring(lineStart, newline).split(",", 4);
                latest = Math.max(latest, endSecondsOf(fields));
            }
            lineStart = newline + 1;
        }
        return latest == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(latest);
    }

    /** A line that cannot be read counts for nothing here: {@link #forEach} refuses it by its number. */
    private double endSecondsOf(String[] fields) {
        try {
            return fields.length < 4 ? Double.NEGATIVE_INFINITY : start(fields[1]) + length(fields[2]);
        } catch (IllegalArgumentException e) {
            return Double.NEGATIVE_INFINITY;
        }
    }

    /** Fills {@code interval} by one line; false: the line is a comment, or of another series. */
    boolean parse(
            byte[] buffer,
            int from,
            int newline,
            long line,
            HistogramDecoder decoder,
            Predicate<SeriesKey> wanted,
            Interval interval) {
        int to = newline > from && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        if (to == from || buffer[from] == '#' || buffer[from] == '"') {
            return false;
        }
        int afterTag = indexOfComma(buffer, from, to);
        int afterStart = indexOfComma(buffer, afterTag + 1, to);
        int afterLength = indexOfComma(buffer, afterStart + 1, to);
        int afterMax = indexOfComma(buffer, afterLength + 1, to);
        String tag = new String(buffer, from, afterTag - from, ISO_8859_1);
        if (!tag.startsWith("Tag=") || afterMax == to) {
            throw garbage(line, "is not a histogram of a series", null);
        }
        try {
            SeriesKey series = keys.computeIfAbsent(tag, t -> SeriesKey.parse(t.substring(4)));
            if (!wanted.test(series)) {
                return false;
            }
            interval.begin(
                    series,
                    start(text(buffer, afterTag + 1, afterStart)),
                    length(text(buffer, afterStart + 1, afterLength)));
            byte[] payload = Base64.getDecoder().decode(Arrays.copyOfRange(buffer, afterMax + 1, to));
            decoder.decode(payload, interval);
            if (interval.totalCount() > MOST_SAMPLES) {
                throw new IllegalArgumentException("an interval holds more than 10^12 samples");
            }
        } catch (IllegalArgumentException e) {
            throw garbage(line, "cannot be read: " + e.getMessage(), e);
        }
        return true;
    }

    private double start(String text) {
        double seconds = Double.parseDouble(text) + times.offsetSeconds();
        if (!(Math.abs(seconds) <= LATEST_SECONDS)) {
            throw new IllegalArgumentException("start " + text + " s is out of any run");
        }
        return seconds;
    }

    private static double length(String text) {
        double seconds = Double.parseDouble(text);
        if (!(seconds >= 0 && seconds <= LATEST_SECONDS)) {
            throw new IllegalArgumentException("length " + text + " s is out of any run");
        }
        return seconds;
    }

    private RecordException garbage(long line, String problem, @Nullable IllegalArgumentException cause) {
        return new RecordException(file, "line " + line + " " + problem, VALID, cause);
    }

    private static String text(byte[] buffer, int from, int to) {
        return new String(buffer, from, to - from, ISO_8859_1);
    }

    private static int indexOfNewline(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Index of the next comma, or {@code to}. */
    private static int indexOfComma(byte[] buffer, int from, int to) {
        int i = Math.min(from, to);
        while (i < to && buffer[i] != ',') {
            i++;
        }
        return i;
    }
}
