package io.orchestress.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.config.HookSettings.Command;
import io.orchestress.report.PlainText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program, started once: payload on its standard input, facts in its environment. It was told when it ends with 0. One that takes too
 * long is killed with all that descends from it. The last lines of what it writes are kept.
 */
final class CommandCall {
    private static final int KEPT_LINES = 20;

    /** A child in the background may hold the pipe for ever. */
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

    private final Command command;
    private final Duration timeout;
    private final Deque<String> lines = new ArrayDeque<>();

    CommandCall(Command command, Duration timeout) {
        this.command = command;
        this.timeout = timeout;
    }

    Told call(String payload, Map<String, String> facts) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command.command()).redirectErrorStream(true);
        builder.environment().putAll(facts);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Told.failed("could not be started", List.of());
        }
        daemon(() -> write(process, payload));
        Thread reader = daemon(() -> read(process));
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill(process);
                return Told.failed("did not end within " + timeout.toMillis() + " ms and was killed", said());
            }
        } catch (InterruptedException e) {
            kill(process);
            throw e;
        }
        reader.join(LAST_OUTPUT.toMillis());
        int status = process.exitValue();
        return status == 0 ? Told.well(said()) : Told.failed("ended with " + status, said());
    }

    private static void write(Process process, String payload) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(payload.getBytes(UTF_8));
        } catch (IOException e) {
            // a program need not read its input
        }
    }

    private void read(Process process) {
        try (BufferedReader out = process.inputReader(UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                keep(PlainText.clean(line));
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

    private static void kill(Process process) {
        List<ProcessHandle> children;
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            children = descendants.toList();
        }
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "orchestress-hook");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
