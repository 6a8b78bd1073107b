package io.orchestress.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A file of lines that ends with a whole one, whatever becomes of the disk. What is written waits in memory until {@link #commit}. When that
 * fails half-way, the file is cut back to where it was, and all that waits is written by the next one that succeeds: a disk that was full
 * for a moment leaves no hole and no torn line. Not safe for use by several threads.
 */
final class LineFile extends OutputStream {
    private final SeekableByteChannel channel;
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private long whole;

    LineFile(SeekableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) {
        waiting.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        waiting.write(bytes, from, length);
    }

    /**
     * Hands over what waits, which must be whole lines, to the operating system.
     *
     * @throws IOException when it could not be written; it still waits then
     */
    void commit() throws IOException {
        if (waiting.size() == 0) {
            return;
        }
        if (channel.size() > whole) {
            channel.truncate(whole); // what an attempt before left, and could not take back then
        }
        channel.position(whole);
        ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            cutBack(e);
            throw e;
        }
        whole += bytes.limit();
        waiting = new ByteArrayOutputStream();
    }

    private void cutBack(IOException why) {
        try {
            channel.truncate(whole);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            commit();
        }
    }
}
