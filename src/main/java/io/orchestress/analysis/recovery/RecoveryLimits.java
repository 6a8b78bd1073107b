package io.orchestress.analysis.recovery;

/**
 * When a target is back.
 *
 * @param tolerance share of the reference by which a figure may still differ
 * @param sustainedSeconds how long it must stay so
 */
public record RecoveryLimits(double tolerance, double sustainedSeconds) {
    public static final RecoveryLimits DEFAULT = new RecoveryLimits(0.2, 5);
}
