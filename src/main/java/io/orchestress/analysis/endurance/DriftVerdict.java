package io.orchestress.analysis.endurance;

import io.orchestress.analysis.drift.Drift;
import io.orchestress.run.DriftResult;
import io.orchestress.run.DriftResult.Outcome;
import io.orchestress.run.Estimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the line through a figure means.
 *
 * <p>It grows when the test of Mann and Kendall says so ({@code Z > 3.09}: 1 false alarm in 1 000 figures), the slope reaches the growth that
 * matters, and the growth does not end: the first half rises by at least half of the whole slope, the second by at least three quarters,
 * the second by itself still grows ({@code Z > 1.645}), and it is not slower than two thirds of the first by more than chance ({@code 1.28} standard errors); and from the second
 * third to the last it rises by two thirds of what it rose from the first to the second, medians each, which a burst near the end does not move. What only settles into its
 * place fails this.
 *
 * <p>It is stable when the slope's 95 % interval, over the whole or over the second half, ends below the growth that matters. Everything in
 * between is inconclusive.
 */
final class DriftVerdict {
    private static final double SIGNIFICANT = 3.0902;
    /** Growth of which 80 % of the runs would show it, in standard errors of the slope. */
    private static final double SEEN = SIGNIFICANT + 0.8416;

    private static final double ONE_SIDED_95 = 1.6449;
    private static final double ONE_SIDED_90 = 1.2816;
    private static final double STILL = 2.0 / 3;
    private static final double FIRST_HALF = 0.5;
    private static final double SECOND_HALF = 0.75;
    private static final double HOUR = 3600;

    private final Case of;
    private final Growth growth;
    private final double matters;
    private final Estimate perHour;

    /**
     * One figure in one phase.
     *
     * @param watchedSeconds length of what was looked at
     * @param idle what it was before the load; NaN where that was not read
     * @param cooldown what it was when the load was gone; absent where that was not read
     * @param limit at which it is exhausted; absent where unknown
     * @param note what else is to be known of it; may be empty
     */
    record Case(
            String phase,
            String subject,
            String metric,
            Watched what,
            double watchedSeconds,
            double idle,
            @Nullable Double cooldown,
            @Nullable Double limit,
            String note) {}

    private DriftVerdict(Case of, Growth growth, DriftLimits limits) {
        this.of = of;
        this.growth = growth;
        this.matters = of.what().limitPerHour(growth.whole().start(), limits);
        Drift whole = growth.whole();
        this.perHour = new Estimate(HOUR * whole.slopePerSec(), HOUR * whole.lowPerSec(), HOUR * whole.highPerSec());
    }

    static DriftResult of(Case of, Growth growth, DriftLimits limits) {
        return new DriftVerdict(of, growth, limits).result();
    }

    /** Where the line cannot be trusted, whatever it says. */
    static DriftResult inconclusive(Case of, Growth growth, DriftLimits limits, String why) {
        DriftVerdict verdict = new DriftVerdict(of, growth, limits);
        return verdict.result(Outcome.INCONCLUSIVE, verdict.name() + " cannot be judged: " + why + ".");
    }

    private DriftResult result() {
        if (!grew()) {
            boolean stable = perHour.high() < matters || HOUR * growth.second().highPerSec() < matters;
            return stable ? result(Outcome.STABLE, stable()) : result(Outcome.INCONCLUSIVE, unseen());
        }
        if (HOUR * growth.second().highPerSec() < matters) {
            return result(
                    Outcome.STABLE,
                    name() + " grew at first, by "
                            + Words.rate(HOUR * growth.first().slopePerSec(), unit())
                            + " in the first half, and levelled off: " + second() + watched() + ".");
        }
        if (!goesOn()) {
            return result(
                    Outcome.INCONCLUSIVE,
                    name() + " grew, but not evenly: "
                            + Words.rate(HOUR * growth.first().slopePerSec(), unit())
                            + " in the first half, " + second()
                            + "; " + Words.time(of.watchedSeconds()) + " cannot tell whether it levels off" + note()
                            + ".");
        }
        return result(growing(), grown());
    }

    private boolean grew() {
        return growth.whole().z() > SIGNIFICANT && perHour.low() > 0 && perHour.value() >= matters;
    }

    private boolean goesOn() {
        Drift first = growth.first();
        Drift second = growth.second();
        double whole = growth.whole().slopePerSec();
        double error = Math.hypot(second.errorPerSec(), STILL * first.errorPerSec());
        return first.slopePerSec() >= FIRST_HALF * whole
                && second.slopePerSec() >= SECOND_HALF * whole
                && second.z() > ONE_SIDED_95
                && growth.rises() >= STILL * growth.rose()
                && second.slopePerSec() - STILL * first.slopePerSec() + ONE_SIDED_90 * error >= 0;
    }

