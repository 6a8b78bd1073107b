package io.orchestress.evaluation;

import io.orchestress.analysis.issues.Catalogue;
import io.orchestress.config.IssueTexts;
import io.orchestress.record.Issue.Priority;
import io.orchestress.record.Issue.Recommendation;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration's texts about issues as the analysis takes them. */
public final class Texts {
    private Texts() {}

    /** By type, as {@code recommendations.conf} and the user's file have them. */
    public static Catalogue of(Map<String, IssueTexts> texts) {
        return new Catalogue(all(texts));
    }

    private static Map<String, Catalogue.Texts> all(Map<String, IssueTexts> texts) {
        Map<String, Catalogue.Texts> all = new LinkedHashMap<>();
        texts.forEach((name, one) -> all.put(
                name,
                new Catalogue.Texts(
                        one.impact(),
                        one.recommendations().stream()
                                .map(advice -> new Recommendation(priority(advice), advice.text()))
                                .toList(),
                        all(one.when()))));
        return all;
    }

    private static Priority priority(IssueTexts.Advice advice) {
        return switch (advice.priority()) {
            case HIGH -> Priority.HIGH;
            case MEDIUM -> Priority.MEDIUM;
            case LOW -> Priority.LOW;
            case QUICK_WIN -> Priority.QUICK_WIN;
            case LONG_TERM -> Priority.LONG_TERM;
        };
    }
}
