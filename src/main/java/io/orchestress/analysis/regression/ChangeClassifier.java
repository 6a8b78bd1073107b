package io.orchestress.analysis.regression;

import io.orchestress.analysis.regression.ComparisonMetrics.Compared;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Comparison.Role;
import io.orchestress.record.Comparison.Severity;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a difference and its corrected probabilities to what is said of a metric: worse or better where that is proven; else not worse where a change
 * beyond the tolerance is ruled out, with an error of 5 % to that side (non-inferiority: what got better need not have stayed the same); else why
 * nothing is known.
 */
final class ChangeClassifier {
    /** Of the interval that is shown: each of its ends is passed in 5 of 100 comparisons. */
    static final double CONFIDENCE = 0.9;

    /** Of the comparisons in which a change of the {@linkplain Change#smallest smallest} size is called. */
    static final double POWER = 0.8;

    private static final Set<RegressionLimits.Kind> OF_THE_MACHINE =
            EnumSet.of(RegressionLimits.Kind.LATENCY, RegressionLimits.Kind.THROUGHPUT, RegressionLimits.Kind.CPU);
    private static final double MODERATE_FROM = 0.5;
    private static final double CRITICAL_FROM = 2;
    private static final double MODERATE_POINTS = 0.01;
    private static final double CRITICAL_POINTS = 0.1;

    private final Compared metric;
    private final Role role;
    private final double level;
    private final String disturbed;
    private final String nothingToHoldAgainst;

    /**
     * @param level at which the family of the metric is tested
     * @param runs of which some may have been disturbed
     */
    ChangeClassifier(Compared metric, RegressionLimits limits, double level, CountedRuns runs) {
        this.metric = metric;
        this.role = role(metric, limits);
        this.level = level;
        boolean moves = isOfTheMachine(metric.kind());
        // What is worse in a disturbed run proves nothing; what is not worse in it does. Against a disturbed baseline
        // nothing is proven.
        this.disturbed = moves ? runs.candidateDisturbed() : "";
        this.nothingToHoldAgainst = moves ? runs.baselineDisturbed() : "";
    }

    static Role role(Compared metric, RegressionLimits limits) {
        if (metric.request().equals("*")) {
            return limits.decides().contains(metric.name()) ? Role.PRIMARY : Role.OTHER;
        }
        return limits.isNamed(metric.request()) ? Role.OTHER : Role.REQUEST;
    }

    /** Whether a slow machine moves such a figure. */
    static boolean isOfTheMachine(RegressionLimits.Kind kind) {
        return OF_THE_MACHINE.contains(kind);
    }

    /**
     * @param worse one-sided probability of no change for the worse, corrected
     * @param better the same of one for the better
     * @param smallest change for the worse that would be called in 4 of 5 comparisons, on the scale of the metric
     */
    Change of(Difference difference, double worse, double better, double smallest) {
        if (!difference.isKnown()) {
            return change(
                    difference, worse, null, Kind.TOO_SHORT, "too few blocks of time to estimate its uncertainty");
        }
        double seen = lost(difference.changeOf(metric.higherIsBetter() ? -smallest : smallest));
        double corrected = lost(difference.log()) > 0 ? worse : better;
        if (!nothingToHoldAgainst.isEmpty()) {
            return change(difference, corrected, seen, Kind.DISTURBED, nothingToHoldAgainst);
        }
        if (role != Role.REQUEST && worse <= level) {
            return disturbed.isEmpty()
                    ? change(difference, corrected, seen, Kind.REGRESSED, odds())
                    : change(difference, corrected, seen, Kind.DISTURBED, "worse, but " + disturbed);
        }
        if (role != Role.REQUEST && better <= level) {
            return change(difference, corrected, seen, Kind.IMPROVED, "");
        }
        double most = worst(difference);
        if (most <= metric.tolerance()) {
            return change(difference, corrected, seen, Kind.NOT_WORSE, "");
        }
        if (!disturbed.isEmpty()) {
            return change(difference, corrected, seen, Kind.DISTURBED, disturbed);
        }
        boolean likely = role == Role.REQUEST
                ? worse <= Families.FALSE_HINTS
                : lost(difference.changeOf(difference.log())) > 0 && best(difference) > 0;
        if (likely) {
            return change(difference, corrected, seen, Kind.PROBABLY_WORSE, role == Role.REQUEST ? "look here" : "");
        }
        boolean inside = difference.withinShare() > 0.5;
        return change(difference, corrected, seen, inside ? Kind.TOO_SHORT : Kind.TOO_NOISY, "");
    }

