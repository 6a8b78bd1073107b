package io.orchestress.sut.embedded;

import java.math.BigDecimal;

/** Ranges of settings; a violation names the field, the value and what would have been valid. */
final class Check {
    static final long DAY_MILLIS = 86_400_000;

    private Check() {}

    static void within(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d, must be a whole number from %d to %d".formatted(field, value, min, max));
        }
    }

    static void within(String field, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "%s is %s, must be a number from %s to %s".formatted(field, value, plain(min), plain(max)));
        }
    }

    private static String plain(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }
}
