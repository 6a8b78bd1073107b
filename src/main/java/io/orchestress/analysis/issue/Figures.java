package io.orchestress.analysis.issue;

import java.util.Locale;

/** How figures read in a sentence: with their unit, and no more digits than they carry. */
final class Figures {
    private Figures() {}

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
