package io.orchestress.text;

/** Removes from a text whatever moves a cursor, reverses the direction of reading, ends a line or hides. */
public final class Visible {
    /** Stands for a character that is not shown. */
    public static final int HIDDEN = 0xFFFD;

    private static final int LONGEST = 4000;

    private Visible() {}

    /**
     * As one line: line breaks and tabs are spaces, what is hidden is {@code U+FFFD}, and more than {@value #LONGEST} characters are cut.
     */
    public static String line(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST));
        text.codePoints().limit(LONGEST).forEach(c -> out.appendCodePoint(of(c)));
        return text.codePointCount(0, text.length()) > LONGEST ? out + "…" : out.toString();
    }

    /** The character that is shown in place of this one. */
    public static int of(int c) {
        if (c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029 || c == 0x85) {
            return ' ';
        }
        return isHidden(c) ? HIDDEN : c;
    }

    /**
     * JSON that a console may show and a program still reads as the same: what is hidden, or would be part of a command to a pipeline,
     * is written as an escape. Only strings of JSON can hold such characters.
     */
    public static String json(String json) {
        StringBuilder out = new StringBuilder(json.length());
        int before = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean escaped = (c == '#' && before == '#') || (c != '\n' && !Character.isSurrogate(c) && of(c) != c);
            if (escaped) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
            before = c;
        }
        return out.toString();
    }

    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.SURROGATE
                || type == Character.FORMAT
                || c == 0x034F // grapheme joiner
                || c == 0x115F // fillers of Hangul, as wide as nothing
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || (c >= 0xE0000 && c <= 0xE0FFF); // tags and selectors of variants
    }
}
