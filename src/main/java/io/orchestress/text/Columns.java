package io.orchestress.text;

/** How much room a text takes on a terminal, where a character of East Asia is two columns wide and a combining one takes none. */
final class Columns {
    private static final String CUT = "…";

    /** First and last code points two columns wide: W and F of Unicode's East Asian Width, in blocks. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF,
        0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6,
        0x16FE0, 0x18DFF, 0x1AFF0, 0x1B2FF, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F7E0, 0x1F7F0, 0x1F900, 0x1FAFF,
        0x20000, 0x3FFFD
    };

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && c >= WIDE[i]; i += 2) {
            if (c <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** As much of a text as has room, and a sign where something is missing. */
    static String cut(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = most - 1;
        for (int c : text.codePoints().toArray()) {
            left -= of(c);
            if (left < 0) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return most < 1 ? "" : kept.toString().stripTrailing() + CUT;
    }
}
