package io.orchestress.backend.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/** Writes JSON by hand: these few forms are written so often that trees of them would cost more than all else. */
final class JsonWords {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private JsonWords() {}

    /** In quotes. */
    static StringBuilder quoted(StringBuilder out, String text) {
        out.append('"');
        ENCODER.quoteAsString(text, out);
        return out.append('"');
    }

    /** In quotes. */
    static String quoted(String text) {
        return quoted(new StringBuilder(text.length() + 16), text).toString();
    }

    /** All pieces as one, in quotes. */
    static StringBuilder quoted(StringBuilder out, List<String> pieces) {
        out.append('"');
        for (String piece : pieces) {
            ENCODER.quoteAsString(piece, out);
        }
        return out.append('"');
    }

    static String orNull(String text) {
        return text.isEmpty() ? "null" : quoted(text);
    }
}
