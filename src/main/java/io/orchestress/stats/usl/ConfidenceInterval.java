package io.orchestress.stats.usl;

/**
 * A figure with its 95 % interval.
 *
 * @param high infinite where the data sets no upper end
 */
public record ConfidenceInterval(double value, double low, double high) {
    public ConfidenceInterval {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException(value + " is not within " + low + " to " + high);
        }
    }

    public boolean isBounded() {
        return !Double.isInfinite(low) && !Double.isInfinite(value) && !Double.isInfinite(high);
    }

    /** {@code (high − low) ÷ value}. */
    public double width() {
        return (high - low) / value;
    }
}
