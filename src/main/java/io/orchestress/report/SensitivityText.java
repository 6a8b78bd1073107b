package io.orchestress.report;

import io.orchestress.record.Comparison.Sensitivity;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How small a change could be seen, why no smaller one, and what would do. */
final class SensitivityText {
    private static final int SECONDS = 60;
    private static final double MOSTLY = 0.5;
    private static final double LEAST = 0.005;

    private SensitivityText() {}

    static String seen(Sensitivity s) {
        List<Part> parts = Stream.of(
                        new Part(s.between(), "from run to run", "More runs, or a duel,"),
                        new Part(s.within(), "within the run", "Longer runs"),
                        new Part(s.assumed(), "assumed", "A history of runs like this one"))
                .filter(part -> part.share() >= LEAST)
                .sorted(Comparator.comparingDouble(part -> -part.share()))
                .toList();
        String variance = parts.stream()
                .map(part -> Format.percent(part.share()) + " " + part.text())
                .collect(Collectors.joining(", "));
        return "Smallest detectable change (4 of 5 comparisons): " + PlainText.clean(s.metric())
                + " "
                + Format.change(s.smallest()) + ". Noise of one run: " + Format.percent(s.noise())
                + ", its variance " + variance + "; " + Format.count(s.earlierRuns(), "earlier run") + " known."
                + (parts.isEmpty() ? "" : " " + parts.get(0).help() + " would help most.");
    }

    /** @param share of the variance of a run; @param help what makes it smaller */
    private record Part(double share, String text, String help) {}

    /** {@code about 6 pairs, 12 min}. */
    static String pairs(Sensitivity s) {
        return "about " + Format.count(s.pairs(), "pair") + ", " + Format.duration(s.pairMinutes() * SECONDS);
    }

    /** @param have runs of the baseline */
    static String runs(Sensitivity s, int have) {
        Integer wanted = s.baselineRuns();
        if (wanted != null && wanted > have) {
            return "Compare with " + Format.count(wanted - have, "more run") + " of the baseline, " + wanted
                    + " in all; or run a duel: " + pairs(s) + ".";
        }
        return s.assumed() > MOSTLY
                ? "The run-to-run variation is mostly assumed: more baseline runs, and more history of this machine and load, may"
                        + " show less. A duel needs neither: " + pairs(s) + "."
                : "More baseline runs would not help: this run alone is too noisy. Run a duel: " + pairs(s) + ".";
    }

    static String longer(Sensitivity s) {
        Double seconds = s.runSeconds();
        return seconds == null
                ? "Longer runs alone would not be enough. Run a duel: " + pairs(s) + "."
                : "Runs with " + Format.duration(seconds)
                        + " of constant load on both sides would be enough; or run a duel: " + pairs(s) + ".";
    }
}
