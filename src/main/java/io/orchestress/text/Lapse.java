package io.orchestress.text;

import java.util.Locale;

/** Seconds in the two largest units that they reach, and as a point of a clock. */
final class Lapse {
    private static final double TENTHS = 9.95;
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private static final double DAY = 86_400;

    private Lapse() {}

    /** {@code 0.4 s}, {@code 45 s}, {@code 4 min 30 s}, {@code 2 h 05 min}, {@code 3 d 04 h}. */
    static String text(double seconds) {
        if (seconds < 0) {
            String text = text(-seconds);
            return text.equals("0 s") ? text : "−" + text;
        }
        if (seconds < TENTHS) {
            return Shape.stripped(Shape.fixed(seconds, 1)) + " s";
        }
        long s = Math.round(shown(seconds));
        if (s < MINUTE) {
            return s + " s";
        }
        return s < HOUR
                ? two(s, 60, "min", 1, "s")
                : s < DAY ? two(s, 3600, "h", 60, "min") : two(s, 86_400, "d", 3600, "h");
    }

    private static String two(long seconds, long large, String largeUnit, long small, String smallUnit) {
        long rest = seconds % large / small;
        return Shape.fixed(seconds / large, 0) + " " + largeUnit
                + (rest == 0 ? "" : String.format(Locale.ROOT, " %02d %s", rest, smallUnit));
    }

    /** The seconds that the text says. */
    static double shown(double seconds) {
        double size = Math.abs(seconds);
        double whole = Math.round(size);
        double minutes = Math.round(size / MINUTE) * MINUTE;
        double shown = size < TENTHS
                ? Math.round(size * 10) / 10.0
                : whole < HOUR ? whole : minutes < DAY ? minutes : Math.round(size / HOUR) * HOUR;
        return seconds < 0 ? -shown : shown;
    }

    /** {@code 0:05}, {@code 12:30}, {@code 1:02:30}. */
    static String clock(double seconds) {
        long s = Math.round(Math.abs(seconds));
        String sign = seconds < 0 && s != 0 ? "−" : "";
        return sign
                + (s < HOUR
                        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60));
    }
}
