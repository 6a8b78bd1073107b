package io.orchestress.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a line can be replaced where it stands, on what a stream of this process is shown on.
 *
 * <p>The script that starts this JVM knows whether a stream is a terminal and tells it by a property, for JVMs disagree: {@code System.console()} of 17
 * is there only where the standard input is a terminal, too, that of 22 and later also where nothing is.
 *
 * @param columns of the terminal; 0: only whole lines, one after the other
 */
public record Terminal(int columns) {
    /** Columns of the terminal that standard output is; absent: it is none. */
    static final String OUT = "stdout.columns";

    /** The same of standard error. */
    static final String ERR = "stderr.columns";

    /** Which are no settings, and no part of how the JVM was started. */
    public static final List<String> PROPERTIES = List.of(OUT, ERR);

    /** What no line in place is shown on. */
    static final Terminal NONE = new Terminal(0);

    /** Of one that does not say how wide it is. */
    private static final int USUAL_COLUMNS = 80;

    private static final int LEAST_COLUMNS = 20;
    private static final int MOST_COLUMNS = 160;

    /** Each is set by pipelines, whose logs keep every state of a line that is replaced. */
    private static final List<String> PIPELINES =
            List.of("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION");

    /** Of this process. */
    static Terminal ofThisProcess(String property) {
        return of(System.getProperty(property), System.getenv());
    }

    /** Whether the stream is shown on a terminal of whatever kind. */
    static boolean isOne(String property) {
        return System.getProperty(property) != null;
    }

    /** @param columns as the property has them; null: the stream is no terminal */
    static Terminal of(@Nullable String columns, Map<String, String> environment) {
        String kind = environment.getOrDefault("TERM", "");
        boolean moves = !kind.isEmpty() && !kind.equals("dumb");
        if (columns == null || !moves || PIPELINES.stream().anyMatch(name -> isSet(environment, name))) {
            return NONE;
        }
        int given = columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : 0;
        return new Terminal(given == 0 ? USUAL_COLUMNS : Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, given)));
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
        return !value.isEmpty() && !value.equals("false") && !value.equals("0");
    }
}
