package io.orchestress.transport;

import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.process.Children;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One process from its start to its end. Blocks its thread; {@link #kill} may come from another, at any time. */
final class CommandRun {
    /** Bytes of standard error that are kept. */
    static final int KEPT_ERROR_BYTES = 1 << 10;

    private static final int NOT_STARTED = 127;

    /** Between two looks at what it has written: a fiftieth of the time it has run, within these bounds. */
    private static final long SHORTEST_LOOK_MILLIS = 1;

    private static final long LONGEST_LOOK_MILLIS = 20;

    private final Outbound.Command command;
    private final Commands commands;
    private final Consumer<Result> whenEnded;
    private final Runnable whenProgress;
    private final Output output;
    private final Output errors;
    private boolean killed;
    private @Nullable Process process;

    /** How a process ended; {@code status} is its exit code, {@code why} in words what ended it otherwise than by itself. */
    record Result(Ending ending, String why, int status, Map<String, String> headers, byte[] output, long nanos) {}

    /**
     * @param whenEnded is called by the thread that ran it, at most once, and not when it was killed before it began
     * @param whenProgress is called by any thread whenever it has written something
     */
    CommandRun(Outbound.Command command, Commands commands, Consumer<Result> whenEnded, Runnable whenProgress) {
        this.command = command;
        this.commands = commands;
        this.output = new Output(
                commands.limits().longestAnswerBytes(), commands.limits().memory());
        this.errors = new Output(KEPT_ERROR_BYTES, commands.limits().memory());
        this.whenEnded = whenEnded;
        this.whenProgress = whenProgress;
    }

    byte[] outputSoFar() {
        return output.copy();
    }

    /** What was kept is of no use any more, and no more is kept. */
    void release() {
        output.release();
        errors.release();
    }

    void run() {
        Process started;
        try {
            started = start();
        } catch (IOException e) {
            whenEnded.accept(new Result(
                    Causes.isOwnLimitOfPrograms(e.getMessage()) ? Ending.INJECTOR : Ending.CONNECTION,
                    "not started: " + e.getMessage(),
                    NOT_STARTED,
                    Map.of("error", String.valueOf(e.getMessage())),
                    new byte[0],
                    TimeSource.SYSTEM.nanos()));
            return;
        }
        if (started == null) {
            return;
        }
        long startNanos = TimeSource.SYSTEM.nanos();
        commands.inBackground(() -> write(started.getOutputStream()));
        try {
            while (!started.waitFor(untilNextLookMillis(startNanos), TimeUnit.MILLISECONDS)) {
                readWhatIsThere(started);
            }
            long nanos = TimeSource.SYSTEM.nanos();
            readWhatIsThere(started);
            Ending ending = output.cutOff();
            String why = switch (ending) {
                case TOO_LONG -> commands.limits().tooLong("the output");
                case INJECTOR -> commands.limits().outOfBudget();
                default -> "";
            };
            whenEnded.accept(new Result(ending, why, started.exitValue(), headers(), output.copy(), nanos));
        } catch (InterruptedException e) {
            kill(); // the run is over
        }
    }

    private static long untilNextLookMillis(long startNanos) {
        long ranNanos = TimeSource.SYSTEM.nanos() - startNanos;
        return Math.max(SHORTEST_LOOK_MILLIS, Math.min(LONGEST_LOOK_MILLIS, ranNanos / 50_000_000));
    }

    /**
     * Takes what is in the pipes and waits for no more: a child that the process leaves behind may hold them for ever. All that the process
     * itself has written is there when it has ended.
     */
    private void readWhatIsThere(Process started) {
        byte[] buffer = new byte[1 << 16];
        while (read(started.getInputStream(), output, buffer) | read(started.getErrorStream(), errors, buffer)) {
            if (output.cutOff() != Ending.COMPLETE) {
                kill();
                return;
            }
        }
    }

    /** @return whether there was something */
    private boolean read(InputStream from, Output to, byte[] buffer) {
        try {
            int there = Math.min(buffer.length, from.available());
            int length = there == 0 ? 0 : from.read(buffer, 0, there);
            if (length <= 0) {
                return false;
            }
            whenProgress.run();
            to.add(buffer, length);
            return true;
        } catch (IOException e) {
            return false; // killed
        }
    }

    private synchronized @Nullable Process start() throws IOException {
        if (killed) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(command.command());
        builder.environment().putAll(command.environment());
        process = Children.start(builder);
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
        private final Held held;
        private final Bytes kept = new Bytes();
        private boolean full;
        private boolean released;
        private long bytes;

        Output(int limit, MemoryBudget memory) {
            this.limit = limit;
            this.held = new Held(memory);
        }

        synchronized void add(byte[] from, int length) {
            bytes += length;
            if (!released && !full) {
                kept.add(from, 0, Math.min(length, limit - kept.length()));
                full = !held.is(kept.capacity());
            }
        }

        /** What must end the process; COMPLETE: nothing. */
        synchronized Ending cutOff() {
            return bytes > limit ? Ending.TOO_LONG : full ? Ending.INJECTOR : Ending.COMPLETE;
        }

        synchronized void release() {
            released = true;
            kept.clear();
            held.nothing();
        }

        synchronized long bytes() {
            return bytes;
        }

        synchronized byte[] copy() {
            return kept.copy();
        }
    }
}
