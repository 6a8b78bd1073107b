package io.orchestress.analysis.recovery;

import io.orchestress.config.Section;
import java.time.Duration;

/**
 * When a target is back.
 *
 * @param tolerance share of the reference by which a figure may still differ
 * @param sustainedSeconds how long it must stay so
 */
public record RecoveryLimits(double tolerance, double sustainedSeconds) {

    /** @param s {@code orchestress.recovery} */
    public static RecoveryLimits read(Section s) {
        return new RecoveryLimits(
                s.number("tolerance", 0, 10),
                s.duration("sustained", Duration.ofSeconds(1)).toMillis() / 1000.0);
    }
}
