package io.orchestress.config;

import java.time.Duration;

/**
 * When a target is back.
 *
 * @param tolerance share of the reference by which a figure may still differ
 * @param sustained how long it must stay so
 */
public record RecoverySettings(double tolerance, Duration sustained) {

    static RecoverySettings read(Section s) {
        RecoverySettings settings =
                new RecoverySettings(s.number("tolerance", 0, 10), s.duration("sustained", Duration.ofSeconds(1)));
        s.end();
        return settings;
    }
}
