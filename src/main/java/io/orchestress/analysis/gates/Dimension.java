package io.orchestress.analysis.gates;

import io.orchestress.record.metric.Quantity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What kind of quantity a figure is: in which unit it is judged, and in which a rule may state its limit. */
enum Dimension {
    TIME("ms", units("us", "0.001", "ms", "1", "s", "1000", "min", "60000", "h", "3600000"), "800 ms"),
    SHARE("%", units("%", "1"), "1 %"),
    RATE("1/s", units("/s", "1"), "100/s"),
    BYTES(
            "MB",
            units(
                    "B",
                    "0.000001",
                    "kB",
                    "0.001",
                    "MB",
                    "1",
                    "GB",
                    "1000",
                    "KiB",
                    "0.001024",
                    "MiB",
                    "1.048576",
                    "GiB",
                    "1073.741824"),
            "500 MB"),
    BYTE_RATE("MB/s", units("B/s", "0.000001", "kB/s", "0.001", "MB/s", "1", "GB/s", "1000"), "20 MB/s"),
    /** In the currency of the price table, whatever that is: the one dimension whose unit a rule chooses. */
    MONEY("", Map.of(), "0.05 USD"),
    COUNT("", units("", "1"), "100"),
    /** From 0 to 1. */
    SCORE("", units("", "1"), "0.9");

    private final String unit;
    private final Map<String, BigDecimal> units;
    private final String example;

    Dimension(String unit, Map<String, BigDecimal> units, String example) {
        this.unit = unit;
        this.units = units;
        this.example = example;
    }

    private static Map<String, BigDecimal> units(String... namesAndFactors) {
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        for (int i = 0; i < namesAndFactors.length; i += 2) {
            units.put(namesAndFactors[i], new BigDecimal(namesAndFactors[i + 1]));
        }
        return units;
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
        BigDecimal factor = units.get(written);
        if (factor == null) {
            throw new IllegalArgumentException(
                    units.containsKey("")
                            ? "has no unit; valid: a bare number such as " + example
                            : (written.isEmpty() ? "needs its unit" : "'" + written + "' is no unit of it")
                                    + "; valid: " + String.join(", ", units.keySet()) + ", for example " + example);
        }
        return number.multiply(factor).doubleValue();
    }
}
