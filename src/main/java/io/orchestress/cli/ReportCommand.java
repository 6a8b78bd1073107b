package io.orchestress.cli;

import io.orchestress.config.Settings;
import io.orchestress.evaluation.BaselineCheck;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.evaluation.Rehearsal;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import java.io.IOException;
import java.nio.file.Path;
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
            "Also works for a run that was killed: only its last second is missing."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(names = "--config", paramLabel = "FILE", description = "thresholds other than the defaults")
    private @Nullable Path config;

    @Override
    public Integer call() throws IOException {
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return evaluated(progress);
        }
    }

    private int evaluated(ProgressListener progress) throws IOException {
        ClosedRecord record = ClosedRecord.open(folder, progress);
        Settings settings = record.settings(config);
        BaselineCheck.refuseItself(record.reader(), settings);
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Rehearsal.begin(settings); // loads what the reports need while the record is read
        }
        Evaluation conclusion = Evaluation.of(record.folder(), settings, progress);
        if (spec != null) {
            spec.commandLine().getOut().print(conclusion.summary());
            spec.commandLine().getOut().flush();
        }
        return conclusion.exitCode().status();
    }
}
