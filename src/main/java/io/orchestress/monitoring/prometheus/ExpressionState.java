package io.orchestress.monitoring.prometheus;

import io.orchestress.monitoring.prometheus.Expression.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One {@link Expression} from reading to reading. Used by one thread. */
public final class ExpressionState {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Expression expression;
    private final Counting numerator;
    private final Optional<Counting> denominator;
    private Optional<String> gap = Optional.empty();

    public ExpressionState(Expression expression) {
        this.expression = expression;
        this.numerator = new Counting(expression.term());
        this.denominator = expression.divisor().map(Counting::new);
    }

    /** Whether there is any series that it could be made of. */
    public boolean isThere(List<ScrapedSample> samples) {
        return numerator.isThere(samples)
                && denominator.map(d -> d.isThere(samples)).orElse(true);
    }

    /**
     * The figure; empty where it cannot be told: no such series, a value that is no finite number, a divisor of 0, the first reading of
     * a rate, or a counter that began anew.
     *
     * @param nanos when the samples were taken, on a clock that only ever goes forward
     */
    public OptionalDouble value(List<ScrapedSample> samples, long nanos) {
        gap = Optional.empty();
        // Both look at every reading: what one of them skipped it would take for growth later.
        OptionalDouble above = numerator.value(samples, nanos);
        Optional<OptionalDouble> below = denominator.map(d -> d.value(samples, nanos));
        if (above.isEmpty() || (below.isPresent() && below.get().isEmpty())) {
            return OptionalDouble.empty();
        }
        double divisor = below.map(OptionalDouble::getAsDouble).orElse(1.0);
        double value = above.getAsDouble() / divisor * expression.factor();
        if (Double.isFinite(value)) {
            return OptionalDouble.of(value);
        }
        gap = notFinite(above.getAsDouble(), divisor);
        return OptionalDouble.empty();
    }

    /**
     * Why the last call of {@link #value} gave nothing although there were series, in a few words; empty where that is as it should
     * be, as with the first reading of a rate, or a mean of what ended when nothing did.
     */
    public Optional<String> gap() {
        return gap;
    }

    private Optional<String> notFinite(double above, double divisor) {
        if (!Double.isFinite(above)) {
            return Optional.of(expression.term().selector().name() + " is " + above);
        }
        Optional<Term> below = expression.divisor();
        if (below.isPresent() && (divisor != 0 || !below.get().rate())) {
            return Optional.of(below.get().selector().name() + " is " + (divisor == 0 ? "0, and divides" : divisor));
        }
        return Optional.empty();
    }

    /** A term: the sum of its series, or by how much they grew, each against itself. */
    private static final class Counting {
        private final Term term;
        private Map<Map<String, String>, Double> before = Map.of();
        private long beforeNanos;

        Counting(Term term) {
            this.term = term;
        }

        boolean isThere(List<ScrapedSample> samples) {
            return samples.stream().anyMatch(term.selector()::matches);
        }

        OptionalDouble value(List<ScrapedSample> samples, long nanos) {
            Map<Map<String, String>, Double> now = new HashMap<>();
            samples.stream()
                    .filter(term.selector()::matches)
                    .forEach(sample -> now.putIfAbsent(sample.labels(), sample.value()));
            if (!term.rate()) {
                return now.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum(now));
            }
            OptionalDouble growth = growth(now);
            double seconds = (nanos - beforeNanos) / NANOS_PER_SECOND;
            before = now;
            beforeNanos = nanos;
            return growth.isPresent() && seconds > 0
                    ? OptionalDouble.of(growth.getAsDouble() / seconds)
                    : OptionalDouble.empty();
        }

        /** Empty when nothing can be compared, and when any series fell: what it had counted since is not known. */
        private OptionalDouble growth(Map<Map<String, String>, Double> now) {
            double growth = 0;
            boolean any = false;
            for (Map.Entry<Map<String, String>, Double> series : now.entrySet()) {
                Double earlier = before.get(series.getKey());
                if (earlier != null) {
                    if (!(series.getValue() >= earlier)) {
                        return OptionalDouble.empty();
                    }
                    growth += series.getValue() - earlier;
                    any = true;
                }
            }
            return any ? OptionalDouble.of(growth) : OptionalDouble.empty();
        }

        private static double sum(Map<Map<String, String>, Double> series) {
            return series.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}
