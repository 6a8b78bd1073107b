package io.orchestress.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a number of a kind is written: in which unit, and with how many decimals.
 *
 * @param amount in the unit that is shown
 * @param per what one of that unit is in microseconds, bytes, percent or whatever the kind is counted in
 * @param decimals that give it three digits
 * @param zeros whether zeros at the end stay: {@code 1.00 s} is measured to the hundredth
 * @param least what is between 0 and it is written {@code < least}; 0: as it is
 * @param all what is between {@code all − least} and it is written {@code > all − least}; 0: there is no such
 */
record Shape(double amount, double per, int decimals, String suffix, boolean zeros, double least, double all) {
    private static final String MINUS = "−";
    private static final int MOST_DECIMALS = 12;
    private static final double KIBI = 1024;
    private static final double PERCENT_LEAST = 0.01;
    private static final double NUMBER_LEAST = 0.001;
    private static final double ALL = 100;
    private static final String[] SIZES = {" B", " KiB", " MiB", " GiB", " TiB", " PiB"};

    /** Three digits, at most three decimals, no zeros at the end. */
    static Shape number(double value, String suffix) {
        return number(value, 1, suffix);
    }

    private static Shape number(double amount, double per, String suffix) {
        return new Shape(amount, per, decimals(Math.abs(amount)), suffix, false, NUMBER_LEAST, 0);
    }

    /** Three significant digits, however small. */
    static Shape amount(double value, String suffix) {
        return new Shape(value, 1, Math.max(decimals(Math.abs(value)), significant(value)), suffix, false, 0, 0);
    }

    /** Three significant digits or hundredths, whichever is finer. */
    static Shape money(double value, String suffix) {
        return new Shape(value, 1, Math.max(2, significant(value)), suffix, true, 0, 0);
    }

    private static int significant(double value) {
        return Math.min(MOST_DECIMALS, 2 - magnitude(value));
    }

    /** Microseconds in the unit that fits, up to two minutes. */
    static Shape time(double micros) {
        double size = Math.abs(micros);
        if (size < 999.5) {
            return new Shape(micros, 1, size < 9.95 && size != Math.rint(size) ? 1 : 0, " µs", true, 0, 0);
        }
        double per = size < 999_500 ? 1e3 : 1e6;
        double amount = micros / per;
        return new Shape(amount, per, Math.min(2, decimals(Math.abs(amount))), per == 1e3 ? " ms" : " s", true, 0, 0);
    }

    /** Something is never rounded to nothing, nor almost all to all; hundredths below 10 and near 100. */
    static Shape percent(double percent) {
        double size = Math.abs(percent);
        boolean fine = size < 9.995 || Math.abs(size - ALL) < 1;
        return new Shape(percent, 1, fine ? 2 : size < ALL ? 1 : 0, " %", true, PERCENT_LEAST, ALL);
    }

    /** Bytes by powers of 1,024. */
    static Shape bytes(double bytes, String suffix) {
        double per = 1;
        int unit = 0;
        // 1,023.5 KiB would read 1,024 KiB.
        while (Math.abs(bytes / per) >= KIBI - 0.5 && unit < SIZES.length - 1) {
            per *= KIBI;
            unit++;
        }
        return number(bytes / per, per, SIZES[unit] + suffix);
    }

    static int decimals(double size) {
        return size < 0.9995 ? 3 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
    }

    /** With {@code extra} decimals more than its kind has. */
    String text(int extra) {
        if (extra == 0 && isNearlyNone(amount)) {
            return (amount < 0 ? "> " + MINUS : "< ") + plain(least) + suffix;
        }
        if (extra == 0 && isNearlyAll(amount)) {
            return "> " + plain(all - least) + suffix;
        }
        String text = fixed(amount, decimals + extra);
        return (zeros && (all == 0 || (amount != 0 && amount != all)) ? text : stripped(text)) + suffix;
    }

    /** With as many decimals as it has, to six digits; no zeros at the end. */
    String exact() {
        return stripped(fixed(exact(amount), MOST_DECIMALS)) + suffix;
    }

    /** To six digits, as {@link #exact} shows it. */
    private static double exact(double amount) {
        return rounded(amount, Math.max(0, Math.min(MOST_DECIMALS, 5 - magnitude(amount))))
                .doubleValue();
    }

    /** The power of ten of its first digit; of 0 it is 0. */
    static int magnitude(double value) {
        return value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
    }

    /** With the decimals it takes to read as above or below each of these; like one that it equals. */
    String beside(double... limits) {
        double[] amounts = Arrays.stream(limits).map(limit -> limit / per).toArray();
        if (Arrays.stream(amounts).anyMatch(limit -> limit == amount)) {
            return exact();
        }
        int extra = 0;
        while (decimals + extra < MOST_DECIMALS && !isTrue(extra, amounts)) {
            extra++;
        }
        return text(extra);
    }

    private boolean isTrue(int extra, double... limits) {
        boolean none = extra == 0 && isNearlyNone(amount);
        boolean nearlyAll = extra == 0 && isNearlyAll(amount);
        double shown =
                none || nearlyAll ? amount : rounded(amount, decimals + extra).doubleValue();
        return Arrays.stream(limits)
                .noneMatch(limit -> (none && isNearlyNone(limit))
                        || (nearlyAll && isNearlyAll(limit))
                        || Double.compare(shown, exact(limit)) != Double.compare(amount, limit));
    }

    private boolean isNearlyNone(double value) {
        return value != 0 && Math.abs(value) < least;
    }

    private boolean isNearlyAll(double value) {
        return value < all && value > all - least;
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** With thousands separated; of a number that reads 0 without its sign. */
    static String fixed(double value, int decimals) {
        BigDecimal rounded = rounded(value, decimals);
        return (rounded.signum() < 0 ? MINUS : "") + String.format(Locale.ROOT, "%,." + decimals + "f", rounded.abs());
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    static String stripped(String text) {
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
