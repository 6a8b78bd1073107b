package io.orchestress.analysis.regression;

import io.orchestress.analysis.regression.MetricsOf.Metric;
import io.orchestress.run.Comparison.Change;
import io.orchestress.run.Comparison.Kind;
import io.orchestress.run.Comparison.Severity;
import io.orchestress.run.Verdict.Outcome;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a difference and its corrected probability to what is said of a metric. */
final class Judgement {
    static final double CONFIDENCE = 0.95;
    private static final Set<RegressionLimits.Kind> TIMES =
            EnumSet.of(RegressionLimits.Kind.LATENCY, RegressionLimits.Kind.THROUGHPUT, RegressionLimits.Kind.CPU);
    private static final double MODERATE_FROM = 0.5;
    private static final double CRITICAL_FROM = 2;

    private final Metric metric;
    private final boolean decides;
    private final String busy;

    /** @param busy what makes times of these runs prove nothing; empty when nothing does */
    Judgement(Metric metric, RegressionLimits limits, String busy) {
        this.metric = metric;
        this.busy = TIMES.contains(metric.kind()) ? busy : "";
        this.decides = metric.request().equals("*") && limits.decides().contains(metric.name());
    }

    /** @param probability of no change, corrected for the number of metrics */
    Change of(Difference difference, double probability, double falseAlarms) {
        double change = difference.change();
        boolean worse = metric.higherIsBetter() ? change < 0 : change > 0;
        double from = difference.from(CONFIDENCE);
        double to = difference.to(CONFIDENCE);
        double lost = lost(change);
        if (probability <= falseAlarms && !busy.isEmpty()) {
            return change(difference, probability, Kind.INCONCLUSIVE, null, Outcome.INCONCLUSIVE, busy);
        }
        if (probability <= falseAlarms) {
            if (!worse) {
                return change(difference, probability, Kind.IMPROVED, null, Outcome.PASS, "");
            }
            Severity severity = severity(change);
            boolean fails = lost > metric.tolerance() || severity == Severity.CRITICAL;
            return change(difference, probability, Kind.REGRESSED, severity, fails ? Outcome.FAIL : Outcome.WARN, "");
        }
        double worst = metric.higherIsBetter() ? lost(from) : to;
        double best = metric.higherIsBetter() ? to : -from;
        if (worst <= metric.tolerance() && best <= metric.tolerance()) {
            return change(difference, probability, Kind.UNCHANGED, null, Outcome.PASS, "");
        }
        return change(
                difference,
                probability,
                Kind.INCONCLUSIVE,
                null,
                decides ? Outcome.INCONCLUSIVE : Outcome.PASS,
                unsure(difference));
    }

    /** A metric that one side has no figure of. */
    Change unknown(String why) {
        return new Change(
                metric.name(),
                metric.request(),
                metric.unit(),
                metric.higherIsBetter(),
                before(),
                metric.candidate().map(Figure::value).orElse(null),
                null,
                null,
                null,
                null,
                metric.tolerance(),
                Kind.INCONCLUSIVE,
                null,
                decides ? Outcome.INCONCLUSIVE : Outcome.PASS,
                decides,
                why);
    }

    private Change change(
            Difference difference,
            double probability,
            Kind kind,
            @Nullable Severity severity,
            Outcome outcome,
            String note) {
        double after = metric.candidate().orElseThrow().value();
        return new Change(
                metric.name(),
                metric.request(),
                metric.unit(),
                metric.higherIsBetter(),
                after / Math.exp(difference.log()),
                after,
                difference.change(),
                difference.from(CONFIDENCE),
                difference.to(CONFIDENCE),
                probability,
                metric.tolerance(),
                kind,
                severity,
                outcome,
                decides,
                join(metric.note(), note));
    }

    private @Nullable Double before() {
        return metric.baseline().isEmpty()
                ? null
                : Math.exp(metric.baseline().stream()
                        .mapToDouble(Figure::log)
                        .average()
                        .orElseThrow());
    }

    /** Share of the baseline's figure by which it got worse. */
    private double lost(double change) {
        return metric.higherIsBetter() ? -change : change;
    }

    /** By the factor by which it got worse: twice the latency is as bad as half the throughput. */
    private Severity severity(double change) {
        double factor = metric.higherIsBetter() ? 1 / (1 + change) - 1 : change;
        return factor > CRITICAL_FROM
                ? Severity.CRITICAL
                : factor >= MODERATE_FROM ? Severity.MODERATE : Severity.MINOR;
    }

    /** What would be needed to tell a change as large as the tolerance. */
    private String unsure(Difference difference) {
        if (!Double.isFinite(difference.variance())) {
            return "the run is too short: its uncertainty cannot be told";
        }
        if (difference.from(CONFIDENCE) * difference.to(CONFIDENCE) > 0) {
            return "likely " + (metric.higherIsBetter() == difference.log() > 0 ? "better" : "worse")
                    + ", but among so many metrics not beyond doubt: run longer, or give more baseline runs";
        }
        return "noise hides a change of " + Math.round(100 * metric.tolerance())
                + " %: run longer, or give more baseline runs";
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }
}
