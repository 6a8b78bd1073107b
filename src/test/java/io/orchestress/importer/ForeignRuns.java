package io.orchestress.importer;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.Findings;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Reference;
import io.orchestress.text.LatencyUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Imports for tests. */
final class ForeignRuns {
    static final Path FILES = Path.of("src/test/resources/imports");
    static final ImportOptions AS_IT_IS = options(List.of());

    private ForeignRuns() {}

    static ImportOptions options(List<PhaseOption> phases) {
        return new ImportOptions(null, null, "quick", null, null, phases);
    }

    static ImportOptions unit(LatencyUnit unit) {
        return new ImportOptions(null, null, "quick", unit, null, List.of());
    }

    static RunRecord imported(Path file, Path results, ImportOptions options) throws IOException {
        return findings(file, results, options).record();
    }

    static Findings findings(Path file, Path results, ImportOptions options) throws IOException {
        Path folder = Importer.run(file, results, options).folder();
        return Analysis.of(RecordReader.open(folder, RecordReader.Writer.GONE), Reference.ANALYSIS);
    }

    static RequestResult totals(RunRecord run) {
        return Objects.requireNonNull(run.totals());
    }

    static RequestResult.Latency latency(RequestResult result) {
        return Objects.requireNonNull(result.latencyMicros());
    }

    /** Over all phases. */
    static RequestResult request(RunRecord run, String name) {
        return run.phases().stream()
                .flatMap(phase -> phase.requests().stream())
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no request '" + name + "' in "
                        + run.phases().stream()
                                .flatMap(phase -> phase.requests().stream())
                                .map(RequestResult::name)
                                .toList()));
    }
}
