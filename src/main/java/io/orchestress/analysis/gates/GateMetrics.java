package io.orchestress.analysis.gates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** All figures by their words. */
final class GateMetrics {
    private static final int SUGGESTIONS = 3;

    private GateMetrics() {}

    /** Empty where the word names none. */
    static Optional<GateMetric> of(String word) {
        if (word.equals(new StartupTimeMetric().word())) {
            return Optional.of(new StartupTimeMetric());
        }
        if (word.equals(CapacityMetric.WORD)) {
            return Optional.of(new CapacityMetric());
        }
        if (word.equals(new RecoveryTimeMetric().word())) {
            return Optional.of(new RecoveryTimeMetric());
        }
        if (word.equals(new LeaksMetric().word())) {
            return Optional.of(new LeaksMetric());
        }
        for (RequestMetric figure : RequestMetric.values()) {
            if (figure.word().equals(word)) {
                return Optional.of(figure);
            }
        }
        for (AgentMetric figure : AgentMetric.values()) {
            if (figure.word().equals(word)) {
                return Optional.of(figure);
            }
        }
        if (word.startsWith(FailureMetric.PREFIX)) {
            return FailureMetric.of(word.substring(FailureMetric.PREFIX.length()));
        }
        return Stat.of(word)
                .<GateMetric>map(LatencyMetric::new)
                .or(() -> TimesMetric.of(word))
                .or(() -> GaugeMetric.of(word));
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
        Arrays.stream(RequestMetric.values()).map(GateMetric::word).forEach(words::add);
        Arrays.stream(AgentMetric.values()).map(GateMetric::word).forEach(words::add);
        TimesMetric.METRICS.forEach(metric -> stats.forEach(stat -> words.add(metric + "." + stat)));
        words.addAll(FailureMetric.words());
        words.addAll(GaugeMetric.words());
        words.add(new StartupTimeMetric().word());
        words.add(CapacityMetric.WORD);
        words.add(new RecoveryTimeMetric().word());
        words.add(new LeaksMetric().word());
        return words;
    }
}
