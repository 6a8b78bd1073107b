package io.orchestress.cli;

import io.orchestress.analysis.Findings;
import io.orchestress.evaluation.EvaluatedRecord;
import io.orchestress.plugin.PluginException;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordException;
import io.orchestress.record.RequestResult;
import io.orchestress.report.export.Export;
import io.orchestress.report.export.ExportFormat;
import io.orchestress.report.export.ExportFormats;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A record in the format of another program. */
@Command(
        name = "export",
        description = {"Writes a record as one file.", "The file extension selects the format:"},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 written, 2 could not be written.",
            "",
            "Examples:",
            "  scripts/orchestress export results/latest --to run.xlsx",
            "  scripts/orchestress export results/latest --to run.pdf --browser /opt/chrome"
        })
final class ExportCommand implements Callable<Integer> {
    private @Nullable CommandSpec spec;

    /** A line for each format, after the description. */
    @Spec
    void spec(CommandSpec newSpec) {
        spec = newSpec;
        List<String> lines = new ArrayList<>(List.of(newSpec.usageMessage().description()));
        for (ExportFormat format : ExportFormats.all()) {
            lines.add("  %-5s  %s".formatted("." + format.ending(), help(format)));
        }
        newSpec.usageMessage().description(lines.toArray(String[]::new));
    }

    /** Other commands know this one, and must not end with it. */
    private static String help(ExportFormat format) {
        try {
            return PluginException.guard(format, "its line of help", format::help);
        } catch (PluginException e) {
            return Visible.line(String.valueOf(e.getMessage()));
        }
    }

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(
            names = "--to",
            paramLabel = "FILE",
            required = true,
            description = "file to write; an older one is replaced")
    private Path file = Path.of("");

    @Option(
            names = "--browser",
            paramLabel = "FILE",
            description = "program that prints a PDF; default: one on the path")
    private @Nullable Path browser;

    @Override
    public Integer call() throws IOException {
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return exported(progress);
        }
    }

    private int exported(ProgressListener progress) throws IOException {
        ExportFormat format = ExportFormats.of(file)
                .orElseThrow(() -> new IOException(
                        file + " has no extension of a known format (valid: " + ExportFormats.endings() + ")"));
        ClosedRecord record = ClosedRecord.open(folder, progress);
        Findings findings = EvaluatedRecord.of(record.reader(), record.settings((Path) null));
        RequestResult totals = findings.record().totals();
        boolean measured = findings.record().phases().stream()
                .anyMatch(phase -> phase.total().count() > 0);
        if (totals == null || !measured) {
            throw new RecordException(
                    record.folder(),
                    "holds no measured request, so there is nothing to export",
                    "valid: a record in which at least one request ended");
        }
        progress.at("writing " + file.getFileName(), 0, 0);
        Export.write(findings, format, file, Optional.ofNullable(browser));
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        command.getOut().println("Written: " + Visible.line(file.toString()));
        command.getOut().flush();
        return ExitCode.PASSED.status();
    }
}
