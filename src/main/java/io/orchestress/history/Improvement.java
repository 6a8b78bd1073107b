package io.orchestress.history;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much better a run is than its baseline, in all.
 *
 * <p>The gain of a metric is {@code change} where higher is better, {@code −change} else. Metrics of all requests together that
 * {@code IMPROVED} or are {@code NOT_WORSE} form families: what is typical, percentiles and mean of one time are one ({@code typical p50 p95 p99 mean};
 * {@code ttft.p50 ttft.p95}), each other metric is its own, so that four views of latency do not outvote the cost. A family's gain is
 * the median of its metrics'. The overall improvement is the median over those families in which something improved; families
 * without any change say nothing about its size.
 *
 * <p>There is none when anything regressed, when the comparison is no PASS, or when it was forced upon runs that differ: a trade of
 * one figure for another is for a person to weigh.
 */
public final class Improvement {
    /** A proposal to move the baseline is made above it. */
    public static final double WORTH_MOVING = 0.10;

    private static final Pattern VIEW = Pattern.compile("(^|\\.)(typical|p\\d+|mean|max|latency)$");

    private Improvement() {}

    /** As a share: 0.1 is 10 % better. */
    public static OptionalDouble of(Comparison comparison) {
        boolean mixed = comparison.changes().stream().anyMatch(change -> change.kind() == Kind.REGRESSED);
        if (mixed
                || comparison.outcome() != Verdict.Outcome.PASS
                || !comparison.differences().isEmpty()) {
            return OptionalDouble.empty();
        }
        Map<String, List<Double>> gains = new TreeMap<>();
        Map<String, Boolean> improved = new TreeMap<>();
        for (Change change : comparison.changes()) {
            if (change.request().equals(MetricValue.ALL) && isTold(change)) {
                String family = VIEW.matcher(change.metric()).replaceFirst("");
                gains.computeIfAbsent(family, name -> new ArrayList<>()).add(gain(change));
                improved.merge(family, change.kind() == Kind.IMPROVED, Boolean::logicalOr);
            }
        }
        gains.keySet().removeIf(family -> !improved.getOrDefault(family, false));
        return gains.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        median(gains.values().stream().map(Improvement::median).toList()));
    }

    private static boolean isTold(Change change) {
        return change.change() != null && (change.kind() == Kind.IMPROVED || change.kind() == Kind.NOT_WORSE);
    }

    private static double gain(Change change) {
        double relative = change.change() == null ? 0 : change.change();
        return change.higherIsBetter() ? relative : -relative;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
