package io.orchestress.analysis.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.Capacity;
import io.orchestress.record.Capacity.Outcome;
import io.orchestress.record.LoadStep;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What steps say together: a step {@code 100} is of 100 arrivals a second and carried, one of {@code 100!} is not. */
class CapacityAnalysisTest {
    private static final LatencyLaw FAST = LatencyLaw.uniform(10_000, 60_000);
    private static final LatencyLaw SLOW = LatencyLaw.uniform(300_000, 900_000);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "100 160 256! 294! 200 228! 214! 205 203 207, FOUND",
        // confirmed from below only
        "100 160 256! 294! 200 205 203 207, OUT_OF_TIME",
        "100! 100!, BELOW_LOWEST",
        "100!, OUT_OF_TIME",
        "100 160 256 256, ABOVE_HIGHEST",
        // B3: the time ended, and nothing else is known
        "100 160 256, OUT_OF_TIME",
        "100 160 256 410! 471! 200 100! 120! 150!, UNSTABLE",
        // B3: one bad step among good ones is no contradiction
        "100 160! 184 294! 338! 200 228! 214! 205 203 207 220!, FOUND",
        "200 204 228 214! 205!, OUT_OF_TIME"
    })
    void whatStepsSayTogether(String steps, Outcome outcome) {
        Capacity capacity = capacity(search(steps), 0);

        assertThat(capacity.outcome()).as(capacity.sentence()).isEqualTo(outcome);
        assertThat(capacity.unit()).isEqualTo("arrivals/s");
        assertThat(capacity.steps()).hasSize(steps.split(" ").length);
        assertThat(capacity.sentence()).isNotBlank();
    }

    @Test
    void theFigureLiesBetweenWhatWasCarriedAndWhatWasNot() {
        Capacity capacity = capacity(search("100 160 256! 294! 200 228! 214! 205 203 207"), 150);

        assertThat(capacity.bracketLow()).isEqualTo(207);
        assertThat(capacity.bracketHigh()).isEqualTo(214.0);
        assertThat(Objects.requireNonNull(capacity.highest()).value()).isBetween(203.0, 216.0);
        assertThat(capacity.highest().low()).isBetween(190.0, 210.0);
        assertThat(capacity.highest().high()).isBetween(205.0, 225.0);
        assertThat(capacity.limitedBy()).contains("p95");
        assertThat(Objects.requireNonNull(capacity.headroom()).value())
                .isEqualTo(capacity.highest().value() / 150 - 1);
        assertThat(capacity.sentence()).contains("arrivals/s", "95 % interval", "p95");
        assertThat(capacity.breakingPoints())
                .filteredOn(point -> point.cause().equals("response-time"))
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.load()).isEqualTo(214);
                    assertThat(point.before()).isEqualTo(207);
                    assertThat(point.threshold()).isEqualTo(200);
                });
    }

    @Test
    void aStepHasItsFigures() {
        LoadStep carried = capacity(search("100 160 256!"), 0).steps().get(1);

        assertThat(carried.load()).isEqualTo(160);
        assertThat(carried.outcome()).isEqualTo(Verdict.Outcome.PASS);
        assertThat(carried.brokenBy()).isEmpty();
        assertThat(carried.throughputPerSec()).isBetween(159.0, 161.0);
        assertThat(carried.p95Millis()).isBetween(50.0, 60.1);
        assertThat(carried.errorRate()).isZero();
        LoadStep broken = capacity(search("100 160 256!"), 0).steps().get(2);
        assertThat(broken.outcome()).isEqualTo(Verdict.Outcome.FAIL);
        assertThat(broken.brokenBy()).contains("p95");
    }

    @Test
    void aSearchThatDidNotEndTellsNothing() {
        assertThat(capacity(search("100 160 256! 200").status(RunStatus.ABORTED), 0)
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void anotherWorkloadWithStepsDidNotSearch() {
        Capacity capacity = capacity(search("100 160 256!").workload("stress"), 0);

        assertThat(capacity.outcome()).isEqualTo(Outcome.NOT_SEARCHED);
        assertThat(capacity.highest()).isNull();
        assertThat(capacity.bracketLow()).isEqualTo(160);
        assertThat(capacity.bracketHigh()).isEqualTo(256.0);
    }

    /** The same record gives the same figure. */
    @Test
    void isDeterministic() {
        SyntheticRecord record = search("100 160 256! 294! 200 228! 214! 205 203 207");
        Path written = record.writeTo(folder.resolve("one"));
        assertThat(analysed(written, 0)).isEqualTo(analysed(written, 0));
    }

    private static SyntheticRecord search(String steps) {
        SyntheticRecord record = new SyntheticRecord(7).open().workload("capacity");
        int number = 0;
        for (String step : Arrays.asList(steps.split(" "))) {
            int load = Integer.parseInt(step.replace("!", ""));
            record.phase(String.format("step-%02d", ++number), "step", 20, load)
                    .samples("run task", "ok", load, step.endsWith("!") ? SLOW : FAST);
        }
        return record;
    }

    private Capacity capacity(SyntheticRecord record, double stated) {
        return analysed(record.writeTo(folder.resolve("record-" + System.identityHashCode(record))), stated);
    }

    private static Capacity analysed(Path record, double stated) {
        CapacityLimits limits =
                new CapacityLimits(stated, List.of(SloCondition.percentile(95, 200_000), SloCondition.errorRate(0.01)));
        AnalysisSettings read = Reference.analysis(Reference.GATES, PriceList.NONE, Catalogues.SHIPPED);
        AnalysisSettings settings = new AnalysisSettings(
                read.apdexTargetMillis(),
                read.issues(),
                read.gates(),
                read.prices(),
                read.catalogue(),
                limits,
                read.recovery(),
                read.drift(),
                read.injector());
        return Objects.requireNonNull(Objects.requireNonNull(
                        Analysis.of(RecordReader.open(record, RecordReader.Writer.GONE), settings)
                                .record()
                                .planning())
                .capacity());
    }
}
