package io.orchestress.cli;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.calibration.Calibration;
import io.orchestress.calibration.CalibrationRun;
import io.orchestress.calibration.Calibrations;
import io.orchestress.calibration.Fingerprint;
import io.orchestress.gatling.CalibrationSimulation;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.text.Format;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the injector can do on this machine, and keeps it for the runs that follow. */
@Command(
        name = "calibrate",
        description = {
            "Measures how many requests per second the load generator can send and time on this machine.",
            "It sends requests at rising rates to a local server that responds at once, until the load generator does not",
            "keep up. The result is stored beside the history; later runs report it and warn when they exceed it."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 measured, 1 the load generator did not keep up even with the lowest rate, 2 could not be measured.",
            "",
            "Examples:",
            "  scripts/orchestress calibrate",
            "  scripts/orchestress calibrate --seconds 300 --json > injector.json",
            "",
            "docs/injector.md explains what is measured and what limits it."
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final int LONGEST_SECONDS = 3_600;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final HistoryPlace place = new HistoryPlace();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "maximum duration in seconds; default: ${DEFAULT-VALUE}")
    private int seconds = Math.max(150, CalibrationRun.SHORTEST_SECONDS);

    @Option(names = "--json", description = "the result as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (seconds < CalibrationRun.SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
            throw new ParameterException(
                    command.commandLine(),
                    "--seconds is " + seconds + "; valid: " + CalibrationRun.SHORTEST_SECONDS + " to "
                            + LONGEST_SECONDS);
        }
        PrintWriter out = command.commandLine().getOut();
        PrintWriter log = json ? command.commandLine().getErr() : out;
        Calibration measured = measured(log);
        Calibrations calibrations =
                Calibrations.beside(Path.of(place.settings().history().file()));
        if (measured.requestsPerSec() > 0) {
            calibrations.put(measured);
        }
        out.println(json ? Visible.json(RecordJson.text(measured)) : text(measured, calibrations));
        out.flush();
        return (measured.requestsPerSec() > 0 ? ExitCode.PASSED : ExitCode.FAILED).status();
    }

    private Calibration measured(PrintWriter log) throws IOException, InterruptedException {
        InjectorLimits limits = place.settings().part(AnalysisSettings.class).injector();
        Fingerprint machine = Fingerprint.ofThisMachine();
        Path folder = Files.createTempDirectory("orchestress-calibrate");
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return new CalibrationRun(
                            CalibrationSimulation.class.getName(),
                            limits,
                            folder,
                            line -> {
                                log.println("  " + line);
                                log.flush();
                            },
                            progress)
                    .measure(machine, TimeSource.SYSTEM.now(), seconds);
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> inner = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : inner) {
                Files.delete(file);
            }
        }
    }

    private static String text(Calibration measured, Calibrations kept) {
        if (measured.requestsPerSec() == 0) {
            return "The load generator did not keep up with the lowest rate: " + measured.limitedBy()
                    + ". Other processes use this machine; no result was stored.";
        }
        String limit =
                measured.limitedBy().isEmpty() ? "It kept up with every rate." : "Limit: " + measured.limitedBy() + ".";
        return String.format(
                java.util.Locale.ROOT,
                "The load generator can send %s%s requests/s here, sharing the machine with the calibration server.%n%s%nStored in %s",
                measured.limitedBy().isEmpty() ? "at least " : "",
                Format.number(measured.requestsPerSec()),
                limit,
                kept.file());
    }
}
