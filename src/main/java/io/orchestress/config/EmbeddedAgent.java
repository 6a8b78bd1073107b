package io.orchestress.config;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How agents of the embedded orchestrator do its tasks.
 *
 * @param backend URL on this machine; empty: that of the run's scripted backend, where it has one; {@link #NO_BACKEND}: none
 * @param overhead mean of an agent's own time for a task
 * @param tries calls of a model before a task fails
 * @param bugs name → one in so many tasks; 0: none
 */
public record EmbeddedAgent(
        String backend,
        Duration overhead,
        ServiceLaw overheadLaw,
        ToolOrder tools,
        int tries,
        Duration callTimeout,
        Map<String, Integer> bugs) {
    /** Tasks are timers, whatever else there is. */
    public static final String NO_BACKEND = "none";

    /** What agents can do wrong on purpose. */
    public static final List<String> BUGS = List.of(
            "swap-answers",
            "mix-prompts",
            "repeat-tool",
            "answer-twice",
            "lose-task",
            "cut-answer",
            "old-answer",
            "retry-storm",
            "keep-going",
            "write-late",
            "strip-mark",
            "drop-trace");

    private static final int MOST = 1_000_000_000;

    public EmbeddedAgent {
        bugs = Map.copyOf(bugs);
    }

    /** How tools are called that a model asks for at once. */
    public enum ToolOrder {
        SEQUENTIAL,
        PARALLEL
    }

    static EmbeddedAgent read(Section s) {
        String backend = s.text("backend").strip();
        if (!backend.isEmpty() && !backend.equals(NO_BACKEND) && !isHere(backend)) {
            s.problem("backend", "expected a URL of this machine, such as http://127.0.0.1:4111, none, or nothing");
        }
        Section all = s.section("bugs");
        Map<String, Integer> bugs = new LinkedHashMap<>();
        BUGS.forEach(bug -> bugs.put(bug, all.integer(bug, 0, MOST)));
        return new EmbeddedAgent(
                backend,
                s.duration("overhead", Duration.ZERO),
                s.oneOf("overhead-law", ServiceLaw.values()),
                s.oneOf("tools", ToolOrder.values()),
                s.integer("tries", 1, 100),
                s.duration("call-timeout", Duration.ofMillis(1)),
                bugs);
    }

    private static boolean isHere(String url) {
        try {
            URI uri = URI.create(url);
            String path = uri.getPath() == null ? "" : uri.getPath();
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && Settings.Target.isThisMachine(uri)
                    && (path.isEmpty() || path.equals("/"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether something is to be done wrong. */
    public boolean hasBugs() {
        return bugs.values().stream().anyMatch(every -> every > 0);
    }
}
