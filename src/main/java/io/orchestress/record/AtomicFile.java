package io.orchestress.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Writes a file whole or not at all: a reader sees the old file or the new one, and a full disk leaves the old one. A link of that name
 * is replaced and not followed: a record from elsewhere must not decide which files are written.
 */
public final class AtomicFile {
    private static final SecureRandom RANDOM = new SecureRandom();

    private AtomicFile() {}

    /** Writes the text of a file; when it throws, a regular file stays as it was. */
    public interface Text {
        void to(Writer out) throws IOException;
    }

    /** Writes the bytes of a file; when it throws, a regular file stays as it was. */
    public interface Bytes {
        void to(OutputStream out) throws IOException;
    }

    /** In UTF-8. */
    public static void write(Path file, Text text) throws IOException {
        bytes(file, out -> {
            try (Writer writer = new OutputStreamWriter(out, UTF_8)) {
                text.to(writer);
            }
        });
    }

    /** Devices and pipes, which somebody named on purpose, are written to as they are. */
    public static void bytes(Path file, Bytes bytes) throws IOException {
        Path target = file.toAbsolutePath();
        boolean device = Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && !Files.isSymbolicLink(target)
                && !Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS);
        if (device) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
                bytes.to(out);
            }
            return;
        }
        Path next = beside(target);
        try {
            try (OutputStream out = new BufferedOutputStream(
                    Files.newOutputStream(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                bytes.to(out);
            }
            Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            throw next.toString().equals(e.getFile()) ? ofTarget(file, e) : e;
        } finally {
            delete(next);
        }
    }

    private static void delete(Path next) {
        try {
            Files.deleteIfExists(next);
        } catch (IOException e) {
            // why it could not be written is told, and says more
        }
    }

    /** The name beside it is no matter of whoever named the file. */
    private static FileSystemException ofTarget(Path file, FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return new AccessDeniedException(file.toString());
        }
        String why;
        if (e instanceof NoSuchFileException) {
            why = "there is no such folder: " + file.toAbsolutePath().getParent();
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            why = "is a folder";
        } else {
            why = e.getReason();
        }
        FileSystemException named = new FileSystemException(file.toString(), null, why);
        named.addSuppressed(e);
        return named;
    }

    /** A name in the same folder that nobody can guess. */
    public static Path beside(Path file) {
        byte[] random = new byte[8];
        RANDOM.nextBytes(random);
        return file.resolveSibling("." + HexFormat.of().formatHex(random) + ".next");
    }
}
