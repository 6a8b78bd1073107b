package io.orchestress.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts with their unit, as people write them: {@code 30 s}, {@code 1.5min}, {@code 64 KiB}, {@code 2 %}. The configuration, gates,
 * limits, options and importers all read them here, so that what one of them takes the others take, too.
 */
public final class Units {
    /** Longer than any run, and short enough for nanoseconds in a {@code long}. */
    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final Pattern AMOUNT =
            Pattern.compile("(-?\\d{1,30}(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,4})?)\\s*(\\D\\S*|)");

    private static final Pattern PART_OF_A_TIME =
            Pattern.compile("(\\d{1,30}(?:\\.\\d{1,30})?)\\s*([a-z\u00b5\u03bc]+)\\s*");

    private Units() {}

    /** A kind of quantity: its units, and the one that numbers are converted to. */
    public enum Kind {
        /** In seconds. */
        TIME(
                "a duration",
                "\"30 s\", \"5 min\" or \"250 ms\"",
                unit("1e-9", "ns", "nano", "nanos", "nanosecond", "nanoseconds"),
                unit("1e-6", "us", "\u00b5s", "\u03bcs", "micro", "micros", "microsecond", "microseconds"),
                unit("1e-3", "ms", "milli", "millis", "millisecond", "milliseconds"),
                unit("1", "s", "second", "seconds"),
                unit("60", "min", "m", "minute", "minutes"),
                unit("3600", "h", "hour", "hours"),
                unit("86400", "d", "day", "days")),
        /** In bytes. {@code K}, {@code M} and {@code G} alone are powers of 1,024, as the JVM and HOCON have them. */
        SIZE(
                "a size",
                "\"256 MB\" or \"1 GiB\"",
                unit("1", "B", "b", "byte", "bytes"),
                unit("1e3", "kB", "kilobyte", "kilobytes"),
                unit("1e6", "MB", "megabyte", "megabytes"),
                unit("1e9", "GB", "gigabyte", "gigabytes"),
                unit("1024", "KiB", "K", "k", "Ki", "kibibyte", "kibibytes"),
                unit("1048576", "MiB", "M", "m", "Mi", "mebibyte", "mebibytes"),
                unit("1073741824", "GiB", "G", "g", "Gi", "gibibyte", "gibibytes")),
        /** In bytes a second. */
        SIZE_RATE(
                "a size a second",
                "\"20 MB/s\"",
                unit("1", "B/s"),
                unit("1e3", "kB/s"),
                unit("1e6", "MB/s"),
                unit("1e9", "GB/s"),
                unit("1024", "KiB/s"),
                unit("1048576", "MiB/s"),
                unit("1073741824", "GiB/s")),
        /** A second. */
        RATE(
                "a rate",
                "\"100/s\"",
                unit("1", "/s", "/1s"),
                new Unit(BigDecimal.ONE, 60, "/min", "/m", "/1m"),
                new Unit(BigDecimal.ONE, 3600, "/h", "/1h")),
        /** From 0 to 1. */
        SHARE("a share", "\"1 %\"", unit("0.01", "%")),
        /** As it is. */
        NUMBER("a number", "\"100\"");

        private final String noun;
        private final String example;
        private final Map<String, Unit> byName = new HashMap<>();
        private final List<String> symbols;

        Kind(String noun, String example, Unit... units) {
            this.noun = noun;
            this.example = example;
            List<String> shown = new ArrayList<>();
            for (Unit unit : units) {
                shown.add(unit.names()[0]);
                for (String name : unit.names()) {
                    byName.put(name, unit);
                }
            }
            this.symbols = List.copyOf(shown);
        }

        private static Unit unit(String factor, String... names) {
            return new Unit(new BigDecimal(factor), 1, names);
        }

        /** The units to choose from, each by its symbol, from the smallest on; empty: it has none. */
        public String symbols() {
            return String.join(", ", symbols);
        }

        /**
         * The number in the unit of this kind, exactly; a rate that is no decimal fraction to 34 digits.
         *
         * @throws IllegalArgumentException naming the units that are valid
         */
        public BigDecimal of(BigDecimal number, String unit) {
            Unit known = byName.get(unit);
            if (known == null) {
                throw new IllegalArgumentException(
                        (unit.isEmpty() ? "needs its unit" : "'" + unit + "' is not a valid unit") + "; valid: "
                                + symbols());
            }
            BigDecimal product = number.multiply(known.factor());
            return known.divisor() == 1
                    ? product
                    : product.divide(BigDecimal.valueOf(known.divisor()), MathContext.DECIMAL128);
        }
    }

    private record Unit(BigDecimal factor, int divisor, String... names) {}

    /**
     * An amount in the unit of its kind, exactly.
     *
     * @param bare whether a number without a unit is in the unit of the kind already
     * @throws IllegalArgumentException saying what would be valid
     */
    public static BigDecimal parse(String text, Kind kind, boolean bare) {
        Matcher amount = AMOUNT.matcher(text.strip());
        boolean unitless = amount.matches() && amount.group(2).isEmpty();
        if (unitless && bare) {
            return new BigDecimal(amount.group(1));
        }
        if (!amount.matches() || (!unitless && !kind.byName.containsKey(amount.group(2)))) {
            throw new IllegalArgumentException(
                    kind.symbols.isEmpty()
                            ? "expected a number without a unit"
                            : "expected " + kind.noun + " such as " + kind.example + "; units: " + kind.symbols()
                                    + (bare ? ", or none" : ""));
        }
        if (unitless) {
            throw new IllegalArgumentException(kind.noun + " needs its unit, for example "
                    + kind.example.replaceAll("\"[0-9.]+", "\"" + amount.group(1)));
        }
        return kind.of(new BigDecimal(amount.group(1)), amount.group(2));
    }

    /**
     * A length of time, to the nanosecond; of several parts, too, each of a smaller unit than the one before it: {@code 1m30s}, {@code 2 min 05 s}.
     *
     * @throws IllegalArgumentException saying what would be valid
     */
    public static Duration duration(String text) {
        BigDecimal seconds = sum(text.strip()).orElseGet(() -> parse(text, Kind.TIME, false));
        if (seconds.abs().compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            throw new IllegalArgumentException("is longer than " + LONGEST.toDays() + " d");
        }
        return Duration.ofNanos(
                seconds.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /** Seconds; empty: not several parts. */
    private static Optional<BigDecimal> sum(String text) {
        BigDecimal seconds = BigDecimal.ZERO;
        BigDecimal unitBefore = null;
        int end = 0;
        Matcher part = PART_OF_A_TIME.matcher(text);
        while (part.lookingAt()) {
            Unit unit = Kind.TIME.byName.get(part.group(2));
            if (unit == null || (unitBefore != null && unit.factor().compareTo(unitBefore) >= 0)) {
                return Optional.empty();
            }
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(unit.factor()));
            unitBefore = unit.factor();
            end = part.end();
            part.region(end, text.length());
        }
        return end > 0 && end == text.length() ? Optional.of(seconds) : Optional.empty();
    }

    /**
     * A size in whole bytes.
     *
     * @throws IllegalArgumentException saying what would be valid
     */
    public static long bytes(String text) {
        BigDecimal bytes = parse(text, Kind.SIZE, false).setScale(0, RoundingMode.DOWN);
        if (bytes.signum() < 0 || bytes.precision() > 18) {
            throw new IllegalArgumentException("is out of range");
        }
        return bytes.longValueExact();
    }

    /** As {@link #duration} reads it again: {@code 30 s}, {@code 250 ms}. */
    public static String render(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
