package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.cost.PriceList.Price;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Confusion;
import io.orchestress.record.AgentResult.ModelCost;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.AgentResults;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentAnalysisTest {
    static final PriceList PRICES = new PriceList(
            "EUR", Map.of("swift", new Price(0.25, 1.25), "sage", new Price(3, 15)), List.of("swift"), "sage");

    @TempDir
    private Path folder;

    /** 1000 × 3 + 4000 × 0.3 + 100 × 15, per million; without a price of its own cached input costs as other input. */
    @Test
    void inputFromACacheHasAPriceOfItsOwn() {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 10, 10)
                .samples("ask", "ok", 5, LatencyLaw.constant(1_000))
                .count("ask", "tasks-ok", "", 1)
                .count("ask", "tokens-in", "m", 5_000)
                .count("ask", "tokens-cached", "m", 4_000)
                .count("ask", "tokens-out", "m", 100)
                .count("ask", "tokens-hidden", "m", 90)
                .count("ask", "streams", "", 3)
                .count("ask", "unstreamed", "", 2);
        AgentResult priced = agents(record, cached(OptionalDouble.of(0.3))).total();
        AgentResult full =
                analyse(cached(OptionalDouble.empty())).record().agents().total();

        assertThat(priced.cost().perTask()).isCloseTo(0.0057, offset(1e-12));
        assertThat(priced.cost().fullyPricedCache()).isNull();
        assertThat(priced.tokens().cachedIn()).isEqualTo(40_000);
        assertThat(priced.tokens().hiddenOut()).isEqualTo(900);
        assertThat(priced.streams().unstreamed()).isEqualTo(20);
        assertThat(priced.streams().bursts()).isNull();
        assertThat(full.cost().perTask()).isCloseTo(0.0165, offset(1e-12));
        assertThat(full.cost().fullyPricedCache()).containsExactly("m");
    }

    private static PriceList cached(OptionalDouble price) {
        return new PriceList("USD", Map.of("m", new Price(3, price, 15)), List.of(), "");
    }

    private Findings analyse(PriceList prices) {
        return Analysis.of(
                RecordReader.open(folder, Writer.GONE),
                Reference.analysis(Reference.GATES, prices, Catalogues.SHIPPED));
    }

    private AgentResults agents(SyntheticRecord record, PriceList prices) {
        record.writeTo(folder);
        return Objects.requireNonNull(analyse(prices).record().agents());
    }

    /** Warm-up of 2 s; steady of 10 s with 4 tasks a second, 1 failed, 2 of the others good; a spike cut after 5 s. */
    static SyntheticRecord example() {
        return new SyntheticRecord(1)
                .warmUp("warm", 2)
                .samples("ask", "ok", 5, LatencyLaw.constant(1_000))
                .count("ask", "tasks-ok", "", 100)
                .count("ask", "tokens-in", "sage", 1_000_000)
                .phase("steady", "steady", 10, 10)
                .samples("ask", "ok", 5, LatencyLaw.constant(1_000))
                .metric("ask", "ttft", 3, LatencyLaw.constant(200))
                .metric("tell", "ttft", 1, LatencyLaw.constant(1_000))
                .count("ask", "tasks-ok", "", 2)
                .count("tell", "tasks-ok", "", 1)
                .count("tell", "tasks-failed", "", 1)
                .count("ask", "tasks-good", "", 2)
                .count("ask", "model-calls", "swift", 3)
                .count("ask", "tokens-in", "swift", 2_000)
                .count("ask", "tokens-out", "swift", 400)
                .count("tell", "model-calls", "sage", 1)
                .count("tell", "tokens-in", "sage", 500)
                .count("tell", "tokens-out", "sage", 100)
                .count("tell", "routed-right", "coder", 3)
                .count("tell", "routed-wrong", "coder>writer", 1)
                .count("ask", "streams", "", 4)
                .count("ask", "chunks", "", 40)
                .count("ask", "stalled-streams", "", 1)
                .count("ask", "retry-after", "", 2)
                .phase("spike", "spike", 20, 10)
                .samples("ask", "ok", 5, LatencyLaw.constant(1_000))
                .count("ask", "tasks-ok", "", 2)
                .stoppedAt(17);
    }

    @Test
    void ofAPhaseByHand() {
        AgentResults agents = agents(example(), PRICES);
        assertThat(agents.phases()).extracting(AgentResult::phase).containsExactly("warm", "steady", "spike");
        AgentResult steady = agents.phases().get(1);
        assertThat(steady.tasks()).isEqualTo(new Tasks("*", 30, 10, 20, 2.0, 0.5));
        assertThat(steady.tasksByName())
                .containsExactly(new Tasks("ask", 20, 0, 20, 2.0, 1.0), new Tasks("tell", 10, 10, 0, 0, 0));
        assertThat(steady.metrics())
                .extracting(t -> t.name() + " " + t.request() + " " + t.count() + " "
                        + t.micros().p50() + " " + t.micros().max())
                .containsExactly("ttft * 40 200 1000", "ttft ask 30 200 200", "ttft tell 10 1000 1000");
        assertThat(steady.metrics().get(0).micros().mean()).isEqualTo(400);
        assertThat(steady.streams()).isEqualTo(new AgentResult.Streams(40, 400, 10, 40));
        assertThat(Objects.requireNonNull(steady.streams()).stalledShare()).isEqualTo(0.25);
        assertThat(steady.retryAfter()).isEqualTo(20);
        assertThat(steady.sessionsReopened()).as("was never counted").isNull();
    }

    @Test
    void costByHand() {
        AgentResult steady = agents(example(), PRICES).phases().get(1);
        // swift: 20 000 × 0.25 + 4 000 × 1.25 = 10 000 millionths; sage: 5 000 × 3 + 1 000 × 15 = 30 000.
        assertThat(steady.cost()).isNotNull().satisfies(cost -> {
            assertThat(cost.currency()).isEqualTo("EUR");
            assertThat(cost.byModel()).containsExactly(new ModelCost("sage", 0.03), new ModelCost("swift", 0.01));
            assertThat(cost.total()).isCloseTo(0.04, within(1e-15));
            assertThat(cost.perTask()).as("of 40 tasks").isCloseTo(0.001, within(1e-15));
            assertThat(cost.unknownModels()).isEmpty();
        });
        assertThat(steady.modelShare()).isEqualTo(new AgentResult.ModelShare(30, 40, 0.75));
        // All of it by sage: 25 000 × 3 + 5 000 × 15 = 150 000 millionths.
        assertThat(steady.saving()).isNotNull().satisfies(saving -> {
            assertThat(saving.singleCost()).isCloseTo(0.15, within(1e-15));
            assertThat(saving.share()).isCloseTo(1 - 4.0 / 15, within(1e-12));
        });
        assertThat(steady.tokens()).isNotNull().satisfies(tokens -> {
            assertThat(tokens.in()).isEqualTo(25_000);
            assertThat(tokens.out()).isEqualTo(5_000);
            assertThat(tokens.outPerSec()).isEqualTo(500);
        });
    }

    @Test
    void aModelWithoutAPriceCostsAnUnknownAmount() {
        PriceList one = new PriceList("EUR", Map.of("swift", new Price(0.25, 1.25)), List.of("swift"), "");
        AgentResult steady = agents(example(), one).phases().get(1);
        assertThat(steady.cost()).isNotNull().satisfies(cost -> {
            assertThat(cost.total()).isNull();
            assertThat(cost.perTask()).isNull();
            assertThat(cost.known()).isCloseTo(0.01, within(1e-15));
            assertThat(cost.unknownModels()).containsExactly("sage");
        });
        assertThat(steady.modelShare()).as("sage might be cheap").isNull();
        assertThat(steady.saving()).isNull();
    }

    @Test
    void tokensOfOneKindOnlyCostAnUnknownAmount() {
        AgentResult phase = agents(
                        new SyntheticRecord(1)
                                .phase("steady", "steady", 2, 1)
                                .samples("a", "ok", 1, LatencyLaw.constant(1))
                                .count("a", "model-calls", "swift", 1)
                                .count("a", "tokens-out", "swift", 9),
                        PRICES)
                .total();
        assertThat(phase.cost())
                .isNotNull()
                .satisfies(cost -> assertThat(cost.unknownModels()).containsExactly("swift"));
        assertThat(phase.tokens())
                .isNotNull()
                .satisfies(tokens -> assertThat(tokens.in()).isNull());
        assertThat(phase.modelShare()).isEqualTo(new AgentResult.ModelShare(2, 2, 1));
    }

    @Test
    void otherPricesMakeAnotherCostOfTheSameRecord() {
        AgentResult first = agents(example(), PRICES).total();
        PriceList tenfold = new PriceList(
                "EUR", Map.of("swift", new Price(2.5, 12.5), "sage", new Price(30, 150)), List.of("swift"), "sage");
        AgentResult second =
                Objects.requireNonNull(analyse(tenfold).record().agents()).total();
        assertThat(first.cost()).isNotNull();
        assertThat(second.cost())
                .isNotNull()
                .satisfies(cost -> assertThat(cost.total())
                        .isCloseTo(10 * Objects.requireNonNull(first.cost().total()), within(1e-12)));
        assertThat(second.tasks()).isEqualTo(first.tasks());
    }

    @Test
    void routingWithItsInterval() {
        assertThat(agents(example(), PRICES).phases().get(1).routing())
                .isNotNull()
                .satisfies(routing -> {
                    assertThat(routing.accuracy()).isEqualTo(0.75);
                    // Wilson at 95 % of 30 of 40.
                    assertThat(routing.accuracyFrom()).isCloseTo(0.5981, within(0.0001));
                    assertThat(routing.accuracyTo()).isCloseTo(0.8581, within(0.0001));
                    assertThat(routing.confusions()).containsExactly(new Confusion("coder", "writer", 10));
                });
    }

    @Test
    void theRunLeavesWarmUpOutAndDividesByTheSecondsOfTheRest() {
        AgentResult total = agents(example(), PRICES).total();
        assertThat(total.phase()).isEqualTo("*");
        assertThat(total.tasks()).isNotNull().satisfies(tasks -> {
            assertThat(tasks.ok()).isEqualTo(30 + 10);
            assertThat(tasks.goodputPerSec()).isCloseTo(20 / 15.0, within(1e-12));
        });
        assertThat(total.tokens())
                .isNotNull()
                .satisfies(tokens -> assertThat(tokens.in()).isEqualTo(25_000));
    }

    @Test
    void timesOfAgentsAreInNoCount() {
        example().writeTo(folder);
        Findings findings = analyse(PRICES);
        assertThat(findings.record().totals())
                .isNotNull()
                .satisfies(totals -> assertThat(totals.count()).isEqualTo(5 * 15));
        assertThat(findings.timeline().requests()).containsExactly("ask");
        assertThat(findings.heatMap().cells().stream()
                        .mapToLong(HeatMap.Cell::count)
                        .sum())
                .isEqualTo(5 * 17);
        assertThat(findings.spectra()).extracting(Spectrum::name).containsExactly("*", "ask");
    }

    @Test
    void overTime() {
        example().writeTo(folder);
        AgentTimeline timeline = analyse(PRICES).agentTimeline().orElseThrow();
        assertThat(timeline.bins()).hasSize(17);
        assertThat(timeline.bins().get(1).ttft()).isNull();
        assertThat(timeline.bins().get(2).ttft())
                .isNotNull()
                .extracting("p50", "p99")
                .containsExactly(200L, 1_000L);
        assertThat(timeline.bins().get(2).tokensOutPerSec()).isEqualTo(500);
        assertThat(timeline.bins().get(11).tasksGoodPerSec()).isEqualTo(2);
        assertThat(timeline.bins().get(12).tasksGoodPerSec()).isZero();
        assertThat(timeline.bins().get(12).tasksOkPerSec()).isEqualTo(2);
    }

    @Test
    void whereNothingWasMeasuredThereIsNothing() {
        new SyntheticRecord(1)
                .phase("steady", "steady", 2, 1)
                .samples("a", "ok", 1, LatencyLaw.constant(1))
                .writeTo(folder);
        assertThat(analyse(PRICES).record().agents()).isNull();
        assertThat(analyse(PRICES).agentTimeline()).isEmpty();
    }
}
