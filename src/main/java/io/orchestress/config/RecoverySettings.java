package io.orchestress.config;

import java.time.Duration;

/**
 * When a target is back.
 *
 * @param tolerance share of the reference by which a figure may still differ
 * @param sustained how long it must stay so
 * @param slow what takes longer is an issue
 */
public record RecoverySettings(double tolerance, Duration sustained, Duration slow) {

    static RecoverySettings read(Section s) {
        RecoverySettings settings = new RecoverySettings(
                s.number("tolerance", 0, 10),
                s.duration("sustained", Duration.ofSeconds(1)),
                s.duration("max-time", Duration.ZERO));
        s.end();
        return settings;
    }
}
