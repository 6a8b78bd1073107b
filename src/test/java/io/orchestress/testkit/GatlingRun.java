package io.orchestress.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A simulation in a JVM of its own, as Gatling's Maven plugin starts it.
 *
 * @param output what it printed, both streams
 */
public record GatlingRun(int exitStatus, String output, Path folder) {

    private static final List<String> JVM_OPTIONS = Stream.of(
                    System.getProperty("gatling.jvm", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    /** How long a run of seconds may take on a machine that hardly has time for it. Only what hangs comes to it. */
    public static final Duration LONGEST = Duration.ofMinutes(8);

    /** A property: Gatling makes its own report, too, which takes as long as a short run. */
    public static final String WITH_REPORT = "gatling.report=true";

    /** Starts a simulation class and does not wait for it. */
    public static Process start(Class<?> simulation, Path folder, String... properties) {
        return start(simulation, folder, Map.of(), properties);
    }

    /** The same, with variables beside those of this process. */
    public static Process start(
            Class<?> simulation, Path folder, Map<String, String> environment, String... properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xmx1g"));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorchestress.record.folder=" + folder.resolve("results"),
                "-Dorchestress.history.file=" + folder.resolve("history").resolve("runs.db")));
        if (List.of(properties).stream().noneMatch(property -> property.startsWith("orchestress.live."))) {
            command.add("-Dorchestress.live.enabled=false"); // nobody watches
        }
        for (String property : properties) {
            command.add("-D" + property);
        }
        command.addAll(List.of(
                "io.gatling.app.Gatling",
                "-s",
                simulation.getName(),
                "-rf",
                folder.resolve("gatling").toString()));
        if (!List.of(properties).contains(WITH_REPORT)) {
            command.add("--no-reports");
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output.txt").toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a simulation class to its end; it is killed after {@code limit}. */
    public static GatlingRun of(Class<?> simulation, Path folder, Duration limit, String... properties) {
        return end(start(simulation, folder, properties), folder, limit);
    }

    /** Waits for the end of one that was started; it is killed after {@code limit}. */
    public static GatlingRun end(Process process, Path folder, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("still running after " + limit + ":\n" + output(folder));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException(e);
        }
        return new GatlingRun(process.exitValue(), output(folder), folder);
    }

    public static String output(Path folder) {
        try {
            return Files.readString(folder.resolve("output.txt"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the record. */
    public Path record() {
        return record(folder);
    }

    public static Path record(Path folder) {
        try (Stream<Path> records = Files.list(folder.resolve("results"))) {
            return records.filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no record:\n" + output(folder)));
        } catch (IOException e) {
            throw new AssertionError("no record:\n" + output(folder), e);
        }
    }

    /** Whether Gatling wrote its own report, too. */
    public boolean hasGatlingReport() {
        try (Stream<Path> files = Files.walk(folder.resolve("gatling"))) {
            return files.anyMatch(path -> path.endsWith("index.html"));
        } catch (IOException e) {
            return false;
        }
    }
}
