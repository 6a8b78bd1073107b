package io.orchestress.cli;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.evaluation.BaselineComparison;
import io.orchestress.record.AtomicFile;
import io.orchestress.record.Comparison;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.report.comparison.ComparisonText;
import io.orchestress.report.html.ComparisonHtml;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a run with earlier ones, and changes no record. */
@Command(
        name = "compare",
        description = {
            "Compares a run with a baseline: which metrics got worse, by how much, with which confidence.",
            "The last argument is the candidate, those before it are the baseline. Records are not changed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 no regression beyond tolerance, 1 regression or inconclusive, 2 not comparable.",
            "",
            "Examples:",
            "  scripts/orchestress compare last-5 results/latest",
            "  scripts/orchestress compare release results/latest --html comparison.html",
            "  scripts/orchestress compare results/RUN-1 results/RUN-2 results/latest",
            "",
            "docs/regression.md explains every number."
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "RUN",
            arity = "2..*",
            description =
                    "baseline (last-N, the name of a baseline, run ids or folders of records), then the candidate")
    private List<String> names = new ArrayList<>();

    @Option(names = "--config", paramLabel = "FILE", description = "tolerances other than the defaults")
    private @Nullable Path config;

    @Option(
            names = "--force",
            description = "compares runs that differ in simulation, profile, load or target, and marks the result")
    private boolean force;

    @Option(names = "--strict", description = "a warning fails too, as with orchestress.gates.strict")
    private boolean strict;

    @Option(names = "--all", description = "all metrics, not only the five most relevant, and how to read them")
    private boolean all;

    @Option(names = "--json", description = "the comparison as JSON")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "write the comparison as an HTML page")
    private @Nullable Path html;

    @Override
    public Integer call() throws IOException {
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return compared(progress);
        }
    }

    private int compared(ProgressListener progress) throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        if (names.size() > 2 && names.get(0).matches("last-\\d+")) {
            throw new ParameterException(
                    command.commandLine(),
                    names.get(0) + " already names several runs; valid: one such name, then the candidate");
        }
        ClosedRecord record = ClosedRecord.open(candidate(names.get(names.size() - 1)), progress);
        Settings settings = record.settings(config);
        Comparison comparison =
                new BaselineComparison(settings).of(record.reader(), names.subList(0, names.size() - 1), force);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Visible.json(RecordJson.text(comparison)));
        } else {
            ComparisonText.write(comparison, all, out);
        }
        out.flush();
        if (html != null) {
            AtomicFile.write(
                    html,
                    page -> ComparisonHtml.write(comparison, record.reader().run(), page));
        }
        return ExitCode.of(
                        comparison.outcome(),
                        strict || settings.part(AnalysisSettings.class).gates().strict())
                .status();
    }

    private Path candidate(String name) throws IOException {
        Path folder = Path.of(name);
        return Files.isDirectory(folder)
                ? folder
                : BaselineComparison.folder(name, SettingsLoader.load(ClosedRecord.properties(config)));
    }
}
