package io.orchestress.analysis.gates;

import io.orchestress.record.metric.Quantity;
import io.orchestress.text.Units.Kind;
import java.math.BigDecimal;

/** What kind of quantity a figure is: in which unit it is judged, and in which a rule may state its limit. */
enum Dimension {
    TIME("ms", Kind.TIME, 3, "800 ms"),
    SHARE("%", Kind.SHARE, 2, "1 %"),
    RATE("1/s", Kind.RATE, 0, "100/s"),
    BYTES("MB", Kind.SIZE, -6, "500 MB"),
    BYTE_RATE("MB/s", Kind.SIZE_RATE, -6, "20 MB/s"),
    /** In the currency of the price table, whatever that is: the one dimension whose unit a rule chooses. */
    MONEY("", Kind.NUMBER, 0, "0.05 USD"),
    COUNT("", Kind.NUMBER, 0, "100"),
    /** From 0 to 1. */
    SCORE("", Kind.NUMBER, 0, "0.9");

    private final String unit;
    private final Kind kind;
    private final int shift;
    private final String example;

    /** @param shift from the unit of the kind to this one, in powers of ten */
    Dimension(String unit, Kind kind, int shift, String example) {
        this.unit = unit;
        this.kind = kind;
        this.shift = shift;
        this.example = example;
    }

    static Dimension of(Quantity quantity) {
        return valueOf(quantity.name());
    }

    /** The unit in which figures are judged; empty: none, or the currency. */
    String unit() {
        return unit;
    }

    /** What a limit of this kind looks like. */
    String example() {
        return example;
    }

    /** The largest value there is. */
    double most() {
        return this == SHARE ? 100 : this == SCORE ? 1 : Double.MAX_VALUE;
    }

    /**
     * A limit in {@link #unit()}, rounded once: a limit of 0.1 % is the same number as 1 failure in 1 000.
     *
     * @throws IllegalArgumentException whose message says which unit is valid
     */
    double value(BigDecimal number, String written) {
        if (this == MONEY) {
            if (written.isEmpty()) {
                throw new IllegalArgumentException("an amount needs its currency, for example " + example);
            }
            return number.doubleValue();
        }
        if (kind == Kind.NUMBER) {
            if (!written.isEmpty()) {
                throw new IllegalArgumentException("has no unit; valid: a bare number such as " + example);
            }
            return number.doubleValue();
        }
        try {
            return kind.of(number, written).scaleByPowerOfTen(shift).doubleValue();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", for example " + example, e);
        }
    }
}
