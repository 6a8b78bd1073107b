package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.ModelCost;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.AgentResults;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results of agents as they are stored, and whatever was recorded. */
class AgentRecordTest {
    @TempDir
    private Path folder;

    private Findings analyse() {
        return Analysis.of(
                RecordReader.open(folder, Writer.GONE),
                Reference.analysis(Reference.GATES, AgentAnalysisTest.PRICES, Catalogues.SHIPPED));
    }

    @Test
    void runJsonHoldsTheResultsAndIsReadAgain() throws IOException {
        AgentAnalysisTest.example()
                .samples("ask", "tool-error", 1, LatencyLaw.constant(9))
                .writeTo(folder);
        RunRecord run = analyse().record();
        RecordJson.writeAtomically(folder.resolve(RecordReader.RUN_FILE), run);
        assertThat(RecordReader.open(folder, Writer.GONE).run()).isEqualTo(run);
        JsonNode json = new ObjectMapper()
                .readTree(folder.resolve(RecordReader.RUN_FILE).toFile());
        assertThat(json.at("/totals/failuresByLayer").toString()).isEqualTo("{\"domain\":5}");
        assertThat(json.at("/agents/total/tasks/goodShare").asDouble()).isEqualTo(0.4);
        assertThat(json.at("/agents/total/cost/currency").asText()).isEqualTo("EUR");
        assertThat(json.at("/agents/phases/2").has("routing"))
                .as("nobody was routed in the spike")
                .isFalse();
    }

    @Test
    void aRecordOfVersion1IsReadAsBefore() throws IOException {
        for (String name : List.of("run.json", "histograms.hlog", "timeseries.csv")) {
            Files.copy(Path.of("src/test/resources/records/v1", name), folder.resolve(name));
        }
        Findings findings = analyse();
        assertThat(findings.record().agents()).isNull();
        assertThat(findings.record().totals()).isNotNull();
        RecordJson.writeAtomically(folder.resolve(RecordReader.RUN_FILE), findings.record());
        assertThat(analyse().record()).isEqualTo(findings.record());
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void theTotalIsTheSumOfItsPhasesAndOfItsParts(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SyntheticRecord record = new SyntheticRecord(seed);
        for (int phase = 0; phase < 3; phase++) {
            record.phase("phase " + phase, "steady", 1 + random.nextInt(9), 5);
            for (int task = 0; task < 3; task++) {
                int good = 1 + random.nextInt(50);
                record.count("task " + task, "tasks-good", "", good)
                        .count("task " + task, "tasks-ok", "", good + random.nextInt(1, 50))
                        .count("task " + task, "tasks-failed", "", 1 + random.nextInt(20))
                        .count("call", "tokens-in", task == 0 ? "sage" : "swift", 1 + random.nextInt(9_999))
                        .count("call", "tokens-out", task == 0 ? "sage" : "swift", 1 + random.nextInt(9_999))
                        .metric("call " + task, "itl", random.nextInt(30), LatencyLaw.uniform(1, 5_000_000));
            }
        }
        record.writeTo(folder);
        AgentResults agents = Objects.requireNonNull(analyse().record().agents());
        for (ToDoubleFunction<AgentResult> figure : List.<ToDoubleFunction<AgentResult>>of(
                a -> Objects.requireNonNull(a.tasks()).ended(),
                a -> Objects.requireNonNull(a.tasks()).good(),
                a -> a.tasksByName().stream().mapToLong(Tasks::good).sum(),
                a -> Objects.requireNonNull(Objects.requireNonNull(a.tokens()).in()),
                a -> Objects.requireNonNull(Objects.requireNonNull(a.cost()).total()),
                a -> Objects.requireNonNull(a.cost()).byModel().stream()
                        .mapToDouble(ModelCost::cost)
                        .sum(),
                a -> a.metrics().stream()
                        .filter(t -> !t.request().equals("*"))
                        .mapToLong(AgentResult.Times::count)
                        .sum())) {
            assertThat(agents.phases().stream().mapToDouble(figure).sum())
                    .isCloseTo(figure.applyAsDouble(agents.total()), within(1e-9));
        }
        assertThat(agents.total().saving())
                .isNotNull()
                .satisfies(saving ->
                        assertThat(saving.share()).as("sage is the dear one").isBetween(0.0, 1.0));
    }
}
