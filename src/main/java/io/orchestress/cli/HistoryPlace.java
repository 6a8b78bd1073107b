package io.orchestress.cli;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.history.History;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the history and the records are: {@code history.file} and {@code record.folder} of the configuration. */
final class HistoryPlace {
    @Option(names = "--config", paramLabel = "FILE", description = "with history.file or record.folder of your own")
    private @Nullable Path config;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    private @Nullable Settings settings;

    Settings settings() {
        if (settings == null) {
            Properties properties = new Properties();
            properties.putAll(System.getProperties());
            if (config != null) {
                properties.setProperty("config", config.toString());
            }
            settings = SettingsLoader.load(properties);
        }
        return settings;
    }

    private Path file() {
        return Path.of(settings().history().file());
    }

    Path records() {
        return Path.of(settings().recordFolder());
    }

    /** To ask it: it must be there, or records that it can be made from. */
    History open() throws IOException {
        if (!Files.exists(file()) && !Files.isDirectory(records())) {
            throw new IOException("there is no history " + file() + ", and no folder " + records()
                    + " to rebuild it from; both paths are relative to "
                    + Path.of("").toAbsolutePath()
                    + " unless --config says otherwise");
        }
        return openOrMake(records());
    }

    /** @param folder of the records that it is made from, if there is none */
    History openOrMake(Path folder) {
        return History.openOrRebuild(file(), folder, TimeSource.SYSTEM.now(), this::warn);
    }

    /** A line, whatever a record has put into it. */
    void say(String line) {
        out().println(Visible.line(line));
        out().flush();
    }

    void warn(String line) {
        err().println(Visible.line(line));
        err().flush();
    }

    PrintWriter out() {
        return command().commandLine().getOut();
    }

    PrintWriter err() {
        return command().commandLine().getErr();
    }

    private CommandSpec command() {
        if (spec == null) {
            throw new IllegalStateException("picocli has set it before a command is called");
        }
        return spec;
    }

    /** Adds the record in a folder, closed as it is. */
    static RunRecord add(History history, Path folder) throws IOException {
        Path record = Files.isDirectory(folder) ? folder.toRealPath() : folder;
        // A writer that lives must be left to close its record; one that was killed needs `report`.
        RunRecord run = RecordReader.open(record, RecordReader.Writer.ALIVE).run();
        history.add(run, record);
        return run;
    }

    /**
     * The id of a run that is named by its id, or by the folder of its record, which is added then.
     *
     * @param name such as {@code spiketest-20260301-100000-000} or {@code results/latest}
     */
    static String runId(History history, String name) throws IOException {
        if (history.find(name).isPresent() || !Files.isDirectory(Path.of(name))) {
            return name;
        }
        return add(history, Path.of(name)).runId();
    }
}
