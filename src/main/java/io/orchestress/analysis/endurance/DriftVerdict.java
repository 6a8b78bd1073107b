package io.orchestress.analysis.endurance;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Estimate;
import io.orchestress.stats.trend.Drift;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the line through a figure means.
 *
 * <p>It grows when the test of Mann and Kendall says so ({@code Z > 3.09}: 1 false alarm in 1 000 figures), the slope reaches the growth that
 * matters, and the growth does not end: the first half rises by at least half of the whole slope, the second by at least three quarters,
 * the second by itself still grows ({@code Z > 1.645}) by what matters at the lower end of its interval, and it is not slower than two thirds of the first by more than chance ({@code 1.28} standard errors); and from the second
 * third to the last it rises by two thirds of what it rose from the first to the second, medians each, which a burst near the end does not move; and the last quarter alone
 * grows on from where it began ({@code 1.28} standard errors). What only settles into its place fails this.
 *
 * <p>It grows late when the second half or the last quarter grows so by itself, and its slope's 95 % interval lies above that of what was
 * before it.
 *
 * <p>It is stable when the slope's 95 % interval, over the whole or over the second half, ends below the growth that matters, and nothing
 * bends it at the end: neither the growth of the last quarter, {@link SeriesTail.Since}, nor the level at the end, {@link SeriesTail.End}. Everything in
 * between is inconclusive.
 */
final class DriftVerdict {
    static final double SIGNIFICANT = 3.0902;

    private static final double ONE_SIDED_95 = 1.6449;
    private static final double ONE_SIDED_90 = 1.2816;
    private static final double STILL = 2.0 / 3;
    private static final double FIRST_HALF = 0.5;
    private static final double SECOND_HALF = 0.75;
    private static final double HOUR = 3600;

    private final Case of;
    private final GrowthLine growth;
    private final double matters;
    private final DriftReason reason;

    /**
     * One figure in one phase.
     *
     * @param watchedSeconds length of what was looked at
     * @param idle what it was before the load; NaN where that was not read
     * @param cooldown what it was when the load was gone; absent where that was not read
     * @param limit at which it is exhausted; absent where unknown
     * @param requestsPerSec that ended meanwhile; 0 where none did
     * @param note what else is to be known of it; may be empty
     */
    record Case(
            String phase,
            String subject,
            String metric,
            WatchedMetric what,
            double watchedSeconds,
            double idle,
            @Nullable Double cooldown,
            @Nullable Double limit,
            double requestsPerSec,
            String note) {
        /** Growth of a figure that may leak while a thousand requests ended; absent where that cannot be told. */
        @Nullable
        Estimate perThousandRequests(Drift drift) {
            double seconds = 1000 / requestsPerSec;
            return requestsPerSec > 0 && what.leaks()
                    ? new Estimate(
                            seconds * drift.slopePerSec(), seconds * drift.lowPerSec(), seconds * drift.highPerSec())
                    : null;
        }
    }

    /**
     * A part at the end that grows by itself, unlike what was before it.
     *
     * @param where in words
     */
    record Late(Drift before, Drift tail, String where) {}

    private DriftVerdict(Case of, GrowthLine growth, DriftLimits limits) {
        this.of = of;
        this.growth = growth;
        this.matters = of.what().limitPerHour(growth.whole().start(), limits);
        this.reason = new DriftReason(of, growth, matters);
    }

    static DriftResult of(Case of, GrowthLine growth, DriftLimits limits) {
        return new DriftVerdict(of, growth, limits).result();
    }

    /** Where the line cannot be trusted, whatever it says. */
    static DriftResult inconclusive(Case of, GrowthLine growth, DriftLimits limits, String why, String next) {
        DriftVerdict verdict = new DriftVerdict(of, growth, limits);
        return verdict.result(Outcome.INCONCLUSIVE, verdict.reason.because(why, next));
    }

