package io.orchestress.analysis.endurance;

import io.orchestress.record.Estimate;
import java.util.Locale;

/** How figures of a drift read in a sentence. */
final class DriftWords {
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private DriftWords() {}

    /** {@code 12.5 MB}, {@code 120}, {@code 35.2 ms}. */
    static String amount(double value, String unit) {
        return switch (unit) {
            case "B" -> number(value / 1e6) + " MB";
            case "count" -> number(value);
            default -> number(value) + " " + unit;
        };
    }

    /** {@code +12.5 MB/h (+11.9 to +13.1)}. */
    static String rate(Estimate perHour, String unit) {
        double scale = unit.equals("B") ? 1e6 : 1;
        return signed(perHour.value() / scale) + suffix(unit) + " (" + signed(perHour.low() / scale) + " to "
                + signed(perHour.high() / scale) + ")";
    }

    /** {@code 12.5 MB/h}. */
    static String rate(double perHour, String unit) {
        return number(unit.equals("B") ? perHour / 1e6 : perHour) + suffix(unit);
    }

    /** {@code 12.5 kB per 1,000 requests}, {@code 0.35 per 1,000 requests}. */
    static String perThousandRequests(double growth, String unit) {
        boolean bytes = unit.equals("B");
        String size = bytes && Math.abs(growth) >= 1e6
                ? number(growth / 1e6) + " MB"
                : bytes ? number(growth / 1e3) + " kB" : number(growth);
        return size + " per 1,000 requests";
    }

    /** {@code 45 s}, {@code 20 min}, {@code 4.0 h}. */
    static String time(double seconds) {
        if (seconds < 2 * MINUTE) {
            return Math.round(seconds) + " s";
        }
        return seconds < 1.5 * HOUR
                ? Math.round(seconds / MINUTE) + " min"
                : String.format(Locale.ROOT, seconds < 100 * HOUR ? "%.1f h" : "%.0f h", seconds / HOUR);
    }

    private static String suffix(String unit) {
        return unit.equals("B") ? " MB/h" : unit.equals("count") ? "/h" : " " + unit + "/h";
    }

    private static String signed(double value) {
        String text = number(value);
        return value > 0 ? "+" + text : text;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        int decimals = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
    }
}
