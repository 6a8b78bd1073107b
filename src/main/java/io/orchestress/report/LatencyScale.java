package io.orchestress.report;

import io.orchestress.text.Format;
import java.util.Collection;

/** One unit for all latencies that are read together, so that a column can be compared by eye. */
public enum LatencyScale {
    MICROS("µs", 1),
    MILLIS("ms", 1e3),
    SECONDS("s", 1e6);

    private static final double TEN_SECONDS = 10e6;
    private static final double SMALLEST_IN_SECONDS = 300e3;

    private final String unit;
    private final double micros;

    LatencyScale(String unit, double micros) {
        this.unit = unit;
        this.micros = micros;
    }

    public String unit() {
        return unit;
    }

    /**
     * The unit that fits these latencies: seconds once the largest needs them and the smallest still shows in them,
     * microseconds only where nothing reaches a millisecond.
     */
    public static LatencyScale of(Collection<? extends Number> latenciesMicros) {
        double max = 0;
        double min = Double.MAX_VALUE;
        for (Number n : latenciesMicros) {
            double value = n.doubleValue();
            max = Math.max(max, value);
            min = value > 0 ? Math.min(min, value) : min;
        }
        if (max > 0 && max < 1e3) {
            return MICROS;
        }
        return max >= TEN_SECONDS && min >= SMALLEST_IN_SECONDS ? SECONDS : MILLIS;
    }

    /** Decimals that show the smallest of a column with two digits and do not clutter the largest. */
    public int decimals(Collection<? extends Number> columnMicros) {
        double max = 0;
        double min = Double.MAX_VALUE;
        for (Number n : columnMicros) {
            double value = n.doubleValue() / micros;
            max = Math.max(max, value);
            min = value > 0 ? Math.min(min, value) : min;
        }
        if (this == MICROS || max == 0) {
            return 0;
        }
        int forMin = min < 1 ? 2 : min < 10 ? 1 : 0;
        int cap = max < 10 ? 2 : max < 1000 ? 1 : 0;
        return this == SECONDS && max < 100
                ? 2
                : Math.min(Math.max(forMin, max < 10 ? 2 : 0), Math.max(cap, min < 1 ? 1 : 0));
    }

    public String format(double latencyMicros, int decimals) {
        return Format.fixed(latencyMicros / micros, decimals);
    }
}
