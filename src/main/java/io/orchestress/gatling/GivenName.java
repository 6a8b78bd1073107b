package io.orchestress.gatling;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.SeriesKey;
import io.orchestress.text.Visible;
import java.util.List;
import java.util.Locale;

/** The name that a simulation gives to a request or to a task: what record and report group by. */
final class GivenName {
    /** As in reports. */
    private static final String ALL = "all requests";

    private static final int LONGEST = 200;

    private GivenName() {}

    /**
     * The name, as it is.
     *
     * @param method that it is given to, such as {@code http}
     * @throws InvalidConfigException when it stands for something else, or cannot be shown
     */
    static String of(String method, String name) {
        String problem = problem(name);
        if (!problem.isEmpty()) {
            String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
            throw new InvalidConfigException(List.of(new ConfigProblem(
                    "requests." + method + "(\"" + Visible.line(shown) + "\")",
                    "",
                    "the constructor of the simulation",
                    problem + "; valid: a name for the kind of work, such as \"run task\"")));
        }
        return name;
    }

    private static String problem(String name) {
        if (name.isBlank()) {
            return "the name is empty";
        }
        if (name.equals(SeriesKey.ALL_REQUESTS)
                || name.strip().toLowerCase(Locale.ROOT).equals(ALL)) {
            return "the name is reserved for all requests together";
        }
        if (name.equals(Measurements.OTHERS)) {
            return "the name is reserved for the names beyond the limit";
        }
        if (name.length() > LONGEST) {
            return "the name has " + name.length() + " characters, more than " + LONGEST;
        }
        return name.chars().anyMatch(Character::isISOControl) ? "the name has a control character" : "";
    }
}
