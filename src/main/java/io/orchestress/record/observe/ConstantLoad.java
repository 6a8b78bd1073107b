package io.orchestress.record.observe;

/**
 * The stretch of a phase in which the load neither ramps nor cools down, in seconds since the load started; of no length where
 * there is none.
 */
public record ConstantLoad(double fromSeconds, double toSeconds) {

    public double seconds() {
        return Math.max(0, toSeconds - fromSeconds);
    }
}
