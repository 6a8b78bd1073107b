package io.orchestress.cli;

import io.orchestress.conclusion.Conclusion;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.recording.TimeSource;
import io.orchestress.run.RecordReader;
import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the reports of a record again, with the thresholds of today; recovers a run that was killed. */
@Command(
        name = "report",
        description = {
            "Analyses a record and writes its report, issue list and verdict again.",
            "Works for a run that was killed, too: all but its last second is there."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private static final Duration WRITER_SILENCE = Duration.ofSeconds(3);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(names = "--config", paramLabel = "FILE", description = "thresholds other than the defaults")
    private @Nullable Path config;

    @Override
    public Integer call() throws IOException {
        Path record = folder.toRealPath();
        refuseWhileRunning(record);
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        if (config != null) {
            properties.setProperty("config", config.toString());
        }
        // The profile decides about the throughput gate, and the record knows its own.
        properties.setProperty(
                "profile",
                RecordReader.open(record, RecordReader.Writer.GONE).run().profile());
        Settings settings = SettingsLoader.load(properties);
        Conclusion conclusion = Conclusion.of(record, settings);
        if (spec != null) {
            spec.commandLine().getOut().print(conclusion.summary());
            spec.commandLine().getOut().flush();
        }
        return conclusion.exitCode().status();
    }

    /** A writer that lives adds a line every second; its record must not be closed by us. */
    static void refuseWhileRunning(Path record) throws IOException {
        RunRecord run = RecordReader.open(record, RecordReader.Writer.ALIVE).run();
        Path rows = record.resolve(RecordReader.TIME_SERIES_FILE);
        if (run.status() == RunStatus.RUNNING && Files.exists(rows)) {
            Duration silent = Duration.between(Files.getLastModifiedTime(rows).toInstant(), TimeSource.SYSTEM.now());
            if (silent.compareTo(WRITER_SILENCE) < 0) {
                throw new IOException(
                        record + " was written to a moment ago: the run is still going on, or was killed less than "
                                + WRITER_SILENCE.toSeconds() + " s ago; try again then");
            }
        }
    }
}
