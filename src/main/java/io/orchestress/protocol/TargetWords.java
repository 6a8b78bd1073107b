package io.orchestress.protocol;

/** A target's own words, fit to be kept and shown. */
final class TargetWords {
    private TargetWords() {}

    /**
     * On one line, of at most {@code longest} characters, and without anything that moves a cursor, reverses the direction of reading or
     * hides.
     */
    static String harmless(String text, int longest) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), longest));
        boolean blank = true;
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85) {
                if (!blank) {
                    out.append(' ');
                }
                blank = true;
            } else {
                out.appendCodePoint(isHidden(c) ? 0xFFFD : c);
                blank = false;
            }
            if (out.length() > longest) {
                out.setLength(Character.isHighSurrogate(out.charAt(longest - 2)) ? longest - 2 : longest - 1);
                return out.append('…').toString();
            }
        }
        return out.toString().stripTrailing();
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
