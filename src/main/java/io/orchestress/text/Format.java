package io.orchestress.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/**
 * Numbers as people read them, the same everywhere: on the console, in sentences, tables and reports, whatever the locale of the machine.
 *
 * <ul>
 *   <li>Three significant digits, and never fewer than the whole part has: {@code 0.042}, {@code 3.5}, {@code 56.2}, {@code 6,124}.
 *       Thousands are separated by a comma, decimals by a point, a negative number has the sign {@code −}. Rounding is half up.
 *   <li>The unit is the one in which the number has a whole part, and stands behind a space ({@code 12.4 ms}, {@code 1.84 s},
 *       {@code 15.6 GiB}, {@code 1.41 %}); only {@code /s} follows at once. What rounds up to the next unit is written in it:
 *       999.96 ms is {@code 1.00 s}. Sizes go by powers of 1,024.
 *   <li>Zeros at the end show what was measured ({@code 1.00 s}, {@code 5.00 %}); bare numbers, rates and limits have none.
 *   <li>Something is never rounded to nothing, nor almost all to all: {@code < 0.01 %}, {@code > 99.99 %}, {@code < 0.001/s}.
 *   <li>A limit is written as it was set ({@link #limit}), and what is compared with it has the digits that it takes to read as above it,
 *       or below it, when it is ({@link #beside}): 800.04 ms is no {@code 800 ms} where the limit is 800 ms.
 *   <li>What is no number is {@code –}.
 * </ul>
 */
public final class Format {
    /** Stands for a number that there is none of. */
    public static final String NONE = "–";

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final double LONG_MICROS = 119.95e6;
    private static final int COEFFICIENT_DIGITS = 4;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private Format() {}

    /** {@code 1234567} → {@code 1,234,567}. */
    public static String count(long n) {
        return Shape.fixed(n, 0);
    }

    /** A number with its noun: {@code 1 request}, {@code 2,000 requests}. */
    public static String count(long n, String singular) {
        return count(n) + " " + singular + (n == 1 ? "" : "s");
    }

    /** A bare number without needless zeros: {@code 0.042}, {@code 3.5}, {@code 6,120}. */
    public static String number(double value) {
        return finite(value, v -> Shape.number(v, "").text(0));
    }

    /** With exactly {@code decimals} decimals, for columns and coordinates that are read together: {@code 1,234.50}. */
    public static String fixed(double value, int decimals) {
        return finite(value, v -> Shape.fixed(v, decimals));
    }

    /** A latency in the unit that fits: {@code 850 µs}, {@code 12.4 ms}, {@code 1.84 s}, {@code 2 min 05 s}. */
    public static String latency(double micros) {
        return finite(micros, v -> Math.abs(v) < LONG_MICROS ? Shape.time(v).text(0) : duration(v / 1e6));
    }

    /** A span of the run: {@code 0.4 s}, {@code 45 s}, {@code 4 min 30 s}, {@code 2 h 05 min}, {@code 3 d 04 h}. */
    public static String duration(double seconds) {
        return finite(seconds, Lapse::text);
    }

    /**
     * Seconds as a person would ask for them, never fewer: whole seconds up to 10 s, steps of 5 s up to a minute, of 30 s up to 10 min, of 5 min
     * up to 2 h, of half an hour beyond.
     */
    public static double roundedUp(double seconds) {
        double step = seconds <= 10 ? 1 : seconds <= 60 ? 5 : seconds <= 600 ? 30 : seconds <= 7200 ? 300 : 1800;
        return step * Math.ceil(seconds / step);
    }

    /** A point of the run, since the load started: {@code 0:05}, {@code 12:30}, {@code 1:02:30}. */
    public static String clock(double seconds) {
        return finite(seconds, Lapse::clock);
    }

    /** {@code 1:10–4:10}. */
    public static String clockRange(double from, double to) {
        return clock(from) + "–" + clock(to);
    }

    /** An amount with three significant digits or to the hundredth, whichever is finer: {@code 0.00213 USD}, {@code 1,234.50 USD}. */
    public static String money(double amount, String currency) {
        String text = finite(amount, v -> Shape.money(v, "").text(0));
        return currency.isEmpty() ? text : text + " " + PlainText.clean(currency);
    }

    /** Per second: {@code 0.42/s}, {@code 56.2/s}, {@code 1,234/s}. */
    public static String rate(double perSecond) {
        return of(perSecond, "/s");
    }

    /** A share of 0 to 1 as percent: {@code 1.41 %}, {@code 54.7 %}. */
    public static String percent(double share) {
        return finite(share, v -> Shape.percent(100 * v).text(0));
    }

    /**
     * A relative change with its sign: {@code +60.7 %}, {@code −1.27 %}, {@code +240 %}. Tenths of a percent, hundredths below 2 % and
     * none from 100 % on: a change is known less well than what has changed.
     */
    public static String change(double share) {
        return changed(share) + " %";
    }

    /** The change of a share with its sign: {@code −1.3 points}. */
    public static String points(double share) {
        return changed(share) + " points";
    }

