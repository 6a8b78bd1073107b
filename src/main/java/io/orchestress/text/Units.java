package io.orchestress.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private Units() {}

    /** What is measured, its units, and which of them the number is turned into. */
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
        RATE("a rate", "\"100/s\"", unit("1", "/s")),
        /** From 0 to 1. */
        SHARE("a share", "\"1 %\"", unit("0.01", "%")),
        /** As it is. */
        NUMBER("a number", "\"100\"");

        private final String noun;
        private final String example;
        private final Map<String, BigDecimal> factors = new LinkedHashMap<>();
        private final Collection<String> symbols;

        Kind(String noun, String example, Unit... units) {
            this.noun = noun;
            this.example = example;
            Map<String, BigDecimal> shown = new LinkedHashMap<>();
            for (Unit unit : units) {
                shown.put(unit.names()[0], unit.factor());
                for (String name : unit.names()) {
                    factors.put(name, unit.factor());
                }
            }
            this.symbols = shown.keySet();
        }

        private static Unit unit(String factor, String... names) {
            return new Unit(new BigDecimal(factor), names);
        }

        /** The units to choose from, each by its symbol, from the smallest on; empty: it has none. */
        public String symbols() {
            return String.join(", ", symbols);
        }

        /**
         * The number in the unit of this kind, exactly.
         *
         * @throws IllegalArgumentException naming the units that are valid
         */
        public BigDecimal of(BigDecimal number, String unit) {
            BigDecimal factor = factors.get(unit);
            if (factor == null) {
                throw new IllegalArgumentException(
                        (unit.isEmpty() ? "needs its unit" : "'" + unit + "' is no unit of it") + "; valid: "
                                + symbols());
            }
            return number.multiply(factor);
        }
    }

    private record Unit(BigDecimal factor, String... names) {}

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
        if (!amount.matches() || (!unitless && !kind.factors.containsKey(amount.group(2)))) {
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
     * A length of time, to the nanosecond.
     *
     * @throws IllegalArgumentException saying what would be valid
     */
    public static Duration duration(String text) {
        BigDecimal seconds = parse(text, Kind.TIME, false);
        if (seconds.abs().compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            throw new IllegalArgumentException("is longer than " + LONGEST.toDays() + " d");
        }
        return Duration.ofNanos(
                seconds.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /**
     * A size in whole bytes.
     *
     * @throws IllegalArgumentException saying what would be valid
     */
    public static long bytes(String text) {
        BigDecimal bytes = parse(text, Kind.SIZE, false).setScale(0, RoundingMode.DOWN);
        if (bytes.signum() < 0 || bytes.precision() > 18) {
            throw new IllegalArgumentException("is no size that there is");
        }
        return bytes.longValueExact();
    }

    /** As {@link #duration} reads it again: {@code 30 s}, {@code 250 ms}. */
    public static String render(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
