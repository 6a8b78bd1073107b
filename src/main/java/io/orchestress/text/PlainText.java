package io.orchestress.text;

import java.util.Locale;

/** Text that came from a target or a configuration, made fit to be read. Escaping for a format comes after this. */
public final class PlainText {
    private static final int LONG = 1_000;

    private PlainText() {}

    /**
     * Without anything that moves a cursor, reverses the direction of reading or hides: line breaks and tabs become spaces,
     * other control and directional characters {@code U+FFFD}. Cut at {@value #LONG} characters.
     */
    public static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(Visible.of(c)));
        return shorten(out.toString().strip(), LONG);
    }

    /** At most {@code max} characters, the last one an ellipsis where some were cut. */
    public static String shorten(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, max - 1)).stripTrailing() + "…";
    }

    /** {@code ramp-up} → {@code Ramp-up}. */
    public static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
