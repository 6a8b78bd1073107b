package io.orchestress.analysis.capacity;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in sentences: four significant digits, no exponent. */
final class Plain {
    private static final MathContext DIGITS = new MathContext(4);

    private Plain() {}

    static String number(double value) {
        BigDecimal rounded =
                Math.abs(value) >= 1000 ? BigDecimal.valueOf(Math.rint(value)) : new BigDecimal(value).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    static String percent(double share) {
        return number(100 * share) + " %";
    }
}
