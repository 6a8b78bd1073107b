package io.orchestress.transport.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program, run once and without a shell. One that takes too long is killed with all that descends from it. The last lines of what it
 * writes, to either output, are kept.
 */
public final class ProgramRun {
    private static final int KEPT_LINES = 20;

    /** A child in the background may hold the pipe for ever. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    private final Process process;
    private final Deque<String> lines = new ArrayDeque<>();

    private ProgramRun(Process process) {
        this.process = process;
    }

    /**
     * The end of a program.
     *
     * @param failure why it did not end with status 0, such as {@code ended with 3}; empty when it did
     * @param said its last lines, as they were written
     */
    public record Ended(Optional<String> failure, List<String> said) {
        public Ended {
            said = List.copyOf(said);
        }
    }

    /**
     * Runs it and waits for its end.
     *
     * @param command program and arguments
     * @param environment beside that of this process
     * @param input on its standard input
     */
    public static Ended of(List<String> command, Map<String, String> environment, String input, Duration timeout)
            throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ProgramRun(Children.started(builder.start())).ended(input, timeout);
        } catch (IOException e) {
            return new Ended(Optional.of("could not be started"), List.of());
        }
    }

    private Ended ended(String input, Duration timeout) throws InterruptedException {
        daemon(() -> write(input));
        Thread reader = daemon(this::read);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                Children.kill(process);
                return new Ended(
                        Optional.of("did not end within " + timeout.toMillis() + " ms and was killed"), said());
            }
        } catch (InterruptedException e) {
            Children.kill(process);
            throw e;
        }
        reader.join(LAST_OUTPUT.toMillis());
        int status = process.exitValue();
        return new Ended(status == 0 ? Optional.empty() : Optional.of("ended with " + status), said());
    }

    private void write(String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // a program need not read its input
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                keep(line);
            }
        } catch (IOException e) {
            // killed
        }
    }

    private void keep(String line) {
        synchronized (lines) {
            if (lines.size() == KEPT_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }
    }

    private List<String> said() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "orchestress-program");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
