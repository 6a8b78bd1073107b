package io.orchestress.analysis.issues;

import java.util.Locale;

/** How figures read in a sentence: with their unit, and no more digits than they carry. */
final class IssueFormat {
    private IssueFormat() {}

    /** A bare figure with three significant digits or more, and no needless zeros. */
    static String number(double value) {
        int decimals = Math.abs(value) < 1 ? 3 : Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** Since the load started: {@code 0:05}, {@code 12:30}, {@code 1:02:30}. */
    static String clock(double seconds) {
        long s = Math.round(seconds);
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    /** With its sign: {@code +12.5 %}. */
    static String change(double ratio) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * ratio).replace('-', '−');
    }

    static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    static String perSec(double perSec) {
        return String.format(Locale.ROOT, perSec < 10 ? "%.2f/s" : "%.0f/s", perSec);
    }

    static String factor(double factor) {
        return String.format(Locale.ROOT, "%.1f ×", factor);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
