package io.orchestress.duel;

import io.orchestress.record.RecordReader;
import io.orchestress.transport.process.Children;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run in a process of its own. It watches us: when we are gone, it ends in good order. */
final class RunProcess implements AutoCloseable {
    /** In which a run that was told to end writes its record. */
    private static final Duration IN_GOOD_ORDER = Duration.ofSeconds(12);

    private static final String MAIN = "io.orchestress.gatling.RunMain";
    private static final String STARTED_BY = "ORCHESTRESS_STARTED_BY";
    private static final String GATLING = "gatling";
    private static final String HISTORY = "history";
    private static final String OUTPUT = "output.txt";
    private static final int NOT_RUN = 2;
    private static final int TAIL = 1500;

    private final Path folder;
    private final Process process;

    private RunProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param simulation its class
     * @param properties of the run
     * @param folder is made, and holds the record and what the run has said
     */
    static RunProcess start(String simulation, Map<String, String> properties, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", "")));
        new TreeMap<>(properties).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(
                List.of(MAIN, "-s", simulation, "-rf", folder.resolve(GATLING).toString(), "-nr"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                .redirectOutput(folder.resolve(OUTPUT).toFile());
        builder.environment()
                .put(STARTED_BY, Long.toString(ProcessHandle.current().pid()));
        return new RunProcess(folder, builder.start());
    }

    private static File nothing() {
        Path device = Path.of("/dev/null");
        return (Files.exists(device) ? device : Path.of("NUL")).toFile();
    }

    /**
     * Waits for its end.
     *
     * @return its record
     * @throws DuelRefusedException when it could not be run, or left no record
     */
    RecordReader record(Duration longest, String who) throws DuelRefusedException, IOException, InterruptedException {
        if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            throw new DuelRefusedException("a run of the " + who + " did not end within " + longest.toSeconds() + " s");
        }
        List<Path> records = records();
        if (process.exitValue() == NOT_RUN || records.size() != 1) {
            throw new DuelRefusedException("a run of the " + who + " could not be started: " + tail());
        }
        forget(folder.resolve(GATLING));
        forget(folder.resolve(HISTORY));
        return RecordReader.open(records.get(0), RecordReader.Writer.GONE);
    }

    /** Where the run would be remembered, if it were one by itself. */
    static Path history(Path folder) {
        return folder.resolve(HISTORY).resolve("runs.db");
    }

    /** What nobody reads any more. */
    private static void forget(Path rest) throws IOException {
        if (Files.isDirectory(rest)) {
            try (Stream<Path> files = Files.walk(rest)) {
                List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : inner) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(path ->
                            Files.isRegularFile(path.resolve(RecordReader.RUN_FILE)) && !Files.isSymbolicLink(path))
                    .toList();
        }
    }

    /** The last of what it said. */
    private String tail() throws IOException {
        Path output = folder.resolve(OUTPUT);
        String text = Files.exists(output) ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8) : "";
        String tail = text.substring(Math.max(0, text.length() - TAIL)).strip();
        int refused = tail.lastIndexOf("Not run: ");
        String last = refused >= 0 ? tail.substring(refused) : tail;
        return last.lines().limit(8).reduce((a, b) -> a + " " + b.strip()).orElse("it printed nothing");
    }

    /** Tells it to end, and does not wait for it. */
    void end() {
        process.destroy();
    }

    /** Ends it in good order if it goes on, else by force. */
    @Override
    public void close() {
        Children.end(List.of(process), IN_GOOD_ORDER);
    }
}
