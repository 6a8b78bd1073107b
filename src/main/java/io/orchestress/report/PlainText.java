package io.orchestress.report;

import java.util.Locale;

/** Text that came from a target or a configuration, made fit to be read. Escaping for a format comes after this. */
public final class PlainText {
    private static final int LONG = 400;

    private PlainText() {}

    /**
     * Without anything that moves a cursor, reverses the direction of reading or hides: line breaks and tabs become spaces,
     * other control and directional characters {@code U+FFFD}. Longer than a paragraph is cut.
     */
    public static String clean(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(visible(c)));
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

    private static int visible(int c) {
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029 || c == 0x85) {
            return ' ';
        }
        int type = Character.getType(c);
        boolean hidden = Character.isISOControl(c)
                || type == Character.SURROGATE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200E
                || c == 0x200F
                || c == 0x200B
                || c == 0x2060
                || c == 0xFEFF;
        return hidden ? 0xFFFD : c;
    }
}