    /** As {@link #change} without its unit, for columns and intervals: {@code +60.7}; what grew from nothing grew by {@code ∞}. */
    public static String changed(double share) {
        if (Double.isInfinite(share)) {
            return share > 0 ? "∞" : NONE;
        }
        double size = Math.abs(100 * share);
        String text = fixed(100 * share, size < 1.995 ? 2 : size < 99.95 ? 1 : 0);
        return share > 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9') ? "+" + text : text;
    }

    /** How many times as much: {@code 1.2}, {@code 6.4}, {@code 38}. */
    public static String factor(double times) {
        return fixed(times, times < 9.95 ? 1 : 0);
    }

    /**
     * Of a fitted law, with four significant digits: {@code 995.6}, {@code 0.0267}, {@code 7.691e−4}. Below 1e−12 nothing is left of it but
     * the arithmetic: it is {@code 0}.
     */
    public static String coefficient(double value) {
        return finite(value, v -> {
            double size = Math.abs(v);
            if (size < 1e-12) {
                return "0";
            }
            if (size < 1e-3) {
                return String.format(Locale.ROOT, "%.3e", v)
                        .replaceFirst("\\.?0*e", "e")
                        .replaceFirst("e-0?", "e−")
                        .replace('-', '−');
            }
            return Shape.stripped(Shape.fixed(v, Math.max(0, COEFFICIENT_DIGITS - 1 - Shape.magnitude(v))));
        });
    }

    /** {@code 512 B}, {@code 15.6 GiB}. */
    public static String bytes(double bytes) {
        return of(bytes, "B");
    }

    /**
     * A value in the unit that a record states it in.
     *
     * @param unit {@code µs}, {@code ms} and {@code s} are times, {@code ratio}, {@code share} and {@code %} shares, {@code B} and {@code B/s} sizes,
     *     {@code /s} and {@code 1/s} rates, three capital letters a currency; {@code count} and the empty unit are not shown, any other
     *     is as it is
     */
    public static String of(double value, String unit) {
        return finite(value, v -> {
            double micros = microsPer(unit) * v;
            return Math.abs(micros) < LONG_MICROS ? shape(v, unit).text(0) : Lapse.text(micros / 1e6);
        });
    }

    /** As {@link #of}, with its sign also where it is positive: {@code +12.5 MiB}. */
    public static String signed(double value, String unit) {
        return (value > 0 ? "+" : "") + of(value, unit);
    }

    /** A limit as it was set, up to six digits: {@code 2 s}, {@code 1.25 s}, {@code 0.5 %}; its unit as of {@link #of}. */
    public static String limit(double limit, String unit) {
        return finite(limit, v -> {
            double seconds = microsPer(unit) * v / 1e6;
            return Math.abs(seconds) * 1e6 >= LONG_MICROS && Lapse.shown(seconds) == seconds
                    ? Lapse.text(seconds)
                    : shape(v, unit).exact();
        });
    }

    /** As {@link #of}, with the digits that it takes to read as above each limit, or below it, when it is. */
    public static String beside(double value, String unit, double... limits) {
        double perSecond = 1e6 / microsPer(unit);
        return finite(
                value,
                v -> v / perSecond * 1e6 >= LONG_MICROS
                        ? duration(v / perSecond, scaled(limits, 1 / perSecond))
                        : shape(v, unit).beside(scaled(limits, base(1, unit))));
    }

    /** As {@link #duration}, with the digits that it takes to read as above each limit, or below it, when it is. */
    public static String duration(double seconds, double... limitSeconds) {
        return finite(seconds, s -> {
            double shown = Lapse.shown(s);
            boolean clear = Arrays.stream(limitSeconds)
                    .allMatch(limit -> Double.compare(shown, limit) == Double.compare(s, limit));
            return clear ? Lapse.text(s) : Shape.time(1e6 * s).beside(scaled(limitSeconds, 1e6));
        });
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> value * factor).toArray();
    }

    /** {@code 2026-11-21 03:25:10 UTC}. */
    public static String instant(Instant at) {
        return UTC.format(at);
    }

    private static Shape shape(double value, String unit) {
        double base = base(value, unit);
        return switch (unit) {
            case "µs", "ms", "s" -> Shape.time(base);
            case "ratio", "share", "%" -> Shape.percent(base);
            case "B" -> Shape.bytes(base, "");
            case "B/s" -> Shape.bytes(base, "/s");
            case "count", "" -> Shape.number(base, "");
            case "1/s", "/s" -> Shape.number(base, "/s");
            default -> {
                String suffix = " " + PlainText.clean(unit);
                yield CURRENCY.matcher(unit).matches() ? Shape.money(base, suffix) : Shape.amount(base, suffix);
            }
        };
    }

    /** In microseconds, percent, or as it is. */
    private static double base(double value, String unit) {
        double micros = microsPer(unit);
        return micros > 0 ? micros * value : unit.equals("ratio") || unit.equals("share") ? 100 * value : value;
    }

    /** 0: no unit of time. */
    private static double microsPer(String unit) {
        return switch (unit) {
            case "µs" -> 1;
            case "ms" -> 1e3;
            case "s" -> 1e6;
            default -> 0;
        };
    }

    private static String finite(double value, DoubleFunction<String> text) {
        return Double.isFinite(value) ? text.apply(value) : NONE;
    }
}
