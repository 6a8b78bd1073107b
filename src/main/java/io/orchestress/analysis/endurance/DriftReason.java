package io.orchestress.analysis.endurance;

import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Estimate;
import io.orchestress.stats.trend.Drift;
import io.orchestress.text.Format;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a figure was judged as it was: one sentence with figures. What was not seen is told with how large it would have had to be. */
final class DriftReason {
    /** Growth of which 80 % of the runs would show it, in standard errors of the slope. */
    private static final double SEEN = DriftVerdict.SIGNIFICANT + 0.8416;

    private static final double HOUR = 3600;

    private final DriftVerdict.Case of;
    private final GrowthLine growth;
    private final double matters;
    private final Estimate perHour;

    /** @param matters growth per hour from which on it matters */
    DriftReason(DriftVerdict.Case of, GrowthLine growth, double matters) {
        this.of = of;
        this.growth = growth;
        this.matters = matters;
        this.perHour = DriftVerdict.perHour(growth.whole());
    }

    String because(String why) {
        return name() + " cannot be judged: " + why + ".";
    }

    /** @param exhaustedAfterHours absent where no limit is known */
    String grown(Outcome outcome, @Nullable Double exhaustedAfterHours) {
        return name() + " grew by " + DriftWords.rate(perHour, unit()) + " for " + Format.duration(of.watchedSeconds())
                + " at constant load" + perThousandRequests(growth.whole()) + ", from "
                + Format.of(growth.whole().start(), unit()) + " to "
                + Format.of(growth.whole().end(), unit()) + withoutLoad(outcome)
                + exhaustion(exhaustedAfterHours) + note() + ".";
    }

    String late(DriftVerdict.Late late, boolean returned) {
        return name() + " grew late: by " + rate(late.tail()) + " in " + late.where() + " of "
                + Format.duration(of.watchedSeconds()) + " at constant load, after " + rate(late.before())
                + " before it"
                + perThousandRequests(late.tail())
                + withoutLoad(returned ? Outcome.RETURNED : Outcome.GROWS_LATE)
                + (returned ? "" : "; whether it goes on, only a longer run can tell") + note() + ".";
    }

    private String withoutLoad(Outcome outcome) {
        if (of.cooldown() == null) {
            return of.what().leaks() ? "; nothing was read without load, so it may fall again" : "";
        }
        return (outcome == Outcome.RETURNED ? ", and fell to " : ", and was ")
                + Format.of(of.cooldown(), unit()) + " when the load was gone"
                + (outcome == Outcome.GROWS && of.what().leaks() ? ", as low as it falls under load, too" : "");
    }

    private String perThousandRequests(Drift drift) {
        @Nullable Estimate growth = of.perThousandRequests(drift);
        return growth == null ? "" : " (" + DriftWords.perThousandRequests(growth.value(), unit()) + ")";
    }

    private String exhaustion(@Nullable Double hours) {
        if (of.limit() == null || hours == null) {
            return "";
        }
        double room = Math.max(0, of.limit() - growth.whole().end());
        return "; at this rate it reaches its limit of " + Format.of(of.limit(), unit()) + " in "
                + Format.duration(hours * HOUR) + " (" + Format.duration(room / perHour.high() * HOUR) + " to "
                + Format.duration(room / perHour.low() * HOUR) + ")";
    }

    String uneven() {
        return name() + " grew, but not evenly: " + firstHalf() + ", " + secondHalf() + "; "
                + Format.duration(of.watchedSeconds()) + " cannot tell whether it levels off" + note() + ".";
    }

    String levelledOff() {
        return name() + " grew at first, by " + firstHalf() + ", and levelled off: " + secondHalf() + ", as far as "
                + Format.duration(of.watchedSeconds()) + " can tell; a growth of "
                + wouldShow(growth.tail().since().errorPerSec())
                + " from the last quarter on would have been seen" + note() + ".";
    }

    String stable() {
        boolean whole = perHour.high() < matters;
        return name() + " does not grow, as far as " + Format.duration(of.watchedSeconds()) + " can tell: "
                + (whole ? DriftWords.rate(perHour, unit()) : secondHalf()) + ", and "
                + DriftWords.rate(matters, unit())
                + " would matter; a steady growth of "
                + wouldShow(growth.whole().errorPerSec())
                + " would have been seen, and one of "
                + wouldShow(growth.tail().since().errorPerSec())
                + " from the last quarter on" + note() + ".";
    }

    String unseen() {
        return name() + " cannot be judged: as far as " + Format.duration(of.watchedSeconds())
                + " can tell, a steady growth below " + wouldShow(growth.whole().errorPerSec())
                + " would not have been seen, and "
                + DriftWords.rate(matters, unit()) + " would matter (measured " + DriftWords.rate(perHour, unit()) + ")"
                + note()
                + ".";
    }

    /** It did not grow on the whole, but may have begun to. */
    String endUnseen() {
        SeriesTail tail = growth.tail();
        String why = tail.ends().stream()
                .filter(end -> end.isAbove(matters))
                .findFirst()
                .map(end -> "its last " + Format.duration(end.seconds()) + " lie " + Format.of(end.excess(), unit())
                        + " above the line through what was before")
                .orElseGet(() -> "its last quarter alone leaves room for "
                        + DriftWords.rate(HOUR * tail.since().highPerSec(), unit()) + " (measured "
                        + DriftWords.rate(HOUR * tail.since().slopePerSec(), unit()) + ")");
        return name() + " cannot be judged: it did not grow before, but " + why + ", and "
                + DriftWords.rate(matters, unit())
                + " would matter; whether a growth began there, only a longer run can tell"
                + note() + ".";
    }

    private String firstHalf() {
        return DriftWords.rate(HOUR * growth.first().slopePerSec(), unit()) + " in the first half";
    }

    private String secondHalf() {
        return rate(growth.second()) + " in the second half";
    }

    private String rate(Drift drift) {
        return DriftWords.rate(DriftVerdict.perHour(drift), unit());
    }

    private String wouldShow(double errorPerSec) {
        return DriftWords.rate(SEEN * HOUR * errorPerSec, unit());
    }

    private String note() {
        String period = growth.periodSeconds().isPresent()
                ? "; a pattern that repeats each "
                        + Format.duration(growth.periodSeconds().getAsDouble()) + " was taken out"
                : "";
        return period + (of.note().isEmpty() ? "" : "; " + of.note());
    }

    private String name() {
        String whose = of.what().kind() == WatchedMetric.Kind.LATENCY
                ? (of.subject().equals("*") ? "of all requests" : "of '" + of.subject() + "'")
                : "of the " + of.subject();
        String name = of.what().name();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + " " + whose;
    }

    private String unit() {
        return of.what().unit();
    }
}
