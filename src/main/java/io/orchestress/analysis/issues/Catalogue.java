package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Recommendation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The impact of each type of issue, and its recommendations. Texts may hold <code>#{figure}</code>, for which the measured
 * figure stands.
 *
 * @param types by {@link IssueType#name()}; a type that is not in it has no text
 */
public record Catalogue(Map<String, Texts> types) {
    private static final Pattern FIGURE = Pattern.compile("#\\{([^}]*)}");

    /** Without any text. */
    public static final Catalogue NONE = new Catalogue(Map.of());

    public Catalogue {
        types = Map.copyOf(types);
    }

    /**
     * Texts of a type, or of one of its conditions.
     *
     * @param impact of a condition: stands in for that of the type, unless it is empty
     * @param recommendations of a condition: come before those of the type
     * @param when by condition; a name that ends in {@code *} stands for all that begin so, the longest first
     */
    public record Texts(String impact, List<Recommendation> recommendations, Map<String, Texts> when) {
        public static final Texts NONE = new Texts("", List.of(), Map.of());

        public Texts {
            recommendations = List.copyOf(recommendations);
            when = Map.copyOf(when);
        }

        private Texts of(String condition) {
            Texts exact = when.get(condition);
            if (exact != null) {
                return exact;
            }
            for (int length = condition.length(); length >= 0; length--) {
                Optional<Texts> beginning = Optional.ofNullable(when.get(condition.substring(0, length) + "*"));
                if (beginning.isPresent()) {
                    return beginning.get();
                }
            }
            return NONE;
        }
    }

    /** @param issues {@code orchestress.issues}, whose key {@code catalogue} names a file of other texts */
    public static Catalogue read(Section issues) {
        return CatalogueReader.read(issues);
    }

    /**
     * The issue that a diagnosis makes.
     *
     * @throws IllegalStateException when a text calls for a figure that the diagnosis does not have
     */
    Issue issue(Diagnosis diagnosis) {
        Texts texts = types.getOrDefault(diagnosis.type().name(), Texts.NONE);
        Texts special = diagnosis.condition().isEmpty() ? Texts.NONE : texts.of(diagnosis.condition());
        List<Recommendation> recommendations = new ArrayList<>(special.recommendations());
        recommendations.addAll(texts.recommendations());
        return new Issue(
                diagnosis.type().name(),
                diagnosis.severity(),
                diagnosis.description(),
                filled(special.impact().isEmpty() ? texts.impact() : special.impact(), diagnosis),
                recommendations.stream()
                        .map(r -> new Recommendation(r.priority(), filled(r.text(), diagnosis)))
                        .distinct()
                        .toList(),
                diagnosis.evidence());
    }

    private static String filled(String text, Diagnosis diagnosis) {
        return FIGURE.matcher(text).replaceAll(figure -> {
            String value = diagnosis.figures().get(figure.group(1));
            if (value == null) {
                throw new IllegalStateException(diagnosis.type() + " has no figure " + figure.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
