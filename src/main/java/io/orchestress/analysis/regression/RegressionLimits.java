package io.orchestress.analysis.regression;

import io.orchestress.analysis.disturbance.DisturbanceLimits;
import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How runs are compared. Shares are from 0.
 *
 * @param falseAlarms probability, at most, that any metric is called worse although nothing changed
 * @param shortestBlockSeconds shortest stretch of time that is resampled as a whole
 * @param minSamples requests of each run, below which nothing is compared
 * @param disturbance from when on others had the machine of a run: then its times prove nothing
 * @param decides names of the primary metrics: they share half of {@code falseAlarms}, and without them the comparison is inconclusive
 * @param tolerance by kind of metric: a change for the worse up to it warns, above it fails; of shares in points
 * @param noise by kind of metric: standard deviation from run to run, assumed until earlier runs tell it; of shares in points
 * @param resolutionMillis latency differences of this size mean nothing on any machine, above 0
 * @param duel that is proposed where a comparison cannot tell
 * @param service tolerance of latency by request name, the first pattern that fits; {@code *} stands for anything
 */
public record RegressionLimits(
        double falseAlarms,
        double shortestBlockSeconds,
        int minSamples,
        DisturbanceLimits disturbance,
        List<String> decides,
        Map<Kind, Double> tolerance,
        Map<Kind, Double> noise,
        double resolutionMillis,
        Map<String, Double> service,
        Duel duel) {

    /**
     * The duel that a comparison sends to, as far as its length is foretold.
     *
     * @param tolerance change of the typical time that it tells, a share above 0
     * @param runSeconds length of each of its runs, above 0
     */
    public record Duel(double tolerance, double runSeconds) {
        public Duel {
            if (!(tolerance > 0 && runSeconds > 0)) {
                throw new IllegalArgumentException("tolerance " + tolerance + ", run of " + runSeconds + " s");
            }
        }
    }

    /** Read from {@code orchestress.regression}, with what disturbs a run, and the duel that is proposed. */
    public static final class Part implements SettingsPart<RegressionLimits> {
        @Override
        public Class<RegressionLimits> type() {
            return RegressionLimits.class;
        }

        @Override
        public RegressionLimits read(Section root) {
            Section s = root.section("regression");
            Section duel = root.section("duel");
            return new RegressionLimits(
                    s.number("false-positive-rate", 0.0001, 0.5),
                    s.duration("block", Duration.ofSeconds(1)).toMillis() / 1000.0,
                    s.integer("min-samples", 20, 1_000_000),
                    DisturbanceLimits.read(root.section("injector")),
                    primaryMetrics(s),
                    s.section("tolerance").numbers(Kind.values(), 0.0001, 100),
                    s.section("run-to-run-variation").numbers(Kind.values(), 0.0001, 100),
                    s.duration("resolution", Duration.ofNanos(1000)).toNanos() / 1e6,
                    services(s.section("service")),
                    new Duel(
                            duel.section("tolerance").number("latency", 0.001, 10),
                            duel.duration("length", Duration.ofSeconds(2)).toMillis() / 1000.0));
        }

        private static List<String> primaryMetrics(Section s) {
            List<String> decides = s.texts("required-metrics");
            if (decides.isEmpty() || !ComparisonNames.ALL.containsAll(decides)) {
                s.problem(
                        "required-metrics",
                        (decides.isEmpty()
                                        ? "is empty, so every comparison would pass whatever it finds"
                                        : "names no metric of a comparison")
                                + "; valid: one or more of " + String.join(", ", ComparisonNames.ALL));
            }
            return decides;
        }

        private static Map<String, Double> services(Section s) {
            Map<String, Double> services = new LinkedHashMap<>();
            s.names().forEach(name -> services.put(name, s.number(name, 0.001, 100)));
            return services;
        }
    }

    /** The kind of quantity that a metric measures. */
    public enum Kind {
        LATENCY,
        THROUGHPUT,
        /** Share of failed requests; changes are in points. */
        FAILURES,
        /** Ended ÷ started; changes are in points. */
        COMPLETED,
        COST,
        TOKENS,
        MEMORY,
        CPU
    }

    public RegressionLimits {
        if (!(falseAlarms > 0 && falseAlarms < 1 && shortestBlockSeconds > 0 && resolutionMillis > 0)) {
            throw new IllegalArgumentException("falseAlarms " + falseAlarms + ", shortestBlockSeconds "
                    + shortestBlockSeconds + ", resolutionMillis " + resolutionMillis);
        }
        for (Kind kind : Kind.values()) {
            if (!(tolerance.getOrDefault(kind, 0.0) > 0 && noise.getOrDefault(kind, 0.0) > 0)) {
                throw new IllegalArgumentException(kind + " needs a tolerance and a noise above 0");
            }
        }
        decides = List.copyOf(decides);
        tolerance = Map.copyOf(tolerance);
        noise = Map.copyOf(noise);
        service = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(service));
    }

    double toleranceOf(Kind kind) {
        return tolerance.getOrDefault(kind, 0.0);
    }

    /**
     * What is known of a metric from run to run.
     *
     * @param known of earlier runs, without their levels
     * @param value about where the metric lies, in its unit
     */
    RunNoise noiseOf(Kind kind, double[] known, double value) {
        double assumed = noise.getOrDefault(kind, 0.0);
        return new RunNoise(known, assumed, kind == Kind.LATENCY ? resolutionMillis / value : 0);
    }

    /** Whether the latency of a request has a tolerance of its own: then it is judged by it. */
    boolean isNamed(String request) {
        return service.keySet().stream().anyMatch(pattern -> fits(request, pattern));
    }

    private static boolean fits(String request, String pattern) {
        return request.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }

    /** Of the latency of one request name. */
    double toleranceOf(String request) {
        for (Map.Entry<String, Double> entry : service.entrySet()) {
            if (fits(request, entry.getKey())) {
                return entry.getValue();
            }
        }
        return toleranceOf(Kind.LATENCY);
    }
}
