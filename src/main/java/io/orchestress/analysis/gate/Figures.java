package io.orchestress.analysis.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** All figures by their words. */
final class Figures {
    private static final int SUGGESTIONS = 3;

    private Figures() {}

    /** Empty where the word names none. */
    static Optional<Figure> of(String word) {
        if (word.equals(new StartUp().word())) {
            return Optional.of(new StartUp());
        }
        if (word.equals(CapacityFigure.WORD)) {
            return Optional.of(new CapacityFigure());
        }
        if (word.equals(new RecoveryTime().word())) {
            return Optional.of(new RecoveryTime());
        }
        if (word.equals(new Leaks().word())) {
            return Optional.of(new Leaks());
        }
        for (RequestFigure figure : RequestFigure.values()) {
            if (figure.word().equals(word)) {
                return Optional.of(figure);
            }
        }
        for (AgentFigure figure : AgentFigure.values()) {
            if (figure.word().equals(word)) {
                return Optional.of(figure);
            }
        }
        if (word.startsWith(FailureFigure.PREFIX)) {
            return FailureFigure.of(word.substring(FailureFigure.PREFIX.length()));
        }
        return Stat.of(word)
                .<Figure>map(LatencyFigure::new)
                .or(() -> TimesFigure.of(word))
                .or(() -> GaugeFigure.of(word));
    }

    /** The words most like one that names no figure, nearest first. */
    static List<String> like(String word) {
        return nearest(word, words(), SUGGESTIONS);
    }

    /** At most {@code most} of them, nearest by edit distance first. */
    static List<String> nearest(String word, List<String> known, int most) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return known.stream()
                .distinct()
                .sorted(Comparator.comparing((String candidate) -> distance.apply(word, candidate)))
                .limit(most)
                .toList();
    }

    private static List<String> words() {
        List<String> stats = List.of("min", "mean", "p50", "p75", "p90", "p95", "p99", "p99.9", "max");
        List<String> words = new ArrayList<>(stats);
        Arrays.stream(RequestFigure.values()).map(Figure::word).forEach(words::add);
        Arrays.stream(AgentFigure.values()).map(Figure::word).forEach(words::add);
        TimesFigure.METRICS.forEach(metric -> stats.forEach(stat -> words.add(metric + "." + stat)));
        FailureFigure.LABELS.forEach(label -> words.add(FailureFigure.PREFIX + label));
        words.addAll(List.of("failures.http-429", "failures.http-500", "failures.http-503"));
        words.addAll(GaugeFigure.words());
        words.add(new StartUp().word());
        words.add(CapacityFigure.WORD);
        words.add(new RecoveryTime().word());
        words.add(new Leaks().word());
        return words;
    }
}
