package io.orchestress.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What of an environment may be kept: variables that somebody chose, and arguments, both without secrets. */
public final class EnvironmentFacts {
    /** {@code https://user:password@host}. */
    private static final Pattern USER_IN_URL = Pattern.compile("(\\w+://)[^/@\\s\"']+@");

    private EnvironmentFacts() {}

    /**
     * The variables whose name matches, in alphabetical order.
     *
     * @param patterns names, in which {@code *} stands for any text
     */
    public static Map<String, String> chosen(Map<String, String> environment, List<String> patterns) {
        List<Pattern> wanted = patterns.stream().map(EnvironmentFacts::pattern).toList();
        Map<String, String> chosen = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (wanted.stream().anyMatch(pattern -> pattern.matcher(name).matches())) {
                chosen.put(name, Redaction.shown(name, String.join(" ", shown(List.of(value.split(" ", -1))))));
            }
        });
        return chosen;
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }

    /** Arguments of a program, in which the value of whatever is named like a secret is left out. */
    public static List<String> shown(List<String> arguments) {
        return CommandLine.redacted(arguments).stream()
                .map(argument -> USER_IN_URL.matcher(argument).replaceAll("$1" + Redaction.REDACTED + "@"))
                .toList();
    }
}
