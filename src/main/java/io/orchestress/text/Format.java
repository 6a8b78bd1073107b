package io.orchestress.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Format as people read them: about three significant digits, the unit that fits, thousands separated by a comma, a
 * decimal point. Independent of the locale of the machine.
 */
public final class Format {
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long KIBI = 1024;

    private Format() {}

    /** {@code 1234567} → {@code 1,234,567}. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A number with its noun: {@code 1 request}, {@code 2,000 requests}. */
    public static String count(long n, String singular) {
        return count(n) + " " + singular + (n == 1 ? "" : "s");
    }

    /** A bare figure with about three significant digits and no needless zeros: {@code 0.042}, {@code 3.5}, {@code 6,120}. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        if (value != 0 && Math.abs(value) < 0.001) {
            return value < 0 ? "> −0.001" : "< 0.001";
        }
        String text = fixed(value, decimals(Math.abs(value)));
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** With exactly {@code decimals} decimals: {@code 1,234.50}. */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(value));
        boolean negative = value < 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9');
        return negative ? "−" + text : text;
    }

    /** A latency in the unit that fits: {@code 850 µs}, {@code 12.4 ms}, {@code 1.84 s}, {@code 2 min 05 s}. */
    public static String latency(double micros) {
        double size = Math.abs(micros);
        if (!Double.isFinite(micros)) {
            return "–";
        }
        if (size < 999.5) {
            return fixed(micros, size < 9.95 && size != Math.rint(size) ? 1 : 0) + " µs";
        }
        if (size < 999_500) {
            return significant(micros / 1e3) + " ms";
        }
        return size < 119.95e6 ? significant(micros / 1e6) + " s" : duration(micros / 1e6);
    }

    /** A span of the run: {@code 0.4 s}, {@code 45 s}, {@code 4 min 30 s}, {@code 2 h 05 min}, {@code 3 d 04 h}. */
    public static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "–";
        }
        if (seconds < 0) {
            return "−" + duration(-seconds);
        }
        if (seconds < 9.95) {
            String text = fixed(seconds, 1);
            return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " s";
        }
        long s = Math.round(seconds);
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min" + (s % 60 == 0 ? "" : String.format(Locale.ROOT, " %02d s", s % 60));
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 24 * 60) {
            return minutes / 60 + " h"
                    + (minutes % 60 == 0 ? "" : String.format(Locale.ROOT, " %02d min", minutes % 60));
        }
        long hours = Math.round(seconds / 3600);
        return hours / 24 + " d" + (hours % 24 == 0 ? "" : String.format(Locale.ROOT, " %02d h", hours % 24));
    }

    /** A point of the run, since the load started: {@code 0:05}, {@code 12:30}, {@code 1:02:30}. */
    public static String clock(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "–";
        }
        long s = Math.round(Math.abs(seconds));
        String sign = seconds < 0 && s != 0 ? "−" : "";
        return sign
                + (s < 3600
                        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60));
    }

    /** {@code 1:10–4:10}. */
    public static String clockRange(double from, double to) {
        return clock(from) + "–" + clock(to);
    }

    /** An amount with three significant digits or to the hundredth, whichever is finer: {@code 0.00213 USD}, {@code 1,234.50 USD}. */
    public static String money(double amount, String currency) {
        if (!Double.isFinite(amount)) {
            return "–";
        }
        int magnitude = amount == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(amount)));
        String text = fixed(amount, Math.min(12, Math.max(2, 2 - magnitude)));
        return currency.isEmpty() ? text : text + " " + PlainText.clean(currency);
    }

    /** Per second: {@code 0.42/s}, {@code 56.2/s}, {@code 1,234/s}. */
    public static String rate(double perSecond) {
        return number(perSecond) + "/s";
    }

    /**
     * A share of 0 to 1 as percent. Something is never rounded to nothing, nor almost all to all: {@code < 0.01 %},
     * {@code > 99.99 %}.
     */
    public static String percent(double share) {
        double percent = share * 100;
        if (!Double.isFinite(percent)) {
            return "–";
        }
        if (percent == 0 || percent == 100) {
            return percent == 0 ? "0 %" : "100 %";
        }
        if (percent > 0 && percent < 0.01) {
            return "< 0.01 %";
        }
        if (percent > 99.99 && percent < 100) {
            return "> 99.99 %";
        }
        return (percent < 10 || (percent > 99 && percent < 100) ? fixed(percent, 2) : fixed(percent, 1)) + " %";
    }

    /** How many times as much: {@code 1.2}, {@code 6.4}, {@code 38}. */
    public static String factor(double times) {
        return times < 9.95 ? fixed(times, 1) : fixed(times, 0);
    }

    /** {@code 512 B}, {@code 15.6 GiB}. */
    public static String bytes(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        double value = bytes;
        int unit = 0;
        while (value >= KIBI && unit < units.length - 1) {
            value /= KIBI;
            unit++;
        }
        return number(value) + " " + units[unit];
    }

    /** {@code 2026-11-21 03:25:10 UTC}. */
    public static String instant(Instant at) {
        return UTC.format(at);
    }

    private static String significant(double value) {
        double size = Math.abs(value);
        return fixed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
    }

    private static int decimals(double size) {
        return size < 0.9995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    }
}
