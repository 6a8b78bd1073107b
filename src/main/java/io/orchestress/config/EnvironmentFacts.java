package io.orchestress.config;

import io.orchestress.text.Terminal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of an environment that may be recorded: variables that somebody chose, and arguments, both without secrets. */
public final class EnvironmentFacts {
    /** {@code https://user:password@host}. */
    private static final Pattern USER_IN_URL = Pattern.compile("(\\w+://)[^/@\\s\"']+@");

    /** Sizes of memory, switches and numbers of the virtual machine, and what it opens. */
    private static final Pattern PLAIN_FLAG = Pattern.compile("-X(?:m[sxn]|ss)\\d+[kKmMgG]?"
            + "|-XX:[+-]\\w+"
            + "|-XX:\\w+=(?:[\\d.]+[kKmMgGtT%]?|true|false)"
            + "|--add-[a-z]+=[\\w.,/=-]+"
            + "|--enable-[a-z-]+(?:=[\\w.,-]+)?");

    private static final Pattern PROPERTY = Pattern.compile("-D([^=]+)(?:=.*)?", Pattern.DOTALL);

    /** Variables that hold options of a virtual machine. */
    private static final Pattern OPTIONS = Pattern.compile(".*(?:OPTIONS|OPTS|ARGS)");

    private static final Pattern FLAG_NAME = Pattern.compile("(-[^=:,\\s]+).*", Pattern.DOTALL);

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
                List<String> words = List.of(value.split("\\s+", -1));
                chosen.put(
                        name,
                        OPTIONS.matcher(name).matches()
                                ? String.join(" ", jvmFlags(words))
                                : Redaction.shown(name, String.join(" ", shown(words))));
            }
        });
        return chosen;
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }

    /**
     * Flags of a virtual machine, by a list of those whose values are no secrets: sizes, switches, numbers, {@code --add-…}. Of any other
     * only the name is kept; settings of ours are left out, and so is what is no flag.
     */
    public static List<String> jvmFlags(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.startsWith("-") && !isOurs(flag))
                .map(flag -> PLAIN_FLAG.matcher(flag).matches() ? flag : nameOf(flag))
                .toList();
    }

    /** What the configuration of the record has, by key and without its secrets, and on what progress is shown. */
    private static boolean isOurs(String flag) {
        Matcher property = PROPERTY.matcher(flag);
        return property.matches()
                && (property.group(1).startsWith("orchestress.")
                        || ShortForm.is(property.group(1))
                        || Terminal.PROPERTIES.contains(property.group(1)));
    }

    private static String nameOf(String flag) {
        if (flag.startsWith("-XX:")) {
            return "-XX:" + nameOf("-" + flag.substring(4)).substring(1);
        }
        Matcher name = FLAG_NAME.matcher(flag);
        return name.matches() ? name.group(1) : "-";
    }

    /** Arguments of a program, in which the value of whatever is named like a secret is left out. */
    public static List<String> shown(List<String> arguments) {
        return CommandLine.redacted(arguments).stream()
                .map(argument -> USER_IN_URL.matcher(argument).replaceAll("$1" + Redaction.REDACTED + "@"))
                .toList();
    }
}
