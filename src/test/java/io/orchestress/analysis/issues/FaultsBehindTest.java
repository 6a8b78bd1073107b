package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.FaultEffect;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.report.FaultLines;
import io.orchestress.testkit.SyntheticFindings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsBehindTest {
    private static final IssueRule RULE = new FaultsBehind(3, 100, 0.01, 1.5);

    private static FaultEffect effect(@Nullable Double low, @Nullable Double gap, @Nullable Double worse) {
        return effect(low, gap, worse, new FaultEffect.Slowdown(500, 400, null));
    }

    private static FaultEffect effect(
            @Nullable Double low, @Nullable Double gap, @Nullable Double worse, FaultEffect.Slowdown slowdown) {
        Double storm = low == null ? null : low * 1.1;
        Double high = low == null ? null : low * 1.2;
        return new FaultEffect(
                "rate-limited",
                "429 of all models",
                "steady",
                10,
                20,
                900,
                900,
                100,
                80,
                2_140.0,
                100,
                0,
                410.0,
                storm,
                low,
                high,
                storm,
                800,
                gap,
                50,
                10,
                60,
                0,
                0,
                worse,
                slowdown,
                "");
    }

    private static List<Diagnosis> judged(FaultEffect effect) {
        RunRecord run =
                SyntheticFindings.calm().build().record().withPlanning(Planning.NOTHING.withFaults(List.of(effect)));
        return RULE.judge(new IssueContext(run, 30, Map.of()));
    }

    @ParameterizedTest(name = "{0} times, pause {1} ms")
    @CsvSource(nullValues = "-", textBlock = """
            3.1,  1,    HIGH
            3.0,  1,    -
            3.1,  99.9, HIGH
            3.1,  100,  -
            5,    1000, -
            6.0,  1000, -
            6.1,  1000, MEDIUM
            100,  -,    -
            -,    1,    -
            """)
    void aStormIsMoreCallsWithoutPausesOrManyMoreWithThem(
            @Nullable Double low, @Nullable Double gap, @Nullable Severity severity) {
        List<Diagnosis> found = judged(effect(low, gap, null));
        if (severity == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().satisfies(one -> {
                assertThat(one.type()).isEqualTo(FaultsBehind.RETRY_STORM);
                assertThat(one.severity()).isEqualTo(severity);
            });
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            0.011, true
            0.01,  false
            -0.02, false
            -,     false
            """)
    void othersThatFailTooAreAnIssue(@Nullable Double worse, boolean speaks) {
        assertThat(judged(effect(null, null, worse)).stream().map(Diagnosis::type))
                .isEqualTo(speaks ? List.of(FaultsBehind.FAULT_NOT_CONTAINED) : List.of());
    }

    @ParameterizedTest(name = "{0} more fail, {1} times as slow: {2}")
    @CsvSource(nullValues = "-", textBlock = """
            -,    1.6, MEDIUM
            0,    1.6, MEDIUM
            0.02, 1.6, HIGH
            0.02, 1,   HIGH
            0,    1.5, -
            0,    -,   -
            """)
    void othersThatAreOnlySlowerAreALesserOne(
            @Nullable Double worse, @Nullable Double slower, @Nullable Severity severity) {
        assertThat(judged(effect(null, null, worse, new FaultEffect.Slowdown(800, 400, slower))))
                .extracting(Diagnosis::severity)
                .isEqualTo(severity == null ? List.of() : List.of(severity));
    }

    @Test
    void whoMayOrMayNotUseItIsSaid() {
        FaultEffect unclear = new FaultEffect(
                "rate-limited",
                "429 of all models",
                "steady",
                10,
                20,
                900,
                900,
                100,
                80,
                null,
                5,
                0,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                0,
                0,
                0,
                0,
                12,
                null,
                null,
                "");
        assertThat(FaultLines.sentence(unclear))
                .endsWith("p95 – (–), of 12 tasks it is not known whether they use anything of it.");
    }

    @Test
    void theSentenceHasEverything() {
        assertThat(FaultLines.sentence(effect(3.1, 1.5, 0.05)))
                .isEqualTo(
                        "Fault 429 of all models (rate-limited): tasks failed 80.0 % (without it 0 %), p95 2.14 s (410 ms), calls for each task ×3.41"
                                + " (95 % interval 3.1 to 3.72), retries 800 with a median pause of 1.50 ms, of tasks that use nothing of it failed 20.0 % (0 %), their p95 500 ms (400 ms).");
    }
}
