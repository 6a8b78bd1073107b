package io.orchestress.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether headers can be sent as they are. No message shows a value: it may be a secret. */
final class HeaderCheck {
    /** Those that say where a message ends, or what becomes of its connection: whoever sends it knows, and nobody else. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** What the wire undoes. */
    private static final Set<String> CODINGS = Set.of("gzip", "x-gzip", "deflate", "identity");

    private static final Pattern REFUSED = Pattern.compile(";\\s*q\\s*=\\s*0(\\.0*)?\\s*$");

    private HeaderCheck() {}

    /** Reports every header that HTTP cannot carry, that is there twice, or that whoever sends the request sets itself. */
    static void check(Section section, Map<String, String> headers) {
        Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        new TreeMap<>(headers).forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                section.problem(
                        name,
                        "not a valid HTTP header name: expected letters, digits and any of !#$%&'*+.^_`|~- in it");
            }
            String other = seen.putIfAbsent(name, name);
            if (other != null) {
                section.problem(name, "repeats header " + other + ": give it once");
            }
            if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                section.problem(
                        name,
                        "the connection sets this header itself; valid is any header but "
                                + FRAMING.stream().sorted().collect(Collectors.joining(", ")));
            }
            checkValue(section, name, value);
        });
    }

    /** Reports content codings that are not undone: who asks for one gets it, and then nothing that can be read. */
    static void checkCodings(Section section, Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("accept-encoding")) {
                return;
            }
            for (String asked : value.split(",", -1)) {
                String coding = asked.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
                if (!coding.isEmpty()
                        && !CODINGS.contains(coding)
                        && !REFUSED.matcher(asked).find()) {
                    section.problem(
                            name,
                            "requests a content coding that cannot be decoded on every machine; valid: "
                                    + CODINGS.stream().sorted().collect(Collectors.joining(", ")));
                    return;
                }
            }
        });
    }

    private static void checkValue(Section section, String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c > '~') {
                String what = c < ' ' || c == 0x7f ? "a control character" : "not ASCII";
                section.problem(
                        name,
                        String.format(
                                Locale.ROOT,
                                "character %d of its value (not shown) is %s; valid are ASCII letters, digits, signs, blanks and tabs",
                                i + 1,
                                what));
                return;
            }
        }
    }

    /** Reports a Host: of a request to an address of its own it is the address's. */
    static void refuseHost(Section section, Map<String, String> headers) {
        headers.keySet().stream()
                .filter("host"::equalsIgnoreCase)
                .forEach(name -> section.problem(name, "the connection sets this header itself, from the URL"));
    }
}
