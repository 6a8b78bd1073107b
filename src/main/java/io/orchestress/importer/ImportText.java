package io.orchestress.importer;

import java.util.regex.Pattern;

/** Words of a file as they may stand on a terminal and in a record. */
final class ImportText {
    private static final int LONGEST = 300;

    /** Control characters, those that part lines, and those that turn the direction of writing. */
    private static final Pattern HIDDEN =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]");

    private ImportText() {}

    /** A question mark for each character that would not be seen. */
    static String of(String text) {
        return HIDDEN.matcher(text).replaceAll("?");
    }

    /** As {@link #of}, and no longer than a few lines. */
    static String shortened(String text) {
        String visible = of(text);
        return visible.length() > LONGEST ? visible.substring(0, LONGEST) + "…" : visible;
    }
}
