package io.orchestress.record;

/**
 * A figure with its 95 % interval, in the unit of its place.
 *
 * @param low, high of the interval, {@code low <= value <= high}; infinite ends are not written: then there is no estimate but a reason
 */
public record Estimate(double value, double low, double high) {
    public Estimate {
        if (!(low <= value && value <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(value + " is not within " + low + " to " + high);
        }
    }
}
