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

    /** The next run is not this one. */
    private static final double MARGIN = 1.2;

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

    /** @param next what would do, a sentence */
    String because(String why, String next) {
        return "Inconclusive for " + lowerName() + ": " + why + note() + ". " + next;
    }

    /**
     * The next step. The error of a slope falls with the time to the power of 1.5, where readings come as often as before.
     *
     * @param seconds of constant load that would do
     */
    static String holdFor(double seconds, String why) {
        return "Hold the load for at least " + Format.duration(Format.roundedUp(seconds)) + " " + why + ".";
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
                + (returned ? "" : "; a longer run shows whether it continues") + note() + ".";
    }

    private String withoutLoad(Outcome outcome) {
        if (of.cooldown() == null) {
            return of.what().leaks() ? "; it was not observed without load, so it may fall again" : "";
        }
        return (outcome == Outcome.RETURNED ? ", and fell to " : ", and was still ")
                + Format.of(of.cooldown(), unit()) + " after the load ended"
                + (outcome == Outcome.GROWS && of.what().leaks() ? ", its low under load too" : "");
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
        return name() + " grew, but not evenly: " + firstHalf() + ", " + secondHalf() + note() + ". "
                + holdFor(2 * of.watchedSeconds(), "to see whether it levels off");
    }

    String levelledOff() {
        return name() + " levelled off within " + Format.duration(of.watchedSeconds()) + ": " + firstHalf() + ", "
                + secondHalf() + " (detectable from "
                + wouldShow(growth.tail().since().errorPerSec())
                + " in the last quarter)" + note() + ".";
    }

    String stable() {
        boolean whole = perHour.high() < matters;
        return "No growth of " + lowerName() + " over " + Format.duration(of.watchedSeconds()) + ": "
                + (whole ? DriftWords.rate(perHour, unit()) : secondHalf()) + ", limit "
                + DriftWords.rate(matters, unit())
                + " (detectable from "
                + wouldShow(growth.whole().errorPerSec())
                + ", in the last quarter from "
                + wouldShow(growth.tail().since().errorPerSec())
                + ")" + note() + ".";
    }

    String unseen() {
        double shown = SEEN * HOUR * growth.whole().errorPerSec();
        return "Inconclusive for " + lowerName() + ": " + DriftWords.rate(perHour, unit()) + ", limit "
                + DriftWords.rate(matters, unit()) + "; " + Format.duration(of.watchedSeconds())
                + " of load detects a growth from " + DriftWords.rate(shown, unit()) + note() + ". "
                + holdFor(
                        of.watchedSeconds() * Math.max(MARGIN, MARGIN * Math.pow(shown / matters, 2.0 / 3)),
                        "to detect the limit");
    }

    /** It did not grow on the whole, but may have begun to. */
    String endUnseen() {
        SeriesTail tail = growth.tail();
        String why = tail.ends().stream()
                .filter(end -> end.isAbove(matters))
                .findFirst()
                .map(end -> "its last " + Format.duration(end.seconds()) + " lie " + Format.of(end.excess(), unit())
                        + " above the trend before")
                .orElseGet(() -> "the last quarter allows "
                        + DriftWords.rate(HOUR * tail.since().highPerSec(), unit()) + " (measured "
                        + DriftWords.rate(HOUR * tail.since().slopePerSec(), unit()) + ")");
        return "Inconclusive for " + lowerName() + ": it did not grow before, but " + why + ", limit "
                + DriftWords.rate(matters, unit())
                + note() + ". " + holdFor(2 * of.watchedSeconds(), "to see whether a growth began");
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
                ? "; a pattern with a period of "
                        + Format.duration(growth.periodSeconds().getAsDouble()) + " was removed"
                : "";
        return period + (of.note().isEmpty() ? "" : "; " + of.note());
    }

    private String name() {
        String name = lowerName();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private String lowerName() {
        String whose = of.what().kind() == WatchedMetric.Kind.LATENCY
                ? (of.subject().equals("*") ? "of all requests" : "of '" + of.subject() + "'")
                : "of the " + of.subject();
        return of.what().name() + " " + whose;
    }

    private String unit() {
        return of.what().unit();
    }
}
