package io.orchestress.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is said about one type of issue, or about one of its conditions.
 *
 * @param impact of a condition it may be empty: that of the type holds
 * @param when by condition, or by the beginning of conditions with {@code *} after it
 */
public record IssueTexts(String impact, List<Advice> recommendations, Map<String, IssueTexts> when) {
    public IssueTexts {
        recommendations = List.copyOf(recommendations);
        when = Map.copyOf(when);
    }

    public record Advice(Priority priority, String text) {}

    public enum Priority implements Named {
        HIGH,
        MEDIUM,
        LOW,
        QUICK_WIN,
        LONG_TERM;

        @Override
        public String configName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
