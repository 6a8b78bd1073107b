package io.orchestress.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A backend in a process of its own, so that its garbage and its threads are not the load generator's. It ends with {@link #close()}, and also
 * when this process ends in whatever way, because its standard input ends then.
 */
public final class BackendProcess implements AutoCloseable {
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx1g", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final OutputStream commands;
    private final Lines lines;
    private final String url;
    private volatile boolean closing;

    private BackendProcess(Process process, Lines lines, String url) {
        this.process = process;
        this.lines = lines;
        this.url = url;
        commands = process.getOutputStream();
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @param prefix a command that the JVM is started by, such as {@code taskset -c 0}; empty: none
     * @param settings system properties of the process, of which those of the configuration count
     * @param stderr where it says why it does not start
     * @throws IOException when it does not listen within a minute
     */
    public static BackendProcess start(List<String> prefix, Properties settings, ProcessBuilder.Redirect stderr)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        for (String name : settings.stringPropertyNames()) {
            command.add("-D" + name + "=" + settings.getProperty(name));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), BackendMain.class.getName()));
        Process process = new ProcessBuilder(command).redirectError(stderr).start();
        Lines lines = new Lines(process);
        try {
            return new BackendProcess(process, lines, lines.listening());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** What it writes, all of which is read, so that it never waits for a reader. */
    private static final class Lines {
        private final CompletableFuture<String> url = new CompletableFuture<>();
        private final List<String> says = new ArrayList<>();
        private final Thread reader;

        Lines(Process process) {
            reader = new Thread(() -> read(process), "backend-stdout");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(Process process) {
            try (BufferedReader in = process.inputReader(UTF_8)) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith(BackendMain.LISTENING)) {
                        url.complete(line.substring(BackendMain.LISTENING.length()));
                    } else if (line.startsWith(BackendMain.SAYS)) {
                        synchronized (says) {
                            says.add(line.substring(BackendMain.SAYS.length()));
                        }
                    }
                }
                url.completeExceptionally(new IOException("standard output ended"));
            } catch (IOException e) {
                url.completeExceptionally(e);
            }
        }

        String listening() throws IOException {
            try {
                return url.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw new IOException("the backend does not listen after " + START_LIMIT.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                throw new IOException("the backend did not start, the line above says why", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while the backend started", e);
            }
        }

        List<String> said() throws InterruptedException {
            reader.join(STOP_LIMIT.toMillis());
            synchronized (says) {
                return List.copyOf(says);
            }
        }
    }

    public String url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    /** From now on calls are written to this file. */
    public void writeTo(Path journal) throws IOException {
        commands.write((BackendMain.JOURNAL + journal.toAbsolutePath() + "\n").getBytes(UTF_8));
        commands.flush();
    }

    /** Completes with the exit status when it has ended by itself, and never when it was closed. */
    public CompletableFuture<Integer> died() {
        CompletableFuture<Integer> died = new CompletableFuture<>();
        process.onExit().thenAccept(ended -> {
            if (!closing) {
                died.complete(ended.exitValue());
            }
        });
        return died;
    }

    /** Ends it, and the summary of what it received; empty where it had died. */
    public List<String> end() {
        closing = true;
        try {
            commands.close();
            if (process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return lines.said();
            }
        } catch (IOException e) {
            // it has died, and taken its input along
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return List.of();
    }

    @Override
    public void close() {
        end();
    }
}
