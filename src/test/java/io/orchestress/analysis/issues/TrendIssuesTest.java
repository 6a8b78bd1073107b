package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.testkit.Catalogues;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrendIssuesTest {
    private static final int PER_SECOND = 30;

    @TempDir
    private Path folder;

    private List<Issue> issues(SyntheticRecord record) {
        AnalysisSettings settings = Reference.analysis(Reference.GATES, PriceList.NONE, Catalogues.SHIPPED);
        return Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), settings)
                .record()
                .issues();
    }

    /** Exponential service times, whose coefficient of variation is 1, with a mean of {@code millis} in each second. */
    private static SyntheticRecord phase(long seed, String kind, int seconds, IntToDoubleFunction millis) {
        int[] drawn = {0};
        return new SyntheticRecord(seed)
                .phase("p", kind, seconds, 10)
                .samples(
                        "a",
                        "ok",
                        PER_SECOND,
                        random -> Math.round(-1000
                                * millis.applyAsDouble(drawn[0]++ / PER_SECOND)
                                * Math.log(1 - random.nextDouble())));
    }

    private static List<String> types(List<Issue> issues) {
        return issues.stream().flatMap(Issue::withSymptoms).map(Issue::type).toList();
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void aSpreadThatStaysTheSameIsNeitherInstabilityNorDrift(long seed) {
        assertThat(issues(phase(seed, "steady", 60, second -> 50))).isEmpty();
        assertThat(issues(phase(seed, "endurance", 13, second -> 50))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"steady, true", "endurance, true", "spike, false", "ramp-up, false"})
    void latencyThatComesAndGoesIsUnstable(String kind, boolean speaks) {
        // 30 ms and 70 ms in turn, ten seconds each.
        List<Issue> issues = issues(phase(1, kind, 60, second -> second / 10 % 2 == 0 ? 30 : 70));
        assertThat(types(issues).contains("UNSTABLE_LATENCY")).isEqualTo(speaks);
        if (speaks) {
            // Mean 50 ms, standard deviation 20 ms: 0.4.
            assertThat(issues.get(0).evidence().actual()).isBetween(0.3, 0.6);
            assertThat(issues.get(0).evidence().requests()).containsExactly("a");
        }
    }

    @Test
    void whatNobodyNoticesIsNoIssue() {
        assertThat(issues(phase(1, "steady", 60, second -> second / 10 % 2 == 0 ? 3 : 7)))
                .isEmpty();
        assertThat(issues(phase(3, "endurance", 240, second -> 5 * (1 + second / 240.0))))
                .isEmpty();
    }

    @Test
    void onePauseIsNoInstability() {
        assertThat(issues(phase(1, "steady", 60, second -> second == 30 ? 900 : 50)))
                .isEmpty();
    }

    @Test
    void variationIsWhatSamplingDoesNotExplain() {
        // Logarithms ∓ 0.3 in turn; s² = 20 · 0.09 ÷ 19.
        assertThat(UnstableLatency.variation(bins(20, 0.3, 0.1)))
                .isEqualTo(Math.sqrt(Math.expm1(20 * 0.09 / 19 - 0.01)), within());
        // Of all (k − 1) s² ÷ e² = 20 · 0.09 ÷ 0.04 = 45; χ²(19; 0.999) = 43.82, so from e² = 0.0411 on it is chance.
        assertThat(UnstableLatency.variation(bins(20, 0.3, 0.2))).isPositive();
        assertThat(UnstableLatency.variation(bins(20, 0.3, Math.sqrt(0.0412)))).isZero();
        assertThat(UnstableLatency.variation(bins(9, 0.3, 0.1))).isZero();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.api.Assertions.within(1e-9);
    }

    private static List<LatencySeries.Bin> bins(int n, double logs, double error) {
        return java.util.stream.IntStream.range(0, n)
                .mapToObj(i -> new LatencySeries.Bin(i, 50, Math.exp(i % 2 == 0 ? logs : -logs), error))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0.0, false", "0.1, false", "0.4, true", "1.0, true"})
    void drift(double growth, boolean speaks) {
        List<Issue> issues = issues(phase(3, "endurance", 240, second -> 50 * (1 + growth * second / 240)));
        assertThat(types(issues).contains("LATENCY_DRIFT")).isEqualTo(speaks);
        if (growth == 1) {
            assertThat(issues).singleElement().satisfies(issue -> {
                assertThat(issue.severity()).isEqualTo(Severity.HIGH);
                // The first bin that is judged lies some seconds in: a little less than the whole growth.
                assertThat(issue.evidence().actual()).isBetween(80.0, 115.0);
                assertThat(issue.recommendations().get(1).text()).contains("Restart the target");
            });
        }
    }

    @Test
    void latencyThatFallsIsNoDrift() {
        assertThat(types(issues(phase(3, "endurance", 240, second -> 50 - second / 10.0))))
                .doesNotContain("LATENCY_DRIFT");
    }

    private static SyntheticRecord steps(int... perSecond) {
        SyntheticRecord record = new SyntheticRecord(1).open();
        for (int i = 0; i < perSecond.length; i++) {
            record.phase("step-" + i, "step", 10, 20 << i).samples("a", "ok", perSecond[i], LatencyLaw.constant(2_000));
        }
        return record;
    }

    private static Optional<Issue> find(List<Issue> issues, String type) {
        return issues.stream()
                .flatMap(Issue::withSymptoms)
                .filter(issue -> issue.type().equals(type))
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "20, 40, 80, none",
                "20, 40, 56, none", // bound 56 ÷ 40 · exp(1.645 √(1 ÷ 560 + 1 ÷ 400)) = 1.56, half of the growth is 1.5
                "20, 40, 50, step-2", // 1.4
                "20, 21, 22, step-1",
            })
    void breakingPointWhereThroughputNoLongerFollows(int one, int two, int three, String phase) {
        Optional<Issue> issue = find(issues(steps(one, two, three)), "BREAKING_POINT");
        assertThat(issue.map(i -> i.evidence().phases().get(0))).isEqualTo(Optional.ofNullable(phase));
        issue.ifPresent(i -> assertThat(i.severity()).isIn(Severity.MEDIUM, Severity.HIGH));
    }

    @Test
    void breakingPointNamesTheLoadAndExplainsWhatFollows() {
        List<Issue> issues = issues(steps(20, 40, 30)
                .samples("a", "http-503", 50, LatencyLaw.constant(2_000))
                .phase("step-3", "step", 10, 160)
                .samples("a", "http-503", 160, LatencyLaw.constant(2_000)));
        assertThat(issues).singleElement().satisfies(issue -> {
            assertThat(issue.type()).isEqualTo("BREAKING_POINT");
            assertThat(issue.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(issue.description())
                    .contains("broke at 80 arrivals per second", "error rate 62.5 %", "before: 40 arrivals");
            assertThat(issue.symptoms()).extracting(Issue::type).containsExactly("HIGH_ERROR_RATE");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "200, 400, 800, false",
        "200, 400, 630, false", // 0.2125 − 1.645 · 0.0189 = 0.18
        "200, 400, 590, true", // 0.2625 − 0.031 = 0.23
    })
    void scalingEfficiency(int one, int two, int three, boolean speaks) {
        assertThat(find(issues(steps(one, two, three)), "SCALING_EFFICIENCY_DROP")
                        .isPresent())
                .isEqualTo(speaks);
    }
}
