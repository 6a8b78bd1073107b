package io.orchestress.record.task;

import io.orchestress.record.RecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The lines of a file in UTF-8, whatever it holds: what is none is replaced, and of a line that is too long there is the beginning, which then is no
 * JSON.
 */
public final class BoundedLines {
    /** In characters, of each of which there are 3 bytes at most. */
    private static final int LONGEST = 1 << 16;

    private static final int LONGEST_BYTES = 3 * LONGEST;
    private static final int BUFFER = 1 << 16;

    private byte[] begun = new byte[1 << 10];
    private int length;

    private BoundedLines() {}

    /**
     * The first one; empty where there is none.
     *
     * @throws RecordException when the file cannot be read
     */
    static String first(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] beginning = in.readNBytes(LONGEST_BYTES);
            return text(beginning, 0, end(beginning, 0, beginning.length));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** @throws RecordException when the file cannot be read */
    public static void each(Path file, Consumer<String> lines) {
        try (InputStream in = Files.newInputStream(file)) {
            new BoundedLines().each(in, lines);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void each(InputStream in, Consumer<String> lines) throws IOException {
        byte[] read = new byte[BUFFER];
        for (int count = in.read(read); count >= 0; count = in.read(read)) {
            int from = 0;
            for (int end = end(read, from, count); end < count; end = end(read, from, count)) {
                lines.accept(line(read, from, end));
                from = end + 1;
            }
            begin(read, from, count);
        }
        if (length > 0) {
            lines.accept(line(read, 0, 0));
        }
    }

    /** Keeps the beginning of a line. */
    private void begin(byte[] read, int from, int to) {
        int more = Math.min(to - from, LONGEST_BYTES - length);
        if (length + more > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(length + more, 2 * begun.length));
        }
        System.arraycopy(read, from, begun, length, more);
        length += more;
    }

    /** The line that ends here. */
    private String line(byte[] read, int from, int to) {
        if (length == 0) {
            return text(read, from, to);
        }
        begin(read, from, to);
        int whole = length;
        length = 0;
        return text(begun, 0, whole);
    }

    private static int end(byte[] read, int from, int to) {
        int at = from;
        while (at < to && read[at] != '\n') {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static RecordException unreadable(Path file, IOException e) {
        return new RecordException(file, String.valueOf(e.getMessage()), "a file of lines of JSON that can be read", e);
    }
}
