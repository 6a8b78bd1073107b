package io.orchestress.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** An axis: where a value lies between its ends, from 0 to 1. */
public final class Scale {
    private static final double[] DIGITS = {1, 2, 5};
    private static final int[] CLOCK = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800
    };

    private final double low;
    private final double high;
    private final double step;
    private final boolean logarithmic;

    private Scale(double low, double high, double step, boolean logarithmic) {
        this.low = low;
        this.high = high;
        this.step = step;
        this.logarithmic = logarithmic;
    }

    /** From 0 to a round figure at or above {@code most}. */
    public static Scale fromZero(double most, int steps) {
        return around(0, most, steps);
    }

    /** Between round figures that hold both ends; one that is no number counts as 0. */
    public static Scale around(double least, double most, int steps) {
        double from = Double.isFinite(least) ? least : 0;
        double to = Double.isFinite(most) ? Math.max(most, from) : from;
        double span = to > from ? to - from : to == 0 ? 1 : Math.abs(to) * 0.2;
        double step = nice(span / steps);
        double low = Math.floor(from / step + 1e-9) * step;
        double high = Math.ceil(to / step - 1e-9) * step;
        return new Scale(low, high > low ? high : low + step, step, false);
    }

    /** As {@link #around} for bytes: round in mebibytes or whatever binary unit fits. */
    public static Scale binary(double least, double most, int steps) {
        double span = Math.max(most - least, 1);
        double step = Math.pow(2, Math.ceil(Math.log(span / steps) / Math.log(2)));
        double low = Math.floor(least / step + 1e-9) * step;
        double high = Math.ceil(most / step - 1e-9) * step;
        return new Scale(low, high > low ? high : low + step, step, false);
    }

    /** Between exactly these ends, with round figures in it. */
    public static Scale exact(double low, double high, int steps) {
        return new Scale(low, high > low ? high : low + 1, nice(Math.max(high - low, 1e-9) / steps), false);
    }

    /** Time of a run, in seconds. */
    public static Scale clock(double low, double high, int steps) {
        double end = high > low ? high : low + 1;
        double step = CLOCK[CLOCK.length - 1];
        for (int i = CLOCK.length - 1; i >= 0; i--) {
            if ((end - low) / CLOCK[i] <= steps) {
                step = CLOCK[i];
            }
        }
        while ((end - low) / step > steps) {
            step *= 2;
        }
        return new Scale(low, end, step, false);
    }

    /**
     * From zero, or logarithmic where the figures differ by more than a factor of 20.
     *
     * @param least, most of the figures that are above zero
     */
    public static Scale fitting(double least, double most, int steps) {
        if (!(least > 0) || !(most / least > 20)) {
            return fromZero(most, steps);
        }
        return new Scale(digit(least, false), digit(most, true), 0, true);
    }

    private static double digit(double value, boolean up) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        double digit = value / power;
        if (up) {
            return power * (digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2 : digit <= 5.0001 ? 5 : 10);
        }
        return power * (digit >= 4.9999 ? 5 : digit >= 1.9999 ? 2 : 1);
    }

    private static double nice(double step) {
        return digit(step, true);
    }

    /** Values beyond the ends are at the ends. */
    public double at(double value) {
        double share = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    public boolean holds(double value) {
        return value >= low && value <= high;
    }

    public double low() {
        return low;
    }

    public double high() {
        return high;
    }

    public boolean isLogarithmic() {
        return logarithmic;
    }

    /** Percent from the left. */
    public String across(double value) {
        return percent(at(value));
    }

    /** Percent from the top. */
    public String down(double value) {
        return percent(1 - at(value));
    }

    public List<Plot.Tick> ticksAcross(DoubleFunction<String> text) {
        return values().stream()
                .map(v -> new Plot.Tick(across(v), text.apply(v)))
                .toList();
    }

    public List<Plot.Tick> ticksUp(DoubleFunction<String> text) {
        return values().stream().map(v -> new Plot.Tick(down(v), text.apply(v))).toList();
    }

    private List<Double> values() {
        List<Double> values = new ArrayList<>();
        if (!logarithmic) {
            for (double i = Math.ceil(low / step - 1e-6); i * step <= high + step * 1e-6; i++) {
                values.add(i * step);
            }
            return values;
        }
        boolean wide = high / low > 99;
        for (double power = Math.pow(10, Math.floor(Math.log10(low) + 1e-9)); power <= high * 1.0001; power *= 10) {
            for (double digit : DIGITS) {
                double value = power * digit;
                if (value >= low * 0.9999 && value <= high * 1.0001 && (digit == 1 || !wide)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }
}
