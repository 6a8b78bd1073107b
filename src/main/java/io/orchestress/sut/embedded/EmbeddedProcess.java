package io.orchestress.sut.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An embedded orchestrator in a process of its own, so that its garbage and its threads are not the load generator's. It ends with
 * {@link #close()}, and also when this process ends in whatever way, because its standard input ends then.
 */
public final class EmbeddedProcess implements AutoCloseable {
    /** Options of the child's JVM unless others are given. */
    public static final List<String> JVM_OPTIONS =
            List.of("-Xmx512m", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Process process;
    private final String url;
    private final List<String> limits;
    private final Optional<ControlGroup> group;

    private EmbeddedProcess(Process process, String url, List<String> limits, Optional<ControlGroup> group) {
        this.process = process;
        this.url = url;
        this.limits = List.copyOf(limits);
        this.group = group;
    }

    /** Starts one that writes its standard error to this process's. */
    public static EmbeddedProcess start(EmbeddedSettings settings) throws IOException {
        return start(settings, ProcessLimits.NONE);
    }

    /** As above, within limits. */
    public static EmbeddedProcess start(EmbeddedSettings settings, ProcessLimits limits) throws IOException {
        return start(settings, JVM_OPTIONS, ProcessBuilder.Redirect.INHERIT, limits);
    }

    /** Starts one that writes its standard error to a file. */
    public static EmbeddedProcess start(EmbeddedSettings settings, Path stderr) throws IOException {
        return start(settings, JVM_OPTIONS, ProcessBuilder.Redirect.to(stderr.toFile()), ProcessLimits.NONE);
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @param jvmOptions given to the child's JVM, such as {@link #JVM_OPTIONS}
     * @param limits what its process may use
     * @throws IOException when it does not listen within 60 s
     */
    public static EmbeddedProcess start(
            EmbeddedSettings settings, List<String> jvmOptions, ProcessBuilder.Redirect stderr, ProcessLimits limits)
            throws IOException {
        List<String> command = new ArrayList<>(limits.prefix());
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(limits.jvmOptions(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), EmbeddedMain.class.getName()));
        command.add(EmbeddedMain.EXIT_ON_EOF);
        command.addAll(settings.toArguments());
        Process process = new ProcessBuilder(command).redirectError(stderr).start();
        Optional<ControlGroup> group = limits.memoryBytes() == 0
                ? Optional.empty()
                : ControlGroup.limitingMemory(process.pid(), limits.memoryBytes());
        try {
            String url = listening(process);
            List<String> inForce = new ArrayList<>(limits.inForce(process.pid(), group));
            if (settings.bandwidthBytesPerSec() > 0) {
                inForce.add(settings.bandwidthBytesPerSec()
                        + " B/s in each direction over all connections (traffic shaping in the server)");
            }
            return new EmbeddedProcess(process, url, inForce, group);
        } catch (IOException | RuntimeException | Error e) {
            stop(process);
            group.ifPresent(ControlGroup::remove);
            throw e;
        }
    }

    private static String listening(Process process) throws IOException {
        CompletableFuture<String> url = new CompletableFuture<>();
        Thread reader = new Thread(() -> readLines(process, url), "embedded-orchestrator-stdout");
        reader.setDaemon(true);
        reader.start();
        try {
            return url.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "the embedded orchestrator is not listening after " + START_LIMIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the embedded orchestrator did not start; its standard error above says why", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the embedded orchestrator started", e);
        }
    }

    /** Reads all it writes, so that it never waits for a reader. */
    private static void readLines(Process process, CompletableFuture<String> url) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(EmbeddedMain.LISTENING)) {
                    url.complete(line.substring(EmbeddedMain.LISTENING.length()));
                }
            }
            url.completeExceptionally(new IOException("standard output ended"));
        } catch (IOException e) {
            url.completeExceptionally(e);
        }
    }

    /** Such as {@code http://127.0.0.1:40123}. */
    public String url() {
        return url;
    }

    /** Returns the limits of its process: those in force, and those that were asked for and are not, a sentence each. */
    public List<String> limits() {
        return limits;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit status when it has ended; 137 when it died of the fault {@code dieAfterMillis}. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Ends it; it is gone when this returns. */
    @Override
    public void close() {
        stop(process);
        group.ifPresent(ControlGroup::remove);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
