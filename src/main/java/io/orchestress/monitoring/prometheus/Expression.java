package io.orchestress.monitoring.prometheus;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a figure is made of samples: {@code TERM [/ TERM] [* NUMBER]}, where a term is {@code NAME}, {@code NAME{label="value"}} or
 * {@code rate(…)} of one. Labels are compared with {@code =}, {@code !=}, {@code =~} and {@code !~}; several series are summed, and of one series that is there twice the first counts. A
 * ratio of two rates, {@code rate(x_seconds_sum) / rate(x_seconds_count)}, is the mean of what ended between two readings.
 *
 * @param text as it was written
 * @param factor for a metric in another unit, such as {@code 0.001} for one in milliseconds
 */
public record Expression(String text, Term term, Optional<Term> divisor, double factor) {

    /** @param rate growth a second since the reading before, of a counter; else its value */
    record Term(boolean rate, Selector selector) {}

    /** @throws IllegalArgumentException saying what is wrong, and at which character */
    public static Expression parse(String text) {
        return new ExpressionParser(text).parse();
    }

    /** The metrics that it is made of. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(term.selector().name()));
        divisor.ifPresent(other -> names.add(other.selector().name()));
        return names;
    }
}
