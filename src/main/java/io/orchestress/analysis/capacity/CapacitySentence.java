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
                "Capacity is between " + Format.number(c.bracketLow()) + " and "
                        + load(c.bracketHigh() == null ? most : c.bracketHigh(), c) + broken(c)
                        + ". Closer to it the queue settles too slowly for a search this short; a longer one narrows the range.";
            case OUT_OF_TIME -> outOfTime(c, most);
            case BELOW_LOWEST -> "Capacity is below " + load(least, c) + ", the lowest load tested" + broken(c) + ".";
            case ABOVE_HIGHEST ->
                "Capacity is above " + load(most, c) + ", the highest load tested; raise capacity.to to find it.";
            case UNSTABLE ->
                "Capacity is unstable: the same load passed once and failed once. "
                        + "The target changed during the search, or its performance varies; repeat the search.";
            case NOT_SEARCHED ->
                c.bracketHigh() == null
                        ? "The target sustained every step, up to " + load(most, c) + "."
                        : c.bracketLow() == 0
                                ? "Capacity is below the lowest step, " + load(least, c) + broken(c) + "."
                                : "Capacity is between " + Format.number(c.bracketLow()) + " and "
                                        + load(c.bracketHigh(), c) + broken(c) + "; run CapacityTest to find it.";
            case INCONCLUSIVE -> "Capacity is inconclusive: " + doubt + ". Repeat the search.";
        };
    }

    private static String outOfTime(Capacity c, double most) {
        String tried = "Time ran out before the capacity was measured: ";
        if (c.bracketHigh() == null) {
            return tried + (c.bracketLow() > 0 ? "no violation up to " + load(most, c) : "no step passed")
                    + ". Allow more time (capacity.max-duration), or start closer (capacity.from).";
        }
        return tried
                + (c.bracketLow() > 0
                        ? "it is between " + Format.number(c.bracketLow()) + " and " + load(c.bracketHigh(), c)
                                + " so far"
                        : "it is below " + load(c.bracketHigh(), c) + " so far")
                + broken(c) + ". Allow more time (capacity.max-duration).";
    }

    private String found(Capacity c) {
        Estimate highest = c.highest();
        if (highest == null) {
            return "";
        }
        String first = c.limitedBy().isEmpty() ? "" : c.limitedBy().get(0);
        String sentence = "Capacity is " + load(highest.value(), c) + " (95 % interval " + Format.number(highest.low())
                + " to " + Format.number(highest.high()) + ")"
                + (first.isEmpty() ? "" : " with " + kept(first) + "; " + first + " breaks first") + ".";
        Estimate headroom = c.headroom();
        if (headroom == null || c.expectedLoad() == null) {
            return sentence;
        }
        String today = load(c.expectedLoad(), c);
        return sentence + " "
                + (headroom.value() >= 0
                        ? "Headroom over the expected " + today + ": " + Format.percent(headroom.value()) + "."
                        : "That is " + Format.percent(-headroom.value()) + " below the expected " + today + ".");
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
                .orElse("no growing queue");
    }

    private static String load(double value, Capacity c) {
        return Format.number(value) + (c.unit().equals("users") ? " users" : " " + c.unit());
    }
}
