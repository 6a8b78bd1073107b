package io.orchestress.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a process writes to one of its streams, read by a thread of its own. A child that a process leaves behind keeps the pipe open, and nothing ends a read of Java's own stream
 * before that child ends; so the pipe is opened anew as a channel where the system allows it (Linux), which can be closed under a read.
 */
final class ProcessOutput implements Closeable {
    private final InputStream stream;

    private ProcessOutput(InputStream stream) {
        this.stream = stream;
    }

    /** @param descriptor 1 for standard output, 2 for standard error; of a process that has just been started */
    static ProcessOutput of(Process process, InputStream own, int descriptor) {
        Path end = Path.of("/proc/" + process.pid() + "/fd/" + descriptor);
        try {
            if (Files.readSymbolicLink(end).toString().startsWith("pipe:")) {
                InputStream channel = Channels.newInputStream(FileChannel.open(end, StandardOpenOption.READ));
                own.close(); // or Java would take out of the pipe what is in it when the process ends
                return new ProcessOutput(channel);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // no Linux, or the process has ended already
        }
        return new ProcessOutput(own);
    }

    /** As {@link InputStream#read(byte[])}; throws when it is closed meanwhile. */
    int read(byte[] buffer) throws IOException {
        return stream.read(buffer);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
