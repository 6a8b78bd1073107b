package io.orchestress.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether headers can be sent as they are. */
final class HeaderCheck {
    private static final Set<String> SET_BY_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "upgrade");

    private HeaderCheck() {}

    /** Reports every header that HTTP cannot carry. */
    static void check(Section section, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                section.problem(name, "no name of an HTTP header");
            }
            if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
                section.problem(name, "no line break or other control character may be in a header");
            }
        });
    }

    /** Reports every header that whoever sends the request sets itself. */
    static void refuseThoseOfTheConnection(Section section, Map<String, String> headers) {
        headers.keySet().stream()
                .filter(name -> SET_BY_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> section.problem(name, "the connection sets this header itself"));
    }
}
