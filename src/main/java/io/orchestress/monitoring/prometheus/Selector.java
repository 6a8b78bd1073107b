package io.orchestress.monitoring.prometheus;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which samples are meant: those of one name whose labels match all of the conditions. A label that a sample does not have is empty.
 *
 * @param name of the metric, with its suffix such as {@code _total} or {@code _sum}
 */
record Selector(String name, List<Condition> conditions) {
    Selector {
        conditions = List.copyOf(conditions);
    }

    /** @param holds whether the label's value is right */
    record Condition(String label, Predicate<String> holds) {
        static Condition of(String label, String operator, String value) {
            return new Condition(
                    label,
                    switch (operator) {
                        case "=" -> value::equals;
                        case "!=" -> Predicate.not(value::equals);
                        case "=~" -> Pattern.compile(value).asMatchPredicate();
                        case "!~" -> Predicate.not(Pattern.compile(value).asMatchPredicate());
                        default -> throw new IllegalArgumentException("'" + operator + "' is not one of = != =~ !~");
                    });
        }
    }

    boolean matches(ScrapedSample sample) {
        Map<String, String> labels = sample.labels();
        return sample.name().equals(name)
                && conditions.stream().allMatch(c -> c.holds().test(labels.getOrDefault(c.label(), "")));
    }
}
