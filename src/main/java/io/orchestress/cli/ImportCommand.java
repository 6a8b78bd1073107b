package io.orchestress.cli;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.importer.ImportFormat;
import io.orchestress.importer.ImportFormats;
import io.orchestress.importer.ImportOptions;
import io.orchestress.importer.Imported;
import io.orchestress.importer.Importer;
import io.orchestress.importer.PhaseOption;
import io.orchestress.record.ExitCode;
import io.orchestress.text.LatencyUnit;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Turns another tool's run into a record. */
@Command(
        name = "import",
        description = {
            "Converts the results of another tool into a record.",
            "It reads Gatling, k6, JMeter, vegeta, hey, oha, aiperf, guidellm, vLLM, and HdrHistogram interval logs.",
            "Reports, gates and comparisons then work as for native runs. Files may be gzip-compressed."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 the record was made, whatever its verdict; 2 it could not be.",
            "",
            "Examples:",
            "  orchestress import target/gatling/mytest-20260301100000000/simulation.log",
            "  orchestress import k6.json --warm-up 30s",
            "  orchestress import results.jtl --name Nightly \\",
            "    --phases ramp-up:1min,peak=spike:2min,recovery",
            "  orchestress import latencies.hlog --unit ns",
            "  vegeta encode --to json results.bin > results.json",
            "  orchestress import results.json --rate 100",
            "",
            "docs/import.md maps every field and lists what is lost."
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "result file of the tool")
    private Path file = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            completionCandidates = FormatLabels.class,
            description = "${COMPLETION-CANDIDATES}; recognised by the content unless given")
    private @Nullable ImportFormat format;

    @Option(names = "--results", paramLabel = "DIR", description = "where records are kept: ${DEFAULT-VALUE}")
    private Path results = Path.of("results");

    @Option(
            names = "--name",
            paramLabel = "SIMULATION",
            description = "name of the simulation; otherwise as in the file, or the file's own")
    private @Nullable String name;

    @Option(
            names = "--phases",
            paramLabel = "PHASES",
            split = ",",
            converter = PhaseConverter.class,
            description = {
                "[NAME=]KIND[:LENGTH],… one after the other from the start of the load; the last may be without a length.",
                "KIND: warm-up, ramp-up, steady, spike, recovery, endurance, ramp-down, step"
            })
    private List<PhaseOption> phases = new ArrayList<>();

    @Option(
            names = "--warm-up",
            paramLabel = "LENGTH",
            converter = LengthConverter.class,
            description = "excludes the start from every verdict, such as 30s; the same as --phases warm-up:30s,steady")
    private @Nullable Duration warmUp;

    @Option(
            names = "--rate",
            paramLabel = "PER_SECOND",
            description = "requests per second that the plan offered, for the throughput gate")
    private @Nullable Double ratePerSec;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "${COMPLETION-CANDIDATES}: unit of the values in an HdrHistogram log")
    private @Nullable LatencyUnit unit;

    @Option(names = "--config", paramLabel = "FILE", description = "thresholds other than the defaults")
    private @Nullable Path config;

    @Override
    public Integer call() throws IOException {
        try (ShownProgress progress = CommandProgress.begin(spec)) {
            return imported(progress);
        }
    }

    private int imported(ProgressListener progress) throws IOException {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        if (config != null) {
            properties.setProperty("config", config.toString());
        }
        Settings settings = SettingsLoader.load(properties);
        Imported imported = Importer.run(file, results, options(settings), progress);
        Evaluation conclusion = Evaluation.of(imported.folder().toRealPath(), settings, progress);
        if (spec != null) {
            say(spec.commandLine().getOut(), imported, conclusion);
        }
        return ExitCode.PASSED.status();
    }

    private ImportOptions options(Settings settings) {
        if (warmUp != null && !phases.isEmpty()) {
            throw refused("--warm-up and --phases exclude each other; valid: one of them");
        }
        try {
            return new ImportOptions(
                    format,
                    name,
                    settings.profile().name(),
                    unit,
                    ratePerSec,
                    warmUp == null ? phases : PhaseOption.warmUp(warmUp));
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private RuntimeException refused(String message) {
        return spec == null ? new IllegalStateException(message) : new ParameterException(spec.commandLine(), message);
    }

    private static void say(PrintWriter out, Imported imported, Evaluation conclusion) {
        out.println("Imported " + imported.requests() + (imported.requests() == 1 ? " request: " : " requests: ")
                + imported.format().title() + " (" + imported.format().label() + ")");
        imported.remarks().forEach(remark -> out.println(Visible.line(remark)));
        out.print(conclusion.summary());
        out.flush();
    }

    static final class PhaseConverter implements ITypeConverter<PhaseOption> {
        @Override
        public PhaseOption convert(String value) {
            try {
                return PhaseOption.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    static final class FormatLabels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ImportFormats.all().stream().map(ImportFormat::label).iterator();
        }
    }

    static final class FormatConverter implements ITypeConverter<ImportFormat> {
        @Override
        public ImportFormat convert(String value) {
            return ImportFormats.named(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", new FormatLabels()) + ", not '" + value + "'"));
        }
    }

    static final class LengthConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return PhaseOption.length(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
