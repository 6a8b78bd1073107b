package io.orchestress.sut.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method and a pattern of a path, such as {@code /v1/agents/{id}}, and what answers them.
 *
 * @param segments of the pattern, between slashes
 */
record Route(String method, String pattern, List<String> segments, Handler handler) {
    /** Answers an exchange, now or later, or throws an {@link ApiException}. */
    interface Handler {
        void handle(Exchange exchange);
    }

    static Route of(String method, String pattern, Handler handler) {
        return new Route(method, pattern, List.of(pattern.split("/", -1)), handler);
    }

    String name() {
        return method + " " + pattern;
    }

    /** The parts of the path that the pattern has names for, as they were sent; empty if the path is another one. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = null;
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                parameters = parameters == null ? new HashMap<>(4) : parameters;
                parameters.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters == null ? Map.of() : parameters);
    }
}
