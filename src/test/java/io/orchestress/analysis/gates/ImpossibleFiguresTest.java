package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.GateRules;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures that no measurement gives: what a target invents, what a damaged or forged file says. None of them keeps a limit. */
class ImpossibleFiguresTest {
    private static final PriceList PRICES = new PriceList(
            "EUR",
            Map.of("swift", new PriceList.Price(0.25, 1.25), "sage", new PriceList.Price(3, 15)),
            List.of("swift"),
            "sage");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Each is kept by the record as it is. */
    private static final List<String> KEPT = List.of(
            "error-rate <= 50 %",
            "success-rate > 10 %",
            "p95 <= 100 s",
            "p95 of * <= 100 s",
            "mean <= 100 s",
            "max <= 100 s",
            "throughput >= 1/s",
            "apdex >= 0",
            "timeout-rate <= 50 %",
            "ttft.p95 <= 100 s",
            "goodput >= 0.1/s",
            "good-share >= 1 %",
            "tokens.in <= 1000000000000",
            "tokens.out >= 1",
            "cost.per-task <= 1000 EUR",
            "cost.total <= 100000 EUR",
            "model-share <= 100 %",
            "saving >= 1 %",
            "tasks >= 1",
            "target.rss.max <= 1000000 MB");

    @TempDir
    private Path folder;

    /** The record whose {@code run.json} each seed writes anew. */
    @TempDir
    private static Path written;

    /** Its {@code run.json} as it was analysed. */
    private static @Nullable String analysed;

    private static SyntheticRecord record() {
        return tokens(2000);
    }

    private static SyntheticRecord tokens(long perSecond) {
        return new SyntheticRecord(1)
                .phase("steady", "steady", 20, 10)
                .samples("ask", "ok", 60, LatencyLaw.constant(2_000))
                .samples("ask", "timeout", 1, LatencyLaw.constant(3_000))
                .metric("ask", "ttft", 10, LatencyLaw.constant(40_000))
                .count("ask", "tasks-ok", "", 40)
                .count("ask", "tasks-good", "", 30)
                .count("ask", "model-calls", "swift", 40)
                .count("ask", "model-calls", "sage", 4)
                .count("ask", "tokens-out", "swift", 500)
                .count("ask", "tokens-in", "swift", perSecond)
                .count("ask", "tokens-out", "sage", 30)
                .count("ask", "tokens-in", "sage", 50);
    }

    private GateLimits limits(String... rules) {
        String[] named = new String[rules.length * 2];
        for (int i = 0; i < rules.length; i++) {
            named[2 * i] = "r" + i;
            named[2 * i + 1] = rules[i];
        }
        return GateRules.of(named);
    }

    private RunRecord analysed(SyntheticRecord record, GateLimits limits) {
        return analysed(folder, record, limits);
    }

    private static RunRecord analysed(Path folder, SyntheticRecord record, GateLimits limits) {
        return Analysis.of(
                        RecordReader.open(record.writeTo(folder), Writer.GONE),
                        Reference.analysis(limits, PRICES, Catalogues.SHIPPED))
                .record();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cost.total <= 100000 EUR",
                "cost.total <= 100000 EUR, if measured",
                "cost.per-task <= 1000 EUR, if measured",
                "tokens.in <= 1000000000000, if measured",
                "tokens.out <= 1000000000000, if measured",
                "saving >= 1 %, if measured"
            })
    void tokensThatCannotBeTrueAreNoFigure(String rule) {
        RunRecord run = analysed(record().count("ask", "tokens-impossible", "swift", 1), limits(rule));

        Gate gate = Objects.requireNonNull(run.verdict()).gates().get(0);
        assertThat(gate.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate.note()).contains("20 calls reported token counts below 0 or above 10^9");
        assertThat(run.verdict().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(Objects.requireNonNull(run.agents()).total().tokens())
                .satisfies(tokens -> assertThat(tokens.impossibleCalls()).isEqualTo(20));
    }

    @ParameterizedTest
    @CsvSource({"1000000000000000, true", "1000000000000001, false", "1000000000000000000, false"})
    void aRowOfTalliesIsBounded(long perSecond, boolean read) {
        GateLimits limits = limits("cost.total <= 100 EUR");
        if (read) {
            Gate gate = Objects.requireNonNull(
                            analysed(tokens(perSecond), limits).verdict())
                    .gates()
                    .get(0);
            assertThat(gate.outcome()).isEqualTo(Outcome.FAIL);
        } else {
            assertThatThrownBy(() -> analysed(tokens(perSecond), limits))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("tallies.csv: line 7 cannot be read");
        }
    }

    @Test
    void theRecordAsItIsKeepsEveryLimit() {
        RunRecord run = analysed(record().resource("target", "rss", 1e9), limits(KEPT.toArray(String[]::new)));
        assertThat(Objects.requireNonNull(run.verdict()).gates())
                .allSatisfy(
                        gate -> assertThat(gate.outcome()).as(gate.toString()).isEqualTo(Outcome.PASS));
    }

    /** Any one number of {@code run.json} is made impossible: no rule passes by it. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void noGatePassesByAnImpossibleFigure(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        GateLimits limits = limits(KEPT.toArray(String[]::new));
        if (analysed == null) {
            analysed = RecordJson.text(analysed(written, record().resource("target", "rss", 1e9), limits));
        }
        JsonNode json = JSON.readTree(analysed);
        List<Runnable> numbers = new ArrayList<>();
        for (String part : List.of("totals", "phases", "agents", "resources")) {
            JsonNode impossible = switch (random.nextInt(5)) {
                case 0 -> TextNode.valueOf("NaN");
                case 1 -> TextNode.valueOf("Infinity");
                case 2 -> TextNode.valueOf("-Infinity");
                case 3 -> DoubleNode.valueOf(-1 - random.nextDouble() * 1e12);
                default -> LongNode.valueOf(-1 - random.nextLong(1L << 62));
            };
            collect(json.get(part), impossible, numbers);
        }
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            numbers.get(random.nextInt(numbers.size())).run();
        }
        Files.write(written.resolve(RecordReader.RUN_FILE), JSON.writeValueAsBytes(json));
        RunRecord forged;
        try {
            forged = RecordReader.open(written, Writer.GONE).run();
        } catch (RecordException e) {
            return;
        }
        assertThat(Gates.judge(forged, limits).gates())
                .filteredOn(
                        gate -> gate.outcome() == Outcome.PASS && !gate.name().equals("r17"))
                .allSatisfy(gate -> assertThat(gate.actual()).isFinite().isNotNegative());
    }

    private static void collect(JsonNode node, JsonNode impossible, List<Runnable> into) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                if (entry.getValue().isNumber()) {
                    into.add(() -> object.set(entry.getKey(), impossible));
                }
                collect(entry.getValue(), impossible, into);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> collect(element, impossible, into));
        }
    }
}
