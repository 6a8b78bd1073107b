package io.orchestress.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file of text that a user names: a regular file in UTF-8, with a byte-order mark or without, no larger than it may be. Neither a device
 * nor a pipe is read: either may never end.
 */
public final class TextFile {
    private static final String UTF_8_PLEASE =
            "; valid: a file in UTF-8 (in Excel: save as 'CSV UTF-8 (Comma delimited)')";

    private TextFile() {}

    /** Why a file cannot be read as text. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        UnusableException(String message, int line) {
            super(message);
            this.line = line;
        }

        /** Returns the fault, without the name of the file, and what would be valid. */
        public String why() {
            return String.valueOf(getMessage());
        }

        /** From 1; 0 where it is no matter of a line. */
        public int line() {
            return line;
        }

        /** The file, and the line where there is one, as configuration problems have them. */
        public String origin(String file) {
            return line == 0 ? file : file + ": " + line;
        }
    }

    /**
     * The text without its byte-order mark.
     *
     * @throws UnusableException when it is missing, no regular file, not readable, larger than {@code mostBytes} (whole MiB), or not in UTF-8
     */
    public static String read(String name, int mostBytes) throws UnusableException {
        return text(bytes(name, mostBytes));
    }

    /**
     * As {@link #read}; where there is no such file, and its name is relative, the resource of that name on the class path, which a jar may bring.
     *
     * @param whenResource runs where it was the resource
     * @throws UnusableException as of a file, also when there is neither
     */
    public static String readOrResource(String name, int mostBytes, Runnable whenResource) throws UnusableException {
        if (name.isBlank() || name.startsWith("/") || Files.exists(path(name))) {
            return read(name, mostBytes);
        }
        try (InputStream in = TextFile.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                return read(name, mostBytes);
            }
            whenResource.run();
            return text(bytes(in, mostBytes));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String text(byte[] bytes) throws UnusableException {
        int from = startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
        if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
            throw new UnusableException("is in UTF-16" + UTF_8_PLEASE, 0);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        CharBuffer out = CharBuffer.allocate(bytes.length - from);
        CharsetDecoder decoder = UTF_8.newDecoder();
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int at = in.position();
            throw new UnusableException(
                    "is not in UTF-8, by byte 0x%02x in line %d".formatted(bytes[at], line(bytes, at)) + UTF_8_PLEASE,
                    line(bytes, at));
        }
        String text = out.flip().toString();
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            throw new UnusableException(
                    "is not text: it has a zero byte" + UTF_8_PLEASE,
                    1
                            + (int) text.substring(0, zero)
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count());
        }
        return text;
    }

    private static byte[] bytes(String name, int mostBytes) throws UnusableException {
        if (name.isEmpty()) {
            throw new UnusableException("there is no such file: its name is empty", 0);
        }
        Path file = path(name);
        if (!Files.exists(file) && name.contains("://")) {
            throw new UnusableException("there is no such file: it is an address; valid: the path of a file", 0);
        }
        if (!Files.exists(file)) {
            throw new UnusableException(
                    "there is no such file (looked for " + file.toAbsolutePath().normalize() + ")", 0);
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableException(
                    Files.isDirectory(file)
                            ? "is a folder; valid: a file"
                            : "is a device or a pipe, not a regular file; valid: a file",
                    0);
        }
        if (!Files.isReadable(file)) {
            throw new UnusableException("may not be read: permission denied", 0);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return bytes(in, mostBytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static byte[] bytes(InputStream in, int mostBytes) throws IOException, UnusableException {
        byte[] bytes = in.readNBytes(mostBytes);
        if (in.read() >= 0) {
            throw new UnusableException("is larger than " + mostBytes / (1 << 20) + " MiB; valid: at most that", 0);
        }
        return bytes;
    }

    private static UnusableException unreadable(IOException e) {
        String reason = e instanceof FileSystemException of ? of.getReason() : e.getMessage();
        return new UnusableException(
                "cannot be read: " + (reason == null ? e.getClass().getSimpleName() : reason), 0);
    }

    private static Path path(String name) throws UnusableException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnusableException("is not a path: " + e.getReason(), 0);
        }
    }

    private static boolean startsWith(byte[] bytes, int... head) {
        for (int i = 0; i < head.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != head[i]) {
                return false;
            }
        }
        return true;
    }

    private static int line(byte[] bytes, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