    private DriftResult result() {
        boolean grew = isGrowth(growth.whole(), growth.whole().z());
        if (grew && goesOn()) {
            Outcome outcome = growing(growth.whole());
            return result(outcome, reason.grown(outcome, exhaustedAfterHours(growth.whole())));
        }
        Optional<Late> late = late();
        if (late.isPresent()) {
            boolean returned = growing(late.get().tail()) == Outcome.RETURNED;
            return result(returned ? Outcome.RETURNED : Outcome.GROWS_LATE, reason.late(late.get(), returned), late);
        }
        boolean second = isBelowWhatMatters(growth.second());
        if (!second && (grew || !isBelowWhatMatters(growth.whole()))) {
            return result(Outcome.INCONCLUSIVE, grew ? reason.uneven() : reason.unseen());
        }
        if (!growth.tail().since().isBelow(matters) || growth.tail().endsAbove(matters)) {
            return result(Outcome.INCONCLUSIVE, reason.endUnseen());
        }
        return result(Outcome.STABLE, grew ? reason.levelledOff() : reason.stable());
    }

    /** @param z of its own, or of another test of the same */
    private boolean isGrowth(Drift drift, double z) {
        return z > SIGNIFICANT && drift.lowPerSec() > 0 && HOUR * drift.slopePerSec() >= matters;
    }

    private boolean isBelowWhatMatters(Drift drift) {
        return HOUR * drift.highPerSec() < matters;
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
                && HOUR * second.lowPerSec() >= matters
                && growth.tail().since().isGrowth()
                && second.slopePerSec() - STILL * first.slopePerSec() + ONE_SIDED_90 * error >= 0;
    }

    /** The last quarter has few groups: where their order alone is no proof, the level at the end may be one. */
    private Optional<Late> late() {
        SeriesTail tail = growth.tail();
        Drift second = growth.second();
        if (isGrowth(second, second.z()) && second.lowPerSec() > growth.first().highPerSec()) {
            return Optional.of(new Late(growth.first(), second, "the second half"));
        }
        double z =
                tail.endsAbove(matters) ? Double.POSITIVE_INFINITY : tail.last().z();
        return isGrowth(tail.last(), z)
                        && tail.last().lowPerSec() > tail.before().highPerSec()
                ? Optional.of(new Late(tail.before(), tail.last(), "the last quarter"))
                : Optional.empty();
    }

    /** Less than half of the growth is left: it returned, unless it falls as low under load, too. */
    private Outcome growing(Drift drift) {
        @Nullable Double cooldown = of.cooldown();
        if (cooldown == null) {
            return Outcome.GROWS;
        }
        double grown = drift.end() - drift.start();
        if (cooldown - base(drift) >= grown / 2) {
            return of.what().leaks() ? Outcome.LEAK : Outcome.GROWS;
        }
        return isCounted() || cooldown < drift.end() + growth.dip() ? Outcome.RETURNED : Outcome.GROWS;
    }

    /**
     * From where what is left of the growth is measured. What is counted falls with the load in any case: from what it was before the
     * load, where that is known. Memory grows with the first load and stays: from the start of the line.
     */
    private double base(Drift drift) {
        return isCounted() ? of.idle() : drift.start();
    }

    private boolean isCounted() {
        return of.what().kind() == WatchedMetric.Kind.COUNT && Double.isFinite(of.idle());
    }

    private @Nullable Double exhaustedAfterHours(Drift drift) {
        return of.limit() == null
                ? null
                : Double.valueOf(Math.max(0, of.limit() - growth.whole().end()) / (HOUR * drift.slopePerSec()));
    }

    private DriftResult result(Outcome outcome, String why) {
        return result(outcome, why, Optional.empty());
    }

    private DriftResult result(Outcome outcome, String why, Optional<Late> late) {
        boolean towardsLimit = outcome == Outcome.LEAK || outcome == Outcome.GROWS;
        return new DriftResult(
                of.phase(),
                of.subject(),
                of.metric(),
                of.what().unit(),
                of.watchedSeconds(),
                growth.whole().start(),
                growth.whole().end(),
                perHour(growth.whole()),
                late.map(found -> perHour(found.tail())).orElse(null),
                of.perThousandRequests(late.map(Late::tail).orElse(growth.whole())),
                growth.whole().z(),
                growth.periodSeconds().isPresent() ? growth.periodSeconds().getAsDouble() : null,
                of.cooldown(),
                outcome,
                of.limit(),
                towardsLimit ? exhaustedAfterHours(growth.whole()) : null,
                why);
    }

    static Estimate perHour(Drift drift) {
        return new Estimate(HOUR * drift.slopePerSec(), HOUR * drift.lowPerSec(), HOUR * drift.highPerSec());
    }
}