    /** Less than half of the growth is left: it returned, unless it falls as low under load, too. */
    private Outcome growing() {
        @Nullable Double cooldown = of.cooldown();
        if (cooldown == null) {
            return Outcome.GROWS;
        }
        double grown = growth.whole().end() - growth.whole().start();
        if (cooldown - base() >= grown / 2) {
            return of.what().leaks() ? Outcome.LEAK : Outcome.GROWS;
        }
        return isCounted() || cooldown < growth.whole().end() + growth.dip() ? Outcome.RETURNED : Outcome.GROWS;
    }

    /**
     * From where what is left of the growth is measured. What is counted falls with the load in any case: from what it was before the
     * load, where that is known. Memory grows with the first load and stays: from the start of the line.
     */
    private double base() {
        return isCounted() ? of.idle() : growth.whole().start();
    }

    private boolean isCounted() {
        return of.what().kind() == Watched.Kind.COUNT && Double.isFinite(of.idle());
    }

    private String grown() {
        String sentence = name() + " grew by " + Words.rate(perHour, unit()) + " for "
                + Words.time(of.watchedSeconds()) + " at constant load, from "
                + Words.amount(growth.whole().start(), unit()) + " to "
                + Words.amount(growth.whole().end(), unit());
        if (of.cooldown() == null) {
            sentence += of.what().leaks() ? "; nothing was read without load, so it may fall again" : "";
        } else {
            sentence += (growing() == Outcome.RETURNED ? ", and fell to " : ", and was ")
                    + Words.amount(of.cooldown(), unit()) + " when the load was gone"
                    + (growing() == Outcome.GROWS && of.what().leaks() ? ", as low as it falls under load, too" : "");
        }
        return sentence + exhaustion() + note() + ".";
    }

    private String exhaustion() {
        Double hours = exhaustedAfterHours();
        if (of.limit() == null || hours == null) {
            return "";
        }
        double room = Math.max(0, of.limit() - growth.whole().end());
        return "; at this rate it reaches its limit of " + Words.amount(of.limit(), unit()) + " in "
                + Words.time(hours * HOUR) + " (" + Words.time(room / perHour.high() * HOUR) + " to "
                + Words.time(room / perHour.low() * HOUR) + ")";
    }

    private @Nullable Double exhaustedAfterHours() {
        return of.limit() == null || !grew() || !goesOn()
                ? null
                : Double.valueOf(Math.max(0, of.limit() - growth.whole().end()) / perHour.value());
    }

    private String stable() {
        boolean whole = perHour.high() < matters;
        return name() + " does not grow, as far as " + Words.time(of.watchedSeconds()) + " can tell: "
                + (whole ? Words.rate(perHour, unit()) : second()) + ", and "
                + Words.rate(matters, unit()) + " would matter; a growth of "
                + Words.rate(SEEN * HOUR * growth.whole().errorPerSec(), unit()) + " would have been seen" + note()
                + ".";
    }

    private String unseen() {
        return name() + " cannot be judged: as far as " + Words.time(of.watchedSeconds())
                + " can tell, a growth below "
                + Words.rate(SEEN * HOUR * growth.whole().errorPerSec(), unit())
                + " would not have been seen, and " + Words.rate(matters, unit()) + " would matter (measured "
                + Words.rate(perHour, unit()) + ")" + note() + ".";
    }

    private String second() {
        Drift second = growth.second();
        return Words.rate(
                        new Estimate(
                                HOUR * second.slopePerSec(), HOUR * second.lowPerSec(), HOUR * second.highPerSec()),
                        unit())
                + " in the second half";
    }

    private String watched() {
        return ", as far as " + Words.time(of.watchedSeconds()) + " can tell";
    }

    private String note() {
        String period = growth.periodSeconds().isPresent()
                ? "; a pattern that repeats each "
                        + Words.time(growth.periodSeconds().getAsDouble()) + " was taken out"
                : "";
        return period + (of.note().isEmpty() ? "" : "; " + of.note());
    }

    private String name() {
        String whose = of.what().kind() == Watched.Kind.LATENCY
                ? (of.subject().equals("*") ? "of all requests" : "of '" + of.subject() + "'")
                : "of the " + of.subject();
        String name = of.what().name();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " " + whose;
    }

    private String unit() {
        return of.what().unit();
    }

    private DriftResult result(Outcome outcome, String reason) {
        return new DriftResult(
                of.phase(),
                of.subject(),
                of.metric(),
                unit(),
                of.watchedSeconds(),
                growth.whole().start(),
                growth.whole().end(),
                perHour,
                growth.whole().z(),
                growth.periodSeconds().isPresent() ? growth.periodSeconds().getAsDouble() : null,
                of.cooldown(),
                outcome,
                of.limit(),
                outcome == Outcome.LEAK || outcome == Outcome.GROWS ? exhaustedAfterHours() : null,
                reason);
    }
}
