package io.orchestress.analysis.issues;

import io.orchestress.analysis.issues.Catalogue.Texts;
import io.orchestress.config.Section;
import io.orchestress.record.Issue.Priority;
import io.orchestress.record.Issue.Recommendation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads {@code recommendations.conf}, and a file of the user's over it. Which types, conditions and figures there are, the shipped
 * file says: the user's may give them other texts, not invent some.
 */
final class CatalogueReader {
    private static final String SHIPPED = "recommendations.conf";
    private static final String ANY = "*";

    private final Section shipped;

    private CatalogueReader(Section shipped) {
        this.shipped = shipped;
    }

    /** @param issues whose key {@code catalogue} names the user's file; empty: none */
    static Catalogue read(Section issues) {
        Section.Overlay files = issues.overlay("catalogue", SHIPPED);
        return new Catalogue(new CatalogueReader(files.shipped()).types(files.merged()));
    }

    private Map<String, Texts> types(Section merged) {
        List<String> figures = figures(merged, shipped);
        Map<String, Texts> types = new LinkedHashMap<>();
        for (String type : shipped.names()) {
            if (!type.equals("figures")) {
                types.put(type, type(merged.section(type), shipped.section(type), figures));
            }
        }
        return types;
    }

    private Texts type(Section type, Section known, List<String> common) {
        List<String> figures = new ArrayList<>(common);
        figures.addAll(figures(type, known));
        List<String> conditions = known.has("when") ? known.section("when").names() : List.of();
        Map<String, Texts> when = new LinkedHashMap<>();
        if (type.has("when")) {
            type.section("when").named().forEach((condition, section) -> {
                if (!conditions.contains(condition) && !conditions.contains(ANY)) {
                    section.problem("unknown condition; known here: " + String.join(", ", new TreeSet<>(conditions)));
                }
                when.put(condition, condition(section, figures));
            });
        }
        Texts texts = new Texts(text(type, "impact", figures), advice(type, figures), when);
        return texts;
    }

    private static List<String> figures(Section section, Section known) {
        List<String> figures = known.optionalTexts("figures");
        if (!section.optionalTexts("figures").equals(figures)) {
            section.problem("figures", "is what the analysis measures; it cannot be changed here");
        }
        return figures;
    }

    private static Texts condition(Section section, List<String> figures) {
        Texts texts = new Texts(
                section.has("impact") ? text(section, "impact", figures) : "",
                section.has("recommendations") ? advice(section, figures) : List.of(),
                Map.of());
        return texts;
    }

    private static List<Recommendation> advice(Section section, List<String> figures) {
        List<Recommendation> all = new ArrayList<>();
        for (Section item : section.sections("recommendations")) {
            all.add(new Recommendation(item.oneOf("priority", Priority.values()), text(item, "text", figures)));
        }
        return all;
    }

    private static String text(Section section, String key, List<String> figures) {
        String text = section.textWith(key, figures);
        if (text.isBlank()) {
            section.problem(key, "is empty; valid: a sentence");
        }
        return text;
    }
}
