package io.orchestress.cli;

import io.orchestress.analysis.Findings;
import io.orchestress.evaluation.EvaluatedRecord;
import io.orchestress.record.AtomicFile;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordException;
import io.orchestress.report.html.CapacityHtml;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The page of a planning session. */
@Command(
        name = "page",
        description = {
            "Writes the capacity of a record as a printable page.",
            "It shows capacity, confidence, the limiting factor and what was not tested, in one self-contained HTML file."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 written, 2 could not be written.",
            "",
            "Examples:",
            "  scripts/orchestress capacity page results/latest",
            "  scripts/orchestress capacity page results/latest --out capacity-2026-11.html"
        })
final class CapacityPageCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RECORD", description = "folder of a record, such as results/latest")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "file to write; an older one is replaced; default: capacity.html in the record")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException {
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return written(progress);
        }
    }

    private int written(ProgressListener progress) throws IOException {
        ClosedRecord record = ClosedRecord.open(folder, progress);
        Findings findings = EvaluatedRecord.of(record.reader(), record.planningSettings(null));
        if (!CapacityHtml.isThere(findings)) {
            throw new RecordException(
                    record.folder(),
                    "holds neither a capacity nor a scalability result",
                    "valid: a record of a run with steps of load, such as CapacityTest, StressTest or ConcurrencyTest");
        }
        Path out = file == null ? record.folder().resolve("capacity.html") : file;
        AtomicFile.write(out, writer -> CapacityHtml.write(findings, writer));
        if (spec != null) {
            spec.commandLine().getOut().println("Written: " + Visible.line(out.toString()));
            spec.commandLine().getOut().flush();
        }
        return ExitCode.PASSED.status();
    }
}
