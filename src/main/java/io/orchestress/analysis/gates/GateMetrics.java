package io.orchestress.analysis.gates;

import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.ResourceMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Metrics by the word that names them in a rule: all of the {@link MetricCatalogue}. */
final class GateMetrics {
    /** The one that is held against what the load offers. */
    static final GateMetric THROUGHPUT = new CatalogueMetric(MetricCatalogue.THROUGHPUT);

    private static final int SUGGESTIONS = 3;

    private GateMetrics() {}

    /** Empty where the word names none. */
    static Optional<GateMetric> of(String word) {
        if (word.startsWith(FailureMetric.PREFIX)) {
            return FailureMetric.of(word.substring(FailureMetric.PREFIX.length()));
        }
        return MetricCatalogue.number(word)
                .<GateMetric>map(CatalogueMetric::new)
                .or(() -> time(word))
                .or(() -> GaugeMetric.of(word));
    }

    private static Optional<GateMetric> time(String word) {
        return MetricCatalogue.distributions().stream()
                .flatMap(distribution -> time(distribution, word).stream())
                .findFirst();
    }

    private static Optional<GateMetric> time(Distribution distribution, String word) {
        String prefix = distribution.metric("");
        return word.startsWith(prefix)
                ? Stat.of(word.substring(prefix.length()))
                        .filter(stat -> stat.isRecorded() || distribution != Distribution.LATENCY_OK)
                        .map(stat -> distribution.isOfRequests()
                                ? new LatencyMetric(distribution, stat)
                                : new TimesMetric(distribution, stat))
                : Optional.empty();
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

    /** Those that are known beforehand: without other percentiles, failure classes with other numbers, and the user's own resources. */
    static List<String> words() {
        List<String> words = new ArrayList<>();
        MetricCatalogue.distributions()
                .forEach(distribution ->
                        Stream.of(LatencyStat.values()).forEach(stat -> words.add(distribution.metric(stat.label()))));
        MetricCatalogue.numbers().stream().map(MetricDefinition::name).forEach(words::add);
        words.addAll(FailureMetric.words());
        MetricCatalogue.resources().stream().flatMap(ResourceMetric::metrics).forEach(words::add);
        return words;
    }
}
