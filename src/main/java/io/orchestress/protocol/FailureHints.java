package io.orchestress.protocol;

import io.orchestress.transport.SseEvent;
import io.orchestress.transport.SseRest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from a failed answer the details that help to find the cause, and that no reader of the protocol sees: headers that explain a
 * status, and text outside of the form. Each is a phrase, several are separated by {@code ; }; empty: none.
 */
final class FailureHints {
    static final int QUOTED = 200;

    private final int status;
    private final Map<String, String> headers;

    /** @param headers by name in lower case */
    FailureHints(int status, Map<String, String> headers) {
        this.status = status;
        this.headers = headers;
    }

    /**
     * The text that a reader by the standard drops.
     *
     * @param readAsEvents how the body was read, where that is not by its content type
     */
    String unread(Optional<Boolean> readAsEvents, SseRest rest) {
        List<String> said = new ArrayList<>();
        readAsEvents.ifPresent(events -> {
            String type = header("content-type").isEmpty() ? "no content type" : header("content-type");
            said.add((events ? "events under " : "a body under ") + type);
        });
        rest.unclosed()
                .ifPresent(event -> said.add("its last event lacks the closing blank line: "
                        + (event.type().equals(SseEvent.MESSAGE) ? "" : event.type() + ": ")
                        + beginning(event.data())));
        if (!rest.skipped().isEmpty()) {
            said.add("text outside of events: " + beginning(rest.skipped()));
        }
        return String.join("; ", said);
    }

    private static String beginning(String text) {
        return TargetWords.harmless(text, QUOTED);
    }

    /** The headers that say more than the status does. Of a URL without its query, which may hold a secret. */
    String headers() {
        List<String> said = new ArrayList<>();
        if (status >= 300 && status < 400 && !header("location").isEmpty()) {
            said.add("Location: " + header("location").replaceFirst("[?#].*", "?…"));
        }
        add(said, "WWW-Authenticate", status == 401);
        add(said, "Proxy-Authenticate", status == 407);
        add(said, "Retry-After", true);
        add(said, "Retry-After-Ms", true);
        add(said, "X-RateLimit-Reset-Requests", status == 429);
        add(said, "X-RateLimit-Reset-Tokens", status == 429);
        add(said, "Allow", status == 405);
        String coding = header("content-encoding").strip();
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            said.add("Content-Encoding: " + coding);
        }
        return String.join("; ", said);
    }

    private void add(List<String> said, String name, boolean explains) {
        String value = header(name.toLowerCase(Locale.ROOT));
        if (explains && !value.isEmpty()) {
            said.add(name + ": " + value);
        }
    }

    private String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }
}
