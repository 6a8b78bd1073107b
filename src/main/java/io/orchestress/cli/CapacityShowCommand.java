package io.orchestress.cli;

import io.orchestress.evaluation.CapacityCheck;
import io.orchestress.record.Capacity;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.report.console.CapacityText;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the capacity that a record shows, with its own SLO or another, and changes nothing. */
@Command(
        name = "show",
        description = {
            "Prints the capacity of a record: its steps, the highest load that meets the SLO, what breaks first.",
            "Works for every record with steps of load and does not change it. The SLO and the expected load are those of the",
            "run, unless --config says otherwise."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 a capacity was found, 1 none was (OUT_OF_TIME, UNSTABLE, INCONCLUSIVE),",
            "2 the record has no steps of load, or could not be read.",
            "",
            "Examples:",
            "  scripts/orchestress capacity show results/latest",
            "  scripts/orchestress capacity show results/latest --config slo.conf --json"
        })
final class CapacityShowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "with another capacity.slo or capacity.expected-load")
    private @Nullable Path config;

    @Option(names = "--json", description = "the capacity as run.json has it")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return shown(progress);
        }
    }

    private int shown(ProgressListener progress) throws IOException {
        ClosedRecord record = ClosedRecord.open(folder, progress);
        Optional<Capacity> found = CapacityCheck.of(record.reader(), record.planningSettings(config));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (found.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(Visible.line(folder.toString())
                            + " has no steps of load; CapacityTest, StressTest and others do");
            return ExitCode.NOT_RUN.status();
        }
        if (json) {
            out.println(Visible.json(RecordJson.text(found.get())));
        } else {
            CapacityText.write(found.get(), out);
        }
        out.flush();
        return switch (found.get().outcome()) {
            case OUT_OF_TIME, INCONCLUSIVE, UNSTABLE -> ExitCode.FAILED.status();
            case FOUND, BETWEEN, BELOW_LOWEST, ABOVE_HIGHEST, NOT_SEARCHED -> ExitCode.PASSED.status();
        };
    }
}
