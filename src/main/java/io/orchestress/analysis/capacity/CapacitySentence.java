package io.orchestress.analysis.capacity;

import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.text.Format;
import java.util.List;

/** Says what was found, how sure it is and why it is not more. */
final class CapacitySentence {
    private final List<SloCondition> slo;

    CapacitySentence(List<SloCondition> slo) {
        this.slo = slo;
    }

    /** @param doubt why no capacity is told, where none is */
    Capacity tell(Capacity c, String doubt) {
        return new Capacity(
                c.unit(),
                c.steps(),
                c.outcome(),
                c.highest(),
                c.bracketLow(),
                c.bracketHigh(),
                c.limitedBy(),
                c.knee(),
                c.breakingPoints(),
                c.expectedLoad(),
                c.headroom(),
                c.slo(),
                sentence(c, doubt));
    }

    private String sentence(Capacity c, String doubt) {
        double most = c.steps().stream().mapToDouble(step -> step.load()).max().orElse(0);
        double least = c.steps().stream().mapToDouble(step -> step.load()).min().orElse(0);
        return switch (c.outcome()) {
            case FOUND -> found(c);
            case BETWEEN ->
                "The target carries " + load(c.bracketLow(), c) + ", and completes no more than "
                        + Format.number(c.bracketHigh() == null ? most : c.bracketHigh())
                        + ": its capacity lies between" + broken(c)
                        + ". Nearer to it the queue forgets too slowly for a search of this length.";
            case OUT_OF_TIME -> outOfTime(c, most);
            case BELOW_LOWEST ->
                "The target does not carry even " + load(least, c) + ", the lowest load that was tried" + broken(c)
                        + ".";
            case ABOVE_HIGHEST ->
                "The target carries " + load(most, c) + ", the highest load that was tried: its capacity lies above.";
            case UNSTABLE ->
                "No capacity can be told: the target carried at one time what it did not carry at another. "
                        + "It changed during the search, or varies by itself.";
            case NOT_SEARCHED ->
                c.bracketHigh() == null
                        ? "The target carried every step, up to " + load(most, c) + "."
                        : c.bracketLow() == 0
                                ? "The target did not carry the lowest step, " + load(least, c) + broken(c) + "."
                                : "The capacity lies between " + Format.number(c.bracketLow()) + " and "
                                        + load(c.bracketHigh(), c) + broken(c) + "; CapacityTest finds it.";
            case INCONCLUSIVE -> "The capacity was not found: " + doubt + ".";
        };
    }

    private static String outOfTime(Capacity c, double most) {
        String tried = "The time ended before the capacity was measured: ";
        if (c.bracketHigh() == null) {
            return tried + (c.bracketLow() > 0 ? "nothing broke up to " + load(most, c) : "no step carried its load")
                    + ". Give the search more time, or begin nearer.";
        }
        return tried
                + (c.bracketLow() > 0
                        ? "it lies between " + Format.number(c.bracketLow()) + " and " + load(c.bracketHigh(), c)
                                + " so far"
                        : "it lies below " + load(c.bracketHigh(), c) + " so far")
                + broken(c) + ". Give the search more time.";
    }

    private String found(Capacity c) {
        Estimate highest = c.highest();
        if (highest == null) {
            return "";
        }
        String first = c.limitedBy().isEmpty() ? "" : c.limitedBy().get(0);
        String sentence =
                "The target carries " + load(highest.value(), c) + " (95 % interval " + Format.number(highest.low())
                        + " to " + Format.number(highest.high()) + ")"
                        + (first.isEmpty() ? "" : " with " + kept(first) + "; " + first + " breaks first") + ".";
        Estimate headroom = c.headroom();
        if (headroom == null || c.expectedLoad() == null) {
            return sentence;
        }
        String today = "At today's " + load(c.expectedLoad(), c) + " that is ";
        return sentence + " "
                + (headroom.value() >= 0
                        ? today + Format.percent(headroom.value()) + " head-room."
                        : today + Format.percent(-headroom.value()) + " too little.");
    }

    private static String broken(Capacity c) {
        return c.limitedBy().isEmpty() ? "" : " (" + String.join(", ", c.limitedBy()) + ")";
    }

    private String kept(String name) {
        return slo.stream()
                .filter(condition -> condition.name().equals(name))
                .map(condition -> switch (condition.kind()) {
                    case SLOWER -> name + " within " + Format.limit(condition.limitMicros(), "µs");
                    case FAILED -> "no more than " + Format.limit(condition.allowed(), "ratio") + " errors";
                    case NOT_GOOD ->
                        "at least " + Format.limit(1 - condition.allowed(), "ratio") + " of the tasks good";
                })
                .findFirst()
                .orElse("arrivals kept up with");
    }

    private static String load(double value, Capacity c) {
        return Format.number(value) + (c.unit().equals("users") ? " users" : " " + c.unit());
    }
}
