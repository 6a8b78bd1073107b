package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a percentile or a share for each number of samples beyond the limit, weighed with how often it happens. */
class LimitStatusTest {
    private static MeasuredMetric percentile(long k, long n, double allowed) {
        // p95 keeps the limit when no more than n − ⌈0.95 n⌉ samples are beyond it.
        long mayBe = n - (long) Math.ceil((1 - allowed) * n - 1e-9);
        return new MeasuredMetric(k <= mayBe ? 1 : 2, n, n, "requests", "")
                .by((limit, relation) -> new CountEvidence(k, k, n, allowed, "requests").chance(false));
    }

    private static Map<LimitStatus, Double> shares(long n, double allowed, int places, double beyond) {
        Map<LimitStatus, Double> shares = new EnumMap<>(LimitStatus.class);
        BinomialDistribution samples = new BinomialDistribution((int) n, beyond);
        for (int k = 0; k <= n; k++) {
            shares.merge(
                    LimitStatus.of(percentile(k, n, allowed), Relation.AT_MOST, 1, places),
                    samples.probability(k),
                    Double::sum);
        }
        return shares;
    }

    /** In percent, by an own sum of the binomial (docs/measurements.md); of all places together, each judged by itself. */
    @ParameterizedTest(name = "p95 of {0} samples at {1} places, {2} % beyond the limit: {3} % kept, {4} % broken")
    @CsvSource({
        "20, 1, 1, 82, 0.0",
        "20, 1, 3, 54, 0.3",
        "20, 1, 5, 36, 1.6",
        "20, 1, 10, 12, 13.3",
        "59, 1, 3, 74, 0.2",
        "59, 1, 10, 6, 37.7",
        "100, 1, 3, 82, 0.1",
        "100, 1, 10, 2, 54.9",
        "299, 1, 3, 96, 0.0",
        "299, 1, 5, 47, 4.7",
        "299, 1, 10, 0, 95.2",
        "1000, 1, 3, 100, 0.0",
        "1000, 1, 10, 0, 100",
        "20, 6, 3, 3, 0.2",
        "20, 6, 10, 0, 23.3",
        "59, 6, 1, 88, 0.0",
        "100, 6, 3, 30, 0.0",
        "100, 6, 10, 0, 87.9",
        "299, 6, 3, 79, 0.0",
        "299, 6, 10, 0, 100",
        "1000, 6, 3, 100, 0.0",
        "1000, 6, 5, 1, 4.4"
    })
    void ofTargets(int n, int places, double beyondPercent, double kept, double broken) {
        Map<LimitStatus, Double> one = shares(n, 0.05, places, beyondPercent / 100);
        double allKept = Math.pow(one.getOrDefault(LimitStatus.KEPT, 0.0), places);
        double anyBroken = 1 - Math.pow(1 - one.getOrDefault(LimitStatus.BROKEN, 0.0), places);
        assertThat(100 * allKept).isEqualTo(kept, within(0.51));
        assertThat(100 * anyBroken).isEqualTo(broken, within(0.06));
    }

    /** Whatever is judged: a target just at its limit is failed in 5 % of runs at most, and passed in half of them at most. */
    @ParameterizedTest
    @CsvSource({"0.05", "0.01", "0.001", "0.1", "0.25", "0.5", "0.9"})
    void aTargetAtTheLimit(double allowed) {
        for (int n : new int[] {20, 21, 59, 68, 69, 100, 299, 1000, 5000}) {
            for (int places : new int[] {1, 2, 6, 30}) {
                Map<LimitStatus, Double> one = shares(n, allowed, places, allowed);
                double anyBroken = 1 - Math.pow(1 - one.getOrDefault(LimitStatus.BROKEN, 0.0), places);
                assertThat(anyBroken).as("%d samples, %d places", n, places).isLessThanOrEqualTo(0.0501);
                assertThat(one.getOrDefault(LimitStatus.KEPT, 0.0)).isLessThanOrEqualTo(0.5 + 1e-9);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"p50, 1", "p90, 7", "p95, 14", "p99, 69", "p99.9, 693", "mean, 1", "max, 1"})
    void samplesToPass(String stat, long samples) {
        assertThat(Stat.of(stat).orElseThrow().samplesToPass()).isEqualTo(samples);
    }

    @ParameterizedTest(name = "{0} of {1} beyond, {2} may be: {3}")
    @CsvSource({
        "0, 13, 0.05, TOO_FEW",
        "0, 14, 0.05, KEPT",
        "0, 68, 0.01, TOO_FEW",
        "0, 69, 0.01, KEPT",
        "1, 69, 0.01, CLOSE",
        "3, 51, 0.01, BROKEN",
        "2, 51, 0.01, CLOSE"
    })
    void aPercentileNeedsSamples(long k, long n, double allowed, LimitStatus standing) {
        assertThat(LimitStatus.of(percentile(k, n, allowed), Relation.AT_MOST, 1, 1))
                .isEqualTo(standing);
    }

    /** Where nothing failed no limit of failures is broken, not that of none, either. */
    @ParameterizedTest(name = "{0} of {1} failed, {2} % may: {3}")
    @CsvSource({
        "0, 20, 1, KEPT",
        "0, 20, 0, KEPT",
        "1, 20, 0, BROKEN",
        "1, 1000, 0, BROKEN",
        "1, 20, 1, CLOSE",
        "2, 20, 1, BROKEN",
        "5, 1000, 1, KEPT",
        "10, 1000, 1, CLOSE",
        "16, 1000, 1, BROKEN",
        "1, 1, 1, BROKEN",
        "20, 20, 100, KEPT",
        "0, 20, 100, KEPT"
    })
    void aShareOfFailures(long failed, long n, double limit, LimitStatus standing) {
        MeasuredMetric upper = new MeasuredMetric(100.0 * failed / n, n, n, "requests", "").ofShare(failed);
        assertThat(LimitStatus.of(upper, Relation.AT_MOST, limit, 1)).isEqualTo(standing);
        MeasuredMetric lower = new MeasuredMetric(100.0 * (n - failed) / n, n, n, "requests", "").ofShare(n - failed);
        assertThat(LimitStatus.of(lower, Relation.AT_LEAST, 100 - limit, 1)).isEqualTo(standing);
    }

    @Test
    void whatWasNotCountedIsJudgedByItsBounds() {
        MeasuredMetric between = new MeasuredMetric(1, 1000, 1000, "requests", "")
                .by((limit, relation) -> new CountEvidence(11, 50, 1000, 0.05, "requests").chance(false));
        assertThat(LimitStatus.of(between, Relation.AT_MOST, 1, 1)).isEqualTo(LimitStatus.CLOSE);
        MeasuredMetric surely = new MeasuredMetric(1, 1000, 1000, "requests", "")
                .by((limit, relation) -> new CountEvidence(1, 10, 1000, 0.05, "requests").chance(false));
        assertThat(LimitStatus.of(surely, Relation.AT_MOST, 1, 1)).isEqualTo(LimitStatus.KEPT);
    }

    @Test
    void theNoteSaysWhatWasSeen() {
        assertThat(new CountEvidence(3, 3, 20, 0.05, "requests").chance(false).words())
                .isEqualTo("3 of 20 requests violate the limit, 95 % interval 5.24 % to 36.0 %, 5 % allowed");
    }
}