    /** A metric that one side has no figure of. */
    Change unknown(Kind kind, String why) {
        return new Change(
                metric.name(),
                metric.request(),
                metric.unit(),
                metric.higherIsBetter(),
                before(),
                metric.candidate().map(RunEstimate::value).orElse(null),
                null,
                null,
                null,
                null,
                metric.tolerance(),
                null,
                kind,
                null,
                unknown(),
                role,
                why);
    }

    private Change change(
            Difference difference, double probability, @Nullable Double smallest, Kind kind, String note) {
        RunEstimate after = metric.candidate().orElseThrow();
        double before = difference.scale() == RunEstimate.Scale.LOG
                ? after.value() / Math.exp(difference.log())
                : after.value() - difference.log();
        boolean known = difference.isKnown();
        double change = difference.change();
        Severity severity = kind == Kind.REGRESSED ? severity(difference) : null;
        return new Change(
                metric.name(),
                metric.request(),
                metric.unit(),
                metric.higherIsBetter(),
                before,
                after.value(),
                change,
                known ? difference.from(CONFIDENCE) : null,
                known ? difference.to(CONFIDENCE) : null,
                known ? probability : null,
                metric.tolerance(),
                smallest,
                kind,
                severity,
                outcome(kind, severity, lost(change)),
                role,
                join(join(metric.note(), outliers(difference)), note));
    }

    private static String outliers(Difference difference) {
        int outliers = difference.outliers();
        return outliers == 0
                ? ""
                : outliers + " of " + (difference.runs() + outliers) + " baseline runs "
                        + (outliers == 1 ? "lies" : "lie") + " far from the others and "
                        + (outliers == 1 ? "is" : "are") + " excluded";
    }

    private Outcome outcome(Kind kind, @Nullable Severity severity, double lost) {
        return switch (kind) {
            case REGRESSED -> lost > metric.tolerance() || severity == Severity.CRITICAL ? Outcome.FAIL : Outcome.WARN;
            case IMPROVED, NOT_WORSE -> Outcome.PASS;
            case PROBABLY_WORSE, TOO_NOISY, TOO_SHORT, DISTURBED, NOT_COMPARABLE -> unknown();
        };
    }

    private Outcome unknown() {
        return role == Role.PRIMARY ? Outcome.INCONCLUSIVE : Outcome.PASS;
    }

    private @Nullable Double before() {
        if (metric.baseline().isEmpty()) {
            return null;
        }
        double mean = metric.baseline().stream()
                .mapToDouble(RunEstimate::scaled)
                .average()
                .orElseThrow();
        return metric.baseline().get(0).scale() == RunEstimate.Scale.LOG
                ? Double.valueOf(Math.exp(mean))
                : Double.valueOf(mean);
    }

    /** Share of the baseline's figure, or points, by which it got worse. */
    private double lost(double change) {
        return metric.higherIsBetter() ? -change : change;
    }

    /** The end of the interval on the side of worse, as a change for the worse. */
    private double worst(Difference difference) {
        return metric.higherIsBetter() ? -difference.from(CONFIDENCE) : difference.to(CONFIDENCE);
    }

    private double best(Difference difference) {
        return metric.higherIsBetter() ? -difference.to(CONFIDENCE) : difference.from(CONFIDENCE);
    }

    /** By the factor by which it got worse: twice the latency is as bad as half the throughput. */
    private Severity severity(Difference difference) {
        double lost = lost(difference.change());
        if (difference.scale() == RunEstimate.Scale.POINTS) {
            return lost > CRITICAL_POINTS
                    ? Severity.CRITICAL
                    : lost >= MODERATE_POINTS ? Severity.MODERATE : Severity.MINOR;
        }
        double factor = metric.higherIsBetter() ? 1 / (1 - lost) - 1 : lost;
        return factor > CRITICAL_FROM
                ? Severity.CRITICAL
                : factor >= MODERATE_FROM ? Severity.MODERATE : Severity.MINOR;
    }

    /** From 0.2 % to 0.8 % of failures is little in points, and four times as many. */
    private String odds() {
        if (!metric.name().equals(MetricCatalogue.ERROR_RATE.name())
                || metric.baseline().isEmpty()) {
            return "";
        }
        double after = metric.candidate().orElseThrow().value();
        double before = metric.baseline().stream()
                .mapToDouble(RunEstimate::value)
                .average()
                .orElseThrow();
        if (before <= 0) {
            return after > 0 ? "there was no failure before" : "";
        }
        double times = after / (1 - Math.min(after, 1 - 1e-9)) * (1 - before) / before;
        return "odds of a failure × " + Format.factor(times);
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }
}
