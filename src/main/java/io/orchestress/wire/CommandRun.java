package io.orchestress.wire;

import io.orchestress.program.Children;
import io.orchestress.recording.TimeSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process from its start to its end. Blocks its thread; {@link #kill} may come from another, at any time. */
final class CommandRun {
    /** Bytes of standard error that are kept. */
    static final int KEPT_ERROR_BYTES = 1 << 10;

    private static final int NOT_STARTED = 127;

    /** A child in the background may hold the pipe for ever: what it had written is read when nothing more comes for so long, */
    private static final long QUIET_MILLIS = 20;

    /** or, of a child that goes on writing, after so long. */
    private static final long LAST_OUTPUT_MILLIS = 1_000;

    private final Outbound.Command command;
    private final Commands commands;
    private final Consumer<Result> whenEnded;
    private final Runnable whenProgress;
    private final Output output;
    private final Output errors = new Output(KEPT_ERROR_BYTES);
    private boolean killed;
    private @Nullable Process process;

    /** How a process ended; {@code status} is its exit code. */
    record Result(Ending ending, int status, Map<String, String> headers, byte[] output, long nanos) {}

    /**
     * @param whenEnded is called by the thread that ran it, at most once, and not when it was killed before it began
     * @param whenProgress is called by any thread whenever it has written something
     */
    CommandRun(Outbound.Command command, Commands commands, Consumer<Result> whenEnded, Runnable whenProgress) {
        this.command = command;
        this.commands = commands;
        this.output = new Output(commands.longestOutputBytes());
        this.whenEnded = whenEnded;
        this.whenProgress = whenProgress;
    }

    byte[] outputSoFar() {
        return output.copy();
    }

    void run() {
        Process started;
        try {
            started = start();
        } catch (IOException e) {
            whenEnded.accept(new Result(
                    Causes.isOwnLimitOfPrograms(e.getMessage()) ? Ending.INJECTOR : Ending.CONNECTION,
                    NOT_STARTED,
                    Map.of("error", String.valueOf(e.getMessage())),
                    new byte[0],
                    TimeSource.SYSTEM.nanos()));
            return;
        }
        if (started == null) {
            return;
        }
        CountDownLatch read = new CountDownLatch(2);
        commands.inBackground(() -> write(started.getOutputStream()));
        ProcessOutput out = ProcessOutput.of(started, started.getInputStream(), 1);
        ProcessOutput err = ProcessOutput.of(started, started.getErrorStream(), 2);
        commands.inBackground(() -> read(out, output, read));
        commands.inBackground(() -> read(err, errors, read));
        try {
            int exit = started.waitFor();
            long nanos = TimeSource.SYSTEM.nanos();
            awaitLastOutput(read);
            close(out);
            close(err);
            whenEnded.accept(new Result(
                    output.isTooLong() ? Ending.TOO_LONG : Ending.COMPLETE, exit, headers(), output.copy(), nanos));
        } catch (InterruptedException e) {
            kill(); // the run is over
        }
    }

    private void awaitLastOutput(CountDownLatch read) throws InterruptedException {
        long before = -1;
        for (long waited = 0; waited < LAST_OUTPUT_MILLIS; waited += QUIET_MILLIS) {
            long bytes = output.bytes() + errors.bytes();
            if (bytes == before) {
                return;
            }
            before = bytes;
            if (read.await(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static void close(ProcessOutput stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // nothing more is wanted of it
        }
    }

    private synchronized @Nullable Process start() throws IOException {
        if (killed) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(command.command());
        builder.environment().putAll(command.environment());
        process = Children.started(builder.start());
        return process;
    }

    private Map<String, String> headers() {
        return Map.of(
                "stdout-bytes", Long.toString(output.bytes()),
                "stderr-bytes", Long.toString(errors.bytes()),
                "stderr", new String(errors.copy(), StandardCharsets.UTF_8));
    }

    private void write(OutputStream in) {
        try (in) {
            in.write(command.input());
        } catch (IOException e) {
            // a program need not read its input
        }
    }

    private void read(ProcessOutput from, Output to, CountDownLatch done) {
        byte[] buffer = new byte[8192];
        try (from) {
            int length = from.read(buffer);
            while (length >= 0) {
                whenProgress.run();
                to.add(buffer, length);
                if (to == output && to.isTooLong()) {
                    kill();
                    break;
                }
                length = from.read(buffer);
            }
        } catch (IOException e) {
            // killed
        } finally {
            done.countDown();
        }
    }

    /** Kills the process and all that descend from it; the process first, so that it starts no others meanwhile. */
    synchronized void kill() {
        killed = true;
        Process running = process;
        if (running != null) {
            Children.kill(running);
        }
    }

    /** What a process writes: the beginning is kept, all is counted. */
    private static final class Output {
        private final int limit;
        private final Bytes kept = new Bytes();
        private long bytes;

        Output(int limit) {
            this.limit = limit;
        }

        synchronized void add(byte[] from, int length) {
            bytes += length;
            kept.add(from, 0, Math.min(length, limit - kept.length()));
        }

        synchronized boolean isTooLong() {
            return bytes > limit;
        }

        synchronized long bytes() {
            return bytes;
        }

        synchronized byte[] copy() {
            return kept.copy();
        }
    }
}
