package io.orchestress.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How throughput grows with concurrency, instances, CPUs or connections.
 *
 * @param over what was varied: {@code users}, {@code concurrency}, {@code instances}, {@code cpus}, {@code connections}
 * @param points in ascending order of {@code n}
 * @param pearson correlation of {@code n} and throughput; absent with fewer than 3 points or without variation
 * @param cpuCorrelation Pearson's correlation of the target's CPU and throughput; absent where it was not read
 * @param biggestDrop greatest fall of efficiency from one point to the next, 0 when it never falls
 * @param fit of the Universal Scalability Law; absent where it is refused
 * @param refusal why there is no fit, or no peak in it; absent when both are there
 * @param whatIf answers to questions that were asked, each with an interval or a refusal
 */
public record Scalability(
        String over,
        List<Point> points,
        @Nullable Double pearson,
        @Nullable Double cpuCorrelation,
        double biggestDrop,
        @Nullable Fit fit,
        @Nullable String refusal,
        List<Answer> whatIf) {
    public Scalability {
        points = List.copyOf(points);
        whatIf = List.copyOf(whatIf);
    }

    /**
     * One step.
     *
     * @param efficiency {@code (X ÷ n) ÷ (X₁ ÷ n₁)}
     * @param littleRatio as in {@link LoadStep}
     * @param costPerThousand cost of a thousand requests that ended well, in the run's currency; absent when unknown
     */
    public record Point(
            double n,
            double throughputPerSec,
            @Nullable Double meanMillis,
            @Nullable Double p95Millis,
            double efficiency,
            @Nullable Double littleRatio,
            @Nullable Double costPerThousand) {}

    /**
     * {@code X(N) = λN ÷ (1 + σ(N − 1) + κN(N − 1))} with {@code σ, κ ≥ 0}.
     *
     * @param residualRatio root mean square of {@code (measured − fitted) ÷ fitted}
     * @param rSquared share of the variance of throughput that the curve explains
     * @param holdOutRatio mean of |error| ÷ measured when each of the largest points is predicted from those below it; absent with too few
     * @param peakN {@code √((1 − σ) ÷ κ)}; absent where the data does not reach far enough
     * @param peakThroughput at {@code peakN}
     * @param curve with its 95 % band, as far as it may be trusted
     */
    public record Fit(
            Estimate lambda,
            Estimate sigma,
            Estimate kappa,
            double residualRatio,
            double rSquared,
            @Nullable Double holdOutRatio,
            @Nullable Estimate peakN,
            @Nullable Estimate peakThroughput,
            List<CurvePoint> curve) {
        public Fit {
            curve = List.copyOf(curve);
        }
    }

    /** @param low, high 95 % band of the curve at {@code n} */
    public record CurvePoint(double n, double throughputPerSec, double low, double high) {}

    /**
     * @param question such as {@code 16 instances}
     * @param throughputPerSec what one further run would carry, with the interval of single runs; absent when refused
     * @param refusal absent when answered
     */
    public record Answer(
            String question,
            @Nullable Estimate throughputPerSec,
            @Nullable String refusal) {}
}
