package io.orchestress.cli;

import io.orchestress.analysis.capacity.ScalabilityAnalysis;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.record.Scalability;
import io.orchestress.report.console.Scalabilities;
import io.orchestress.report.console.ScalabilityText;
import io.orchestress.text.LatencyUnit;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
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

/** Fits the Universal Scalability Law to a table, whoever measured it. */
@Command(
        name = "fit",
        description = {
            "Fits the Universal Scalability Law to a table of throughput by users, instances or CPUs.",
            "Prints contention, crosstalk, the peak and predictions for other values, each with its 95 %% interval",
            "or the reason why it cannot be fitted."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The table has a line of names and the columns concurrency (or the name given by --over) and throughput per second;",
            "a column latency is used for Little's law. Separated by comma, semicolon or tab; lines with # are comments.",
            "Several lines may have the same concurrency; at least 6 different values are needed.",
            "",
            "Exit codes: 0 fitted, 2 the table cannot be read or fitted.",
            "",
            "Examples:",
            "  scripts/orchestress capacity fit steps.csv",
            "  scripts/orchestress capacity fit steps.csv --over instances --what-if 16",
            "  scripts/orchestress capacity fit steps.csv --latency-unit ms --json",
            "",
            "docs/scalability.md explains every number and every refusal."
        })
final class CapacityFitCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the table")
    private Path file = Path.of("");

    @Option(
            names = "--over",
            paramLabel = "NAME",
            description = "the varied parameter, such as users or instances: ${DEFAULT-VALUE}")
    private String over = ThroughputTable.CONCURRENCY;

    @Option(
            names = "--what-if",
            paramLabel = "N",
            split = ",",
            description = "predicts the throughput at N; may be repeated")
    private List<Double> whatIf = new ArrayList<>();

    @Option(
            names = "--latency-unit",
            paramLabel = "UNIT",
            description = "${COMPLETION-CANDIDATES}: unit of the column latency, ${DEFAULT-VALUE} unless given")
    private LatencyUnit unit = LatencyUnit.S;

    @Option(names = "--json", description = "the same as JSON")
    private boolean json;

    /** What {@code --json} prints. */
    private record Printed(String file, String sentence, Scalability scalability, List<Residual> residuals) {}

    /** @param residualRatio {@code (measured − fitted) ÷ fitted} */
    private record Residual(double n, double throughputPerSec, double fittedPerSec, double residualRatio) {}

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        for (double n : whatIf) {
            if (!(n > 0) || Double.isInfinite(n)) {
                throw new ParameterException(
                        command.commandLine(), "--what-if " + n + " is not a number of " + over + "; valid: above 0");
            }
        }
        Scalability scalability = ScalabilityAnalysis.of(over, ThroughputTable.read(file, over, unit), whatIf);
        if (scalability.fit() == null) {
            throw new IOException(file + ": " + scalability.refusal());
        }
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(Visible.json(RecordJson.text(new Printed(
                    file.toString(), Scalabilities.sentence(scalability), scalability, residuals(scalability)))));
        } else {
            ScalabilityText.write(scalability, out);
        }
        out.flush();
        return ExitCode.PASSED.status();
    }

    private static List<Residual> residuals(Scalability scalability) {
        return scalability.points().stream()
                .map(point -> {
                    double fitted = Scalabilities.fitted(scalability, point.n());
                    return new Residual(
                            point.n(), point.throughputPerSec(), fitted, point.throughputPerSec() / fitted - 1);
                })
                .toList();
    }
}
