package io.orchestress.importer;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file's bytes as every reader takes them: uncompressed if they were compressed by gzip, text in UTF-8 without a byte-order mark
 * whatever Unicode coding it was written in.
 */
record FileContent(Path file) {
    private static final int BUFFER_BYTES = 1 << 16;

    /** @throws ImportException also from the stream itself, when what gzip wrote is damaged */
    Stream open() throws IOException {
        return open(bytes -> {});
    }

    /** @param read is told of how many bytes of the file were read so far, compressed or not */
    Stream open(LongConsumer read) throws IOException {
        InputStream raw = new BufferedInputStream(new Counted(Files.newInputStream(file), read), BUFFER_BYTES);
        raw.mark(2);
        boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return new Stream(file, compressed ? new GZIPInputStream(raw, BUFFER_BYTES) : raw);
    }

    /** The first bytes, at most so many. */
    byte[] head(int most) throws IOException {
        try (Stream stream = open()) {
            return stream.text().readNBytes(most);
        }
    }

    private static final class Counted extends FilterInputStream {
        private final LongConsumer read;
        private long bytes;

        Counted(InputStream in, LongConsumer read) {
            super(in);
            this.read = read;
        }

        /** The only one that a buffer calls. */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = super.read(target, offset, length);
            if (got > 0) {
                bytes += got;
                read.accept(bytes);
            }
            return got;
        }
    }

    /** What is left of a compressed file that was cut short ends like any other, and {@link #isCutShort()} tells. */
    static final class Stream extends FilterInputStream {
        private final Path file;
        private boolean cutShort;

        private Stream(Path file, InputStream in) {
            super(in);
            this.file = file;
        }

        /** The content in UTF-8, if it is text at all. */
        InputStream text() throws IOException {
            return Unicode.utf8(this);
        }

        /** To be asked when the end was reached. */
        boolean isCutShort() {
            return cutShort;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return cutShort ? -1 : super.read(target, offset, length);
            } catch (EOFException e) {
                cutShort = true;
                return -1;
            } catch (ZipException e) {
                throw new ImportException(
                        file, "is damaged gzip: " + e.getMessage(), "a file that gzip -t finds whole", e);
            }
        }
    }
}
