package io.orchestress.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.Analysis;
import io.orchestress.importer.ImportCases.Case;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code cases/io/import} is what {@code cases/io/imports.json} says it is. */
class ImportCasesTest {
    @TempDir
    private Path results;

    static Stream<Case> read() {
        return ImportCases.ALL.stream().filter(c -> c.exit() == 0);
    }

    static Stream<Case> refused() {
        return ImportCases.ALL.stream().filter(c -> c.exit() == 2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void read(Case expected) throws IOException {
        Imported imported = Importer.run(expected.path(), results, expected.options());
        RunRecord run = Analysis.of(RecordReader.open(imported.folder(), RecordReader.Writer.GONE), Reference.ANALYSIS)
                .record();

        String said = String.join("\n", imported.remarks());
        expected.says().forEach(words -> assertThat(said).contains(words));
        expected.saysNot().forEach(words -> assertThat(said).doesNotContain(words));
        assertThat(run.configuration())
                .containsEntry("import.format", imported.format().label());
        if (expected.requests() != null) {
            assertThat(imported.requests()).isEqualTo(expected.requests());
            assertThat(run.phases().stream()
                            .mapToLong(phase -> phase.total().count())
                            .sum())
                    .isEqualTo(expected.requests());
            assertThat(ImportCases.failures(run)).isEqualTo(expected.failures());
        }
        if (!expected.names().isEmpty()) {
            assertThat(run.phases().stream()
                            .flatMap(phase -> phase.requests().stream())
                            .map(RequestResult::name))
                    .containsExactlyInAnyOrderElementsOf(expected.names());
        }
        assertThat(run.phases())
                .extracting(PhaseResult::name)
                .isEqualTo(expected.phases().isEmpty() ? List.of("steady") : expected.phases());
        assertThat(run.phases())
                .allMatch(phase -> phase.warmUp() == phase.name().equals("warm-up"));
        assertThat(run.status().json()).isEqualTo(expected.status());
        if (expected.startedAt() != null) {
            assertThat(run.loadStartedAt()).isEqualTo(expected.startedAt());
        }
        if (expected.p95Millis() != null) {
            assertThat(ForeignRuns.latency(ForeignRuns.totals(run)).p95() / 1000.0)
                    .isCloseTo(expected.p95Millis(), within(expected.p95Millis() / 500));
        }
        if (!expected.tokens().isEmpty()) {
            Map<String, Double> tokens = ImportCases.tokens(run);
            assertThat(tokens.keySet()).isEqualTo(expected.tokens().keySet());
            expected.tokens()
                    .forEach((name, value) ->
                            assertThat(tokens.get(name)).as(name).isCloseTo(value, within(value / 500)));
        }
        if (expected.target() != null) {
            assertThat(run.target().url()).isEqualTo(expected.target());
        }
        if (expected.leftOut() == null) {
            assertThat(run.configuration()).doesNotContainKey("import.rowsLeftOut");
        } else {
            assertThat(run.configuration())
                    .containsEntry("import.rowsLeftOut", expected.leftOut().toString());
        }
        if (expected.verdict() != null) {
            assertThat(run.verdict()).isNotNull();
            assertThat(run.verdict().outcome().name()).isEqualTo(expected.verdict());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(Case expected) {
        Path folder = results.resolve("none");

        ImportException refusal = catchThrowableOfType(
                ImportException.class, () -> Importer.run(expected.path(), folder, expected.options()));

        assertThat(refusal)
                .isNotNull()
                .hasMessageStartingWith(expected.path() + ": ")
                .hasMessageContaining("(valid: ");
        expected.says().forEach(words -> assertThat(refusal).hasMessageContaining(words));
        expected.saysNot().forEach(words -> assertThat(refusal).message().doesNotContain(words));
        assertThat(refusal.getMessage()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(Files.exists(folder)).isFalse();
    }
}
