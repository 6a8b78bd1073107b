package io.orchestress.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gatling's {@code simulation.log} as written by 3.13 to 3.15. A record begins with a byte for its kind; integers are big endian,
 * times are milliseconds since the start of the run. A text is its length in bytes, the bytes, and a byte for their coding (none of
 * both when empty); a repeated text is an index: positive and followed by the text the first time, negative from then on.
 */
final class GatlingBinary implements ForeignFile {
    private static final String VALID = "simulation.log of Gatling 3.13 to 3.15";
    private static final int RUN = 0;
    private static final int REQUEST = 1;
    private static final int USER = 2;
    private static final int GROUP = 3;
    private static final int ERROR = 4;
    private static final int LONGEST_BYTES = 1 << 20;
    private static final int MOST_GROUPS = 1000;
    private static final long MOST_TEXT = 32 << 20;
    /** An entry of a table takes memory though its text be empty. */
    private static final int TEXT_OVERHEAD = 64;

    private final long mostText;

    GatlingBinary() {
        this(MOST_TEXT);
    }

    /** @param mostText characters of all the texts that may be told for later use */
    GatlingBinary(long mostText) {
        this.mostText = mostText;
    }

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        return new Reading(file, in, events).whole();
    }

    private final class Reading {
        private final Path file;
        private final Counted counted;
        private final DataInputStream data;
        private final GatlingRun run;
        private final Map<Integer, String> texts = new HashMap<>();
        private long textLength;
        private long startMillis;

        Reading(Path file, InputStream in, ImportEvents events) {
            this.file = file;
            this.counted = new Counted(new BufferedInputStream(in, 1 << 16));
            this.data = new DataInputStream(counted);
            this.run = new GatlingRun(file, events);
        }

        RunInfo whole() throws IOException {
            String torn = null;
            boolean more = true;
            while (more) {
                long at = counted.position;
                try {
                    int kind = data.read();
                    more = kind >= 0;
                    if (more) {
                        record(kind);
                    }
                } catch (EOFException e) {
                    torn = "byte " + at;
                    more = false;
                } catch (WholeFileException e) {
                    throw new ImportException(
                            file, "the record at byte " + at + " cannot be read: " + e.getMessage(), VALID, e);
                } catch (IllegalArgumentException e) {
                    // Its events are refused, but it was read to its end: the next one can be read.
                    run.leaveOut("byte " + at, String.valueOf(e.getMessage()));
                }
            }
            return run.end(torn);
        }

        private void record(int kind) throws IOException {
            switch (kind) {
                case RUN -> start();
                case REQUEST -> request();
                case USER -> {
                    data.readInt();
                    boolean start = data.readBoolean();
                    run.user(start, time());
                }
                case GROUP -> {
                    String groups = groups();
                    long start = time();
                    long end = time();
                    data.readInt();
                    data.readBoolean();
                    run.group(groups, start, end);
                }
                case ERROR -> {
                    cachedText();
                    data.readInt();
                    run.error();
                }
                default -> throw new WholeFileException(kind + " is not a known kind of record");
            }
        }

        private void start() throws IOException {
            run.version(text(), GatlingRun.BINARY);
            String simulation = text();
            startMillis = data.readLong();
            text();
            int scenarios = size(MOST_GROUPS * MOST_GROUPS);
            for (int i = 0; i < scenarios; i++) {
                text();
            }
            int assertions = size(MOST_GROUPS * MOST_GROUPS);
            for (int i = 0; i < assertions; i++) {
                bytes(size(LONGEST_BYTES));
            }
            run.started(simulation);
        }

        private void request() throws IOException {
            String groups = groups();
            String name = cachedText();
            long start = time();
            long end = time();
            boolean ok = data.readBoolean();
            run.request(groups, name, start, end, ok, cachedText());
        }

        private long time() throws IOException {
            return startMillis + data.readInt();
        }

        private String groups() throws IOException {
            int depth = size(MOST_GROUPS);
            StringBuilder groups = new StringBuilder(depth == 0 ? "" : cachedText());
            for (int i = 1; i < depth; i++) {
                groups.append(GatlingRun.WITHIN).append(cachedText());
                if (groups.length() > LONGEST_BYTES) {
                    throw new WholeFileException("the names of its groups are longer than 1 MiB");
                }
            }
            return groups.toString();
        }

        private String cachedText() throws IOException {
            int index = data.readInt();
            if (index >= 0) {
                String text = text();
                String before = texts.put(index, text);
                textLength += text.length() + (before == null ? TEXT_OVERHEAD : -before.length());
                if (textLength > mostText) {
                    throw new WholeFileException(
                            "its names and messages are longer than " + mostText + " characters together");
                }
                return text;
            }
            @Nullable String known = texts.get(-index);
            if (known == null) {
                throw new WholeFileException("text " + -index + " is used before it is defined");
            }
            return known;
        }

        private String text() throws IOException {
            int length = size(LONGEST_BYTES);
            if (length == 0) {
                return "";
            }
            byte[] bytes = bytes(length);
            return new String(bytes, data.readByte() == 0 ? ISO_8859_1 : UTF_16LE);
        }

        private byte[] bytes(int length) throws IOException {
            byte[] bytes = data.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        private int size(int most) throws IOException {
            int size = data.readInt();
            if (size < 0 || size > most) {
                throw new WholeFileException(size + " is not a size");
            }
            return size;
        }
    }

    /** Knows how many bytes were read. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private long position;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            position += octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
