package io.orchestress.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the keys that somebody may have meant who wrote one that is not known. */
final class NearestKeys {
    /** Words of other tools, and of older versions, for keys that share no letters with them. */
    private static final Map<String, List<String>> SYNONYMS = Map.ofEntries(
            Map.entry("levers", List.of("controls")),
            Map.entry("thresholds", List.of("gates")),
            Map.entry("assertions", List.of("gates")),
            Map.entry("checks", List.of("gates")),
            Map.entry("scenarios", List.of("workloads")),
            Map.entry("stages", List.of("phases", "workloads")),
            Map.entry("webhooks", List.of("hooks")),
            Map.entry("monitoring", List.of("resources")),
            Map.entry("vus", List.of("users", "max-users")),
            Map.entry("executor", List.of("model")),
            Map.entry("longest", List.of("max-duration")),
            Map.entry("slow", List.of("max-time")),
            Map.entry("single", List.of("reference-model")),
            Map.entry("missed", List.of("false-negative-rate")),
            Map.entry("noise", List.of("run-to-run-variation")),
            Map.entry("decides", List.of("required-metrics")),
            Map.entry("most", List.of("top")),
            Map.entry("scale", List.of("grading")));

    /** Words of three letters that say nothing of what a key is about. */
    private static final Set<String> FILLERS = Set.of("max", "min", "per", "for", "and", "run");

    private NearestKeys() {}

    /** At most two known keys that mean the same, share a word of three letters or more with it, or are at most three letters away, nearest first. */
    static List<String> to(String unknown, Collection<String> known) {
        Set<String> words = words(unknown);
        List<String> same = SYNONYMS.getOrDefault(unknown, List.of());
        return known.stream()
                .filter(key -> same.contains(key)
                        || PropertyNames.distance(unknown, key) <= Math.min(3, unknown.length() / 2)
                        || words(key).stream().anyMatch(words::contains))
                .sorted(Comparator.comparing((String key) -> !same.contains(key))
                        .thenComparingInt(key -> PropertyNames.distance(unknown, key)))
                .limit(2)
                .toList();
    }

    private static Set<String> words(String key) {
        return Arrays.stream(key.split("[^a-zA-Z0-9]+"))
                .filter(word -> word.length() >= 3 && !FILLERS.contains(word))
                .collect(Collectors.toSet());
    }
}
