package io.orchestress.sut.embedded;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses the type of agent for a prompt by keywords, always the same for the same prompt: the type with the most different
 * keywords among the prompt's words wins, the earlier in {@link #KEYWORDS} where there is a tie, {@link #GENERALIST} where there
 * is none. Words are runs of letters and digits, upper and lower case alike; a keyword counts only as a whole word.
 */
public final class AgentRouter {
    /** The type for a prompt without a keyword. */
    public static final String GENERALIST = "generalist";

    /** Type of agent → its keywords, in order of precedence. */
    public static final Map<String, Set<String>> KEYWORDS = table();

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private AgentRouter() {}

    /** The type of agent that a task with this prompt is given to. */
    public static String route(String prompt) {
        Set<String> words = new HashSet<>(List.of(BETWEEN_WORDS.split(prompt.toLowerCase(Locale.ROOT), -1)));
        String best = GENERALIST;
        long most = 0;
        for (Map.Entry<String, Set<String>> type : KEYWORDS.entrySet()) {
            long hits = type.getValue().stream().filter(words::contains).count();
            if (hits > most) {
                best = type.getKey();
                most = hits;
            }
        }
        return best;
    }

    /** Every type there is, {@link #GENERALIST} last. */
    public static Set<String> types() {
        Set<String> types = new LinkedHashSet<>(KEYWORDS.keySet());
        types.add(GENERALIST);
        return types;
    }

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        table.put(
                "planner",
                Set.of("plan", "roadmap", "milestones", "schedule", "prioritise", "prioritize", "decompose"));
        table.put("researcher", Set.of("research", "search", "find", "investigate", "compare", "survey", "sources"));
        table.put("reviewer", Set.of("review", "audit", "critique", "inspect", "assess", "feedback"));
        table.put("tester", Set.of("test", "tests", "coverage", "regression", "verify", "reproduce", "qa"));
        table.put("architect", Set.of("architecture", "design", "schema", "interface", "diagram"));
        table.put("coder", Set.of("code", "implement", "fix", "refactor", "function", "bug", "build", "compile"));
        table.put("analyst", Set.of("analyse", "analyze", "metrics", "trend", "statistics", "dashboard"));
        table.put("operator", Set.of("deploy", "release", "rollback", "monitor", "pipeline", "container"));
        table.put("writer", Set.of("write", "document", "summarise", "summarize", "draft", "translate", "explain"));
        return Collections.unmodifiableMap(table);
    }
}
