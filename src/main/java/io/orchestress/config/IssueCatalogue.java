package io.orchestress.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads {@code recommendations.conf}, and a file of the user's over it. Which types, conditions and figures there are, the shipped
 * file says: the user's may give them other texts, not invent some.
 */
final class IssueCatalogue {
    private static final String SHIPPED = "recommendations.conf";
    private static final String KEY = "orchestress.issues.catalogue";
    private static final String ANY = "*";

    private final Section shipped;

    private IssueCatalogue(Config shipped, List<ConfigProblem> problems) {
        this.shipped = new Section(shipped.root(), SHIPPED, problems);
    }

    /**
     * @param issues whose key {@code catalogue} names the user's file; empty: none
     * @return by type
     */
    static Map<String, IssueTexts> read(Section issues, List<ConfigProblem> problems) {
        Config shipped = ConfigFactory.parseResources(
                IssueCatalogue.class.getClassLoader(),
                SHIPPED,
                ConfigParseOptions.defaults().setAllowMissing(false));
        Config merged = shipped;
        String name = issues.text("catalogue");
        if (!name.isEmpty()) {
            try {
                merged = ConfigFile.parse(KEY, name, name).withFallback(shipped);
                merged.resolve();
            } catch (InvalidConfigException e) {
                problems.addAll(e.problems());
                merged = shipped;
            } catch (ConfigException e) {
                problems.addAll(ConfigFile.unusable(KEY, name, name, e).problems());
                merged = shipped;
            }
        }
        return new IssueCatalogue(shipped.resolve(), problems)
                .types(new Section(merged.resolve().root(), name.isEmpty() ? SHIPPED : name, problems));
    }

    private Map<String, IssueTexts> types(Section merged) {
        List<String> figures = figures(merged, shipped);
        Map<String, IssueTexts> types = new LinkedHashMap<>();
        for (String type : shipped.names()) {
            if (!type.equals("figures")) {
                types.put(type, type(merged.section(type), shipped.section(type), figures));
            }
        }
        merged.end();
        return types;
    }

    private IssueTexts type(Section type, Section known, List<String> common) {
        List<String> figures = new ArrayList<>(common);
        figures.addAll(figures(type, known));
        List<String> conditions = known.has("when") ? known.section("when").names() : List.of();
        Map<String, IssueTexts> when = new LinkedHashMap<>();
        if (type.has("when")) {
            type.section("when").named().forEach((condition, section) -> {
                if (!conditions.contains(condition) && !conditions.contains(ANY)) {
                    section.problem("unknown condition; known here: " + String.join(", ", new TreeSet<>(conditions)));
                }
                when.put(condition, condition(section, figures));
            });
        }
        IssueTexts texts = new IssueTexts(text(type, "impact", figures), advice(type, figures), when);
        type.end();
        return texts;
    }

    private static List<String> figures(Section section, Section known) {
        List<String> figures = known.optionalTexts("figures");
        if (!section.optionalTexts("figures").equals(figures)) {
            section.problem("figures", "is what the analysis measures; it cannot be changed here");
        }
        return figures;
    }

    private static IssueTexts condition(Section section, List<String> figures) {
        IssueTexts texts = new IssueTexts(
                section.has("impact") ? text(section, "impact", figures) : "",
                section.has("recommendations") ? advice(section, figures) : List.of(),
                Map.of());
        section.end();
        return texts;
    }

    private static List<IssueTexts.Advice> advice(Section section, List<String> figures) {
        List<IssueTexts.Advice> all = new ArrayList<>();
        for (Section item : section.sections("recommendations")) {
            all.add(new IssueTexts.Advice(
                    item.oneOf("priority", IssueTexts.Priority.values()), text(item, "text", figures)));
            item.end();
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
