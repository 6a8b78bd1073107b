package io.orchestress.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the names of properties that were meant for us and are not read. A misspelt target would be forgotten, the embedded orchestrator driven
 * in its place, and the release would pass: so a name that is near one of ours is refused, and only names that nobody could have meant for
 * us stay free.
 */
final class PropertyNames {
    private static final String ROOT = "orchestress";
    private static final List<String> SHORT = Stream.concat(
                    Stream.of(ShortForm.FILE, "simulation"), ShortForm.names().stream())
            .toList();

    /** Up to so many letters, other words are near by chance. */
    private static final int FEW_LETTERS = 5;

    /** Other words for ours, as other tools have them. */
    private static final Map<String, String> SYNONYMS = synonyms(Map.of(
            "target",
            List.of("url", "uri", "host", "hostname", "endpoint", "baseurl", "server", "address", "sut"),
            "users",
            List.of("user", "vus", "vu", "concurrency"),
            "rate",
            List.of("rps", "qps", "tps")));

    /** First words of names that belong to others. */
    private static final Set<String> OTHERS = Set.of(
            "java",
            "javax",
            "jdk",
            "sun",
            "com",
            "org",
            "io",
            "net",
            "user",
            "os",
            "file",
            "line",
            "path",
            "awt",
            "native",
            "stdout",
            "stderr",
            "stdin",
            "http",
            "https",
            "ftp",
            "socksproxyhost",
            "maven",
            "surefire",
            "gatling",
            "netty",
            "logback",
            "slf4j",
            "jansi",
            "jna",
            "oshi",
            "otel",
            "spring",
            "junit",
            "env");

    private PropertyNames() {}

    private static Map<String, String> synonyms(Map<String, List<String>> byName) {
        Map<String, String> synonyms = new HashMap<>();
        byName.forEach((name, others) -> others.forEach(other -> synonyms.put(other, name)));
        return synonyms;
    }

    /**
     * What is wrong with the names; values are not told, for they may be secret.
     *
     * @param keys every key below {@code orchestress}, as {@code load.pace}
     */
    static List<ConfigProblem> problems(Properties properties, Set<String> keys) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            meant(name, keys)
                    .ifPresent(meant -> problems.add(
                            new ConfigProblem(name, "", "-D" + name, "is not a setting; valid: -D" + meant)));
        }
        return problems;
    }

    /** The name that must have been meant; empty: the name is one of ours, or of somebody else's. */
    static Optional<String> meant(String name, Set<String> keys) {
        if (SHORT.contains(ShortForm.plain(name)) || name.startsWith(ROOT + ".")) {
            return Optional.empty();
        }
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        int dot = name.indexOf('.');
        String first = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
        if (distance(first, ROOT) <= 3) {
            return Optional.of(dot < 0 ? ROOT + ".…" : ROOT + name.substring(dot));
        }
        if (OTHERS.contains(first) && !SYNONYMS.containsKey(plain)) {
            return Optional.empty();
        }
        if (dot > 0 && keys.stream().anyMatch(key -> key.equals(name) || key.startsWith(name + "."))) {
            return Optional.of(ROOT + "." + name);
        }
        return Optional.ofNullable(SYNONYMS.get(plain))
                .or(() -> SHORT.stream().filter(known -> isNear(plain, known)).findFirst());
    }

    /**
     * Two slips where the first letter is right, else one; or all of the known name with something before or after it; or at least four letters
     * of its beginning. Of a known name of few letters: one slip behind the first letter, or capitals.
     */
    private static boolean isNear(String name, String known) {
        boolean beginsAlike = !name.isEmpty() && name.charAt(0) == known.charAt(0);
        if (known.length() <= FEW_LETTERS) {
            return beginsAlike && distance(name, known) <= 1;
        }
        int slips = beginsAlike ? 2 : 1;
        return distance(name, known) <= slips
                || name.startsWith(known)
                || name.endsWith(known)
                || (name.length() >= 4 && known.startsWith(name));
    }

    /** Fewest letters to add, to drop, to change or to swap with the next: optimal string alignment. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
