package io.orchestress.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A server that nobody here wrote, started by {@code scripts/targets}. The test is skipped where it is not installed. Of each name there
 * is one at a time: a test in another JVM of the same suite waits until it is closed.
 */
public final class RealTarget implements AutoCloseable {
    private final String name;
    private final int port;
    private final FileLock ours;

    public RealTarget(String name) {
        this(name, Map.of());
    }

    /** @param environment that its start is to have beside ours */
    public RealTarget(String name, Map<String, String> environment) {
        Path folder = Path.of("scripts", "targets", name);
        assumeTrue(
                Files.isDirectory(folder.resolve("node_modules")) || Files.exists(folder.resolve(".work/server.jar")),
                () -> "not installed: scripts/targets/install " + name);
        this.name = name;
        this.ours = lock(name);
        this.port = Ports.reserved();
        try {
            script(environment, "start", name, Integer.toString(port));
        } catch (RuntimeException | Error e) {
            release();
            throw e;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What the server itself counted. */
    public Map<String, Long> seen() {
        Map<String, Long> counts = new TreeMap<>();
        script(Map.of(), "seen", name).lines().forEach(line -> {
            int space = line.lastIndexOf(' ');
            counts.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
        });
        return counts;
    }

    @Override
    public void close() {
        try {
            script(Map.of(), "stop", name);
        } finally {
            release();
        }
    }

    private static FileLock lock(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "targets"));
            return FileChannel.open(
                            folder.resolve(name + ".tested"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .lock();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void release() {
        try {
            ours.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script(Map<String, String> environment, String script, String... arguments) {
        try {
            Path output = Files.createTempFile("target", ".txt");
            String[] command = new String[arguments.length + 1];
            command[0] = Path.of("scripts", "targets", script).toString();
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(300, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
