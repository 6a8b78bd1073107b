package io.orchestress.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.history.HistoryException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A file of lines that are only ever appended, by any number of processes. A last line without its end, which a writer left that was killed, is
 * passed over and written over.
 */
record SharedLog(Path path) {
    /** All lines that have their end. */
    List<String> lines() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new String(whole(channel), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new HistoryException(Kind.UNUSABLE, path, "cannot be read: " + e, e);
        }
    }

    /**
     * Appends lines, on the disk when it returns.
     *
     * @param lines each with its end
     */
    void append(String lines) {
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            try (FileLock lock = channel.lock()) {
                channel.position(whole(channel).length);
                ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
                while (lock.isValid() && bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.truncate(channel.position());
                channel.force(true);
            }
        } catch (IOException e) {
            throw new HistoryException(Kind.UNUSABLE, path, "cannot be written: " + e, e);
        }
    }

    private static byte[] whole(FileChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // on to the end
        }
        byte[] bytes = all.array();
        int end = all.position();
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
