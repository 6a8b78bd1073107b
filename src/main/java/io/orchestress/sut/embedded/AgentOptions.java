package io.orchestress.sut.embedded;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Agents that call models and tools.
 *
 * @param backend URL on this machine of models ({@code /v1/chat/completions}) and tools ({@code /mcp}); empty: tasks are timers
 * @param overheadMillis mean of an agent's own time for a task, half of it before its first call and half after its last, 0 to a day
 * @param overheadLaw distribution of that time
 * @param tools how tools are called that a model asks for at once
 * @param tries calls of a model before a task fails, 1 to 100
 * @param callTimeoutMillis for one call, 1 to a day
 */
public record AgentOptions(
        String backend,
        double overheadMillis,
        ServiceLaw overheadLaw,
        ToolOrder tools,
        int tries,
        long callTimeoutMillis) {
    /** Tasks are timers. */
    public static final AgentOptions NONE = new AgentOptions("", 0, ServiceLaw.FIXED, ToolOrder.SEQUENTIAL, 5, 60_000);

    private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    public AgentOptions {
        if (!backend.isEmpty() && !isHere(backend)) {
            throw new IllegalArgumentException("backend is '" + backend
                    + "', must be empty or a URL of this machine such as http://127.0.0.1:4111");
        }
        Check.within("overheadMillis", overheadMillis, 0, Check.DAY_MILLIS);
        Check.within("tries", tries, 1, 100);
        Check.within("callTimeoutMillis", callTimeoutMillis, 1, Check.DAY_MILLIS);
    }

    /** How tools are called that a model asks for at once. */
    public enum ToolOrder {
        /** One after the other. */
        SEQUENTIAL,
        /** All at once. */
        PARALLEL;

        /** As written in settings. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An agent calls nobody but this machine, whatever it is told. */
    private static boolean isHere(String url) {
        try {
            URI uri = new URI(url);
            String path = uri.getPath() == null ? "" : uri.getPath();
            return "http".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && THIS_MACHINE
                            .matcher(uri.getHost().toLowerCase(Locale.ROOT))
                            .matches()
                    && (path.isEmpty() || path.equals("/"));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The same, with this backend. */
    public AgentOptions at(String url) {
        return new AgentOptions(url, overheadMillis, overheadLaw, tools, tries, callTimeoutMillis);
    }
}
