package io.orchestress.cli;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.Settings;
import io.orchestress.evaluation.BaselineCheck;
import io.orchestress.evaluation.GateCheck;
import io.orchestress.evaluation.ReleaseGates;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.record.Verdict;
import io.orchestress.report.console.GateText;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges a record again, by the gates of today, and changes nothing. */
@Command(
        name = "gate",
        description = {
            "Evaluates the gates of the configuration on a record and exits with the code of the verdict.",
            "The record is not changed; `report` writes verdict and reports again."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 passed, 1 failed or inconclusive (with --strict also a warning), 2 could not be evaluated.",
            "",
            "Examples:",
            "  scripts/orchestress gate results/latest",
            "  scripts/orchestress gate results/latest --gates conf/gates/hooks.conf --strict",
            "  scripts/orchestress gate results/latest --baseline last-5",
            "  scripts/orchestress gate results/latest --json",
            "",
            "docs/gates.md describes the rule language and every metric."
        })
final class GateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(names = "--config", paramLabel = "FILE", description = "configuration other than the defaults")
    private @Nullable Path config;

    @Option(
            names = "--gates",
            paramLabel = "FILE",
            description = "HOCON with rules { NAME = \"RULE\" … }, in place of all rules of the configuration")
    private @Nullable Path gates;

    @Option(
            names = "--baseline",
            paramLabel = "NAME",
            description = "baseline to compare with: last-5, a named baseline, a run id, or the folder of a record")
    private @Nullable String baseline;

    @Option(names = "--strict", description = "a warning fails too, as with orchestress.gates.strict")
    private boolean strict;

    @Option(names = "--json", description = "the verdict as JSON")
    private boolean json;

    /** What {@code --json} prints. */
    private record Judged(String runId, String source, int exitCode, Verdict verdict) {}

    @Override
    public Integer call() throws IOException {
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return judged(progress);
        }
    }

    private int judged(ProgressListener progress) throws IOException {
        ClosedRecord record = ClosedRecord.open(folder, progress);
        Properties properties = ClosedRecord.properties(config);
        if (baseline != null) {
            properties.setProperty("orchestress.regression.baseline", baseline);
        }
        Settings settings = record.settings(properties);
        BaselineCheck.refuseUnknown(settings);
        BaselineCheck.refuseItself(record.reader(), settings);
        if (gates != null) {
            settings = ReleaseGates.judging(settings, gates);
        }
        GateCheck check = GateCheck.of(record.reader(), settings);
        ExitCode exitCode = check.exitCode(
                strict || settings.part(AnalysisSettings.class).gates().strict());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            out.println(Visible.json(RecordJson.text(
                    new Judged(check.run().runId(), check.source(), exitCode.status(), check.verdict()))));
        } else {
            GateText.write(check.run(), check.verdict(), out);
        }
        out.flush();
        return exitCode.status();
    }
}
