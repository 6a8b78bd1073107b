package io.orchestress.imports;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file's bytes, uncompressed if they were compressed by gzip. */
record Content(Path file) {
    private static final int BUFFER_BYTES = 1 << 16;

    InputStream open() throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        raw.mark(2);
        boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return compressed ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
    }

    /** The first bytes, at most so many. */
    byte[] head(int most) throws IOException {
        byte[] head = new byte[most];
        int filled = 0;
        try (InputStream in = open()) {
            for (int read = 0; read >= 0 && filled < most; read = in.read(head, filled, most - filled)) {
                filled += read;
            }
        } catch (EOFException compressedFileCutShort) {
            // What was read of it is what there is.
        }
        return java.util.Arrays.copyOf(head, filled);
    }
}
