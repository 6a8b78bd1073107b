package io.orchestress.config;

import java.util.Map;

/** Whether headers can be sent as they are. */
final class HeaderCheck {
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
}
