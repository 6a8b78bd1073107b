package io.orchestress.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * How a file begins, uncompressed: enough to tell its format.
 *
 * @param text the first bytes, a character each
 * @param json of the first object in them
 */
public record FileHead(String text, JsonHead json) {
    /** So much of a file tells its format. */
    static final int BYTES = 1 << 13;

    static FileHead of(byte[] head) {
        return new FileHead(new String(head, ISO_8859_1), JsonHead.of(new String(head, UTF_8)));
    }

    /** Up to its end, without it. */
    public String firstLine() {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end).stripTrailing();
    }

    /** Whether it begins with a JSON object. */
    public boolean isJson() {
        return !json.fields().isEmpty();
    }
}
