package io.orchestress.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The lines of a file, one after the other in one buffer. A last line without its end of line is what a killed tool leaves behind:
 * {@link #advance()} does not hand it out, {@link #isTorn()} tells of it, and {@link #advanceToTorn()} gives it to whoever can see
 * whether it is whole.
 */
final class Lines {
    private static final int LONGEST_BYTES = 64 << 20;

    private final Path file;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private int from;
    private int to;
    private int next;
    private long number;
    private boolean ended;

    Lines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Moves to the next whole line; false when there is none. */
    boolean advance() throws IOException {
        int searched = next;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    from = next;
                    to = i > from && buffer[i - 1] == '\r' ? i - 1 : i;
                    next = i + 1;
                    number++;
                    return true;
                }
            }
            if (ended) {
                return false;
            }
            searched = filled - next;
            fill();
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, next, buffer, 0, filled - next);
        filled -= next;
        next = 0;
        if (filled == buffer.length) {
            if (filled >= LONGEST_BYTES) {
                throw new ImportException(
                        file, "line " + (number + 1) + " is longer than 64 MiB", "a file with one record in each line");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        ended = read < 0;
        filled += Math.max(0, read);
    }

    byte[] buffer() {
        return buffer;
    }

    /** Index of the line's first byte. */
    int from() {
        return from;
    }

    int length() {
        return to - from;
    }

    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (buffer[i] > ' ' || buffer[i] < 0) {
                return false;
            }
        }
        return true;
    }

    String text() {
        return new String(buffer, from, to - from, UTF_8);
    }

    /** Number of the line, from 1. */
    long number() {
        return number;
    }

    /** Whether bytes follow the last whole line; to be asked when {@link #advance()} has said that there is no more. */
    boolean isTorn() {
        return next < filled;
    }

    /** Moves to what follows the last whole line, if anything but blanks does. */
    boolean advanceToTorn() {
        from = next;
        to = filled;
        next = filled;
        number++;
        return to > from && !isBlank();
    }

    /** What is wrong with the line. */
    ImportException unreadable(String problem, String valid, Throwable cause) {
        return new ImportException(file, "line " + number + " cannot be read: " + problem, valid, cause);
    }
}
