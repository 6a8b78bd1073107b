package io.orchestress.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Short names of settings that are given for one run: {@code -Dtarget=URL} for {@code -Dorchestress.target.url=URL}, and {@code --target URL} of
 * {@code scripts/orchestress run}, which reaches us as a property of that name, so that a message can name what was written.
 */
public final class ShortForm {
    /** Before a name, in a property that was an option of the script. */
    static final String OPTION = "--";

    /** Names a file of settings, and stands for no key. */
    static final String FILE = "config";

    private static final Map<String, String> KEYS = new TreeMap<>(Map.of(
            "target",
            "orchestress.target.url",
            "protocol",
            "orchestress.target.protocol",
            "profile",
            "orchestress.profile",
            "users",
            "orchestress.ad-hoc.users",
            "rate",
            "orchestress.ad-hoc.rate",
            "duration",
            "orchestress.ad-hoc.duration"));

    private ShortForm() {}

    /** Whether a property is one of them, of a key or of a file of settings, and so one of ours. */
    static boolean is(String property) {
        return plain(property).equals(FILE) || keyOf(property).isPresent();
    }

    /** Every short name of a key. */
    static List<String> names() {
        return List.copyOf(KEYS.keySet());
    }

    /** The key that a property stands for; empty: it is no short form. */
    static Optional<String> keyOf(String property) {
        return Optional.ofNullable(KEYS.get(plain(property)));
    }

    /** Without what makes it an option: the name that it has as a property. */
    public static String plain(String property) {
        return property.startsWith(OPTION) ? property.substring(OPTION.length()) : property;
    }

    /** As it was written on the command line, without its value. */
    static String written(String property) {
        return property.startsWith(OPTION) ? property : "-D" + property;
    }

    /** Whether the origin of a value is the command line. */
    static boolean isGivenAlone(String origin) {
        return origin.startsWith(OPTION) || origin.startsWith("-D");
    }
}
