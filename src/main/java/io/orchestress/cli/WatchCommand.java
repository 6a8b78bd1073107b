package io.orchestress.cli;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.live.LivePage;
import io.orchestress.live.LiveSettings;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.text.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves the live page of a record that another process writes. */
@Command(
        name = "watch",
        description = {
            "Serves the live page of a record that is being written, until it is stopped.",
            "It needs nothing of the run but the folder of its record, and cannot stop it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 stopped, 2 could not be started, such as when the port is in use.",
            "",
            "Examples:",
            "  scripts/orchestress watch results/latest",
            "  scripts/orchestress watch results/latest --port 8080",
            "",
            "docs/watching-a-run.md explains the page."
        })
final class WatchCommand implements Callable<Integer> {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** A writer that lives adds a row each second. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(names = "--port", paramLabel = "N", description = "to listen at; default: any free one")
    private @Nullable String port;

    @Option(names = "--config", paramLabel = "FILE", description = "thresholds other than the defaults")
    private @Nullable Path config;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path record = folder.toRealPath();
        RunRecord run = RecordReader.open(record, RecordReader.Writer.ALIVE).run();
        Properties properties = ClosedRecord.properties(config);
        if (port != null) {
            properties.setProperty("orchestress.live.port", port);
        }
        Settings settings = SettingsLoader.load(properties, Map.of("profile", run.profile()));
        LiveSettings live = settings.part(LiveSettings.class);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (LivePage page = LivePage.serve(
                record, live, settings.part(AnalysisSettings.class), List.of(), Optional.empty(), TimeSource.SYSTEM)) {
            out.println("record  " + record);
            out.println("live    " + page.link(live));
            out.flush();
            follow(record, page);
            out.println("The run has ended. The page leads to its report until it is stopped (Ctrl-C).");
            out.flush();
            Thread.currentThread().join();
        }
        return ExitCode.PASSED.status();
    }

    /** Until the run has ended and its report is there. */
    private static void follow(Path record, LivePage page) throws IOException, InterruptedException {
        while (page.isRunning() || !Files.isRegularFile(record.resolve("report.html"))) {
            page.remark(page.isRunning() ? silence(record) : "The run has ended; its report is being written.");
            page.refresh();
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        page.ended(verdict(record), Duration.ZERO);
    }

    private static String silence(Path record) throws IOException {
        Path rows = record.resolve(RecordReader.TIME_SERIES_FILE);
        if (!Files.exists(rows)) {
            return "";
        }
        Duration silent = Duration.between(Files.getLastModifiedTime(rows).toInstant(), TimeSource.SYSTEM.now());
        return silent.compareTo(SILENCE) < 0
                ? ""
                : "No second was recorded for " + Format.duration(silent.toSeconds())
                        + ": the run was killed, or hangs, or its load has not started.";
    }

    private static String verdict(Path record) {
        RunRecord run = RecordReader.open(record, RecordReader.Writer.ALIVE).run();
        return run.verdict() == null ? "NO VERDICT" : run.verdict().outcome().name();
    }
}
