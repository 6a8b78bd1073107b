package io.orchestress.config;

import java.time.Duration;

/**
 * From when on the injector is no longer believed.
 *
 * @param cpu mean share of the CPUs it may use
 * @param loopLag, lateStart p99 over seconds
 * @param lateShare of starts that may be late
 */
public record InjectorSettings(double cpu, Duration loopLag, Duration lateStart, double lateShare) {

    static InjectorSettings read(Section s) {
        InjectorSettings settings = new InjectorSettings(
                s.share("cpu"),
                s.duration("loop-lag", Duration.ofMillis(1)),
                s.duration("late-start", Duration.ofMillis(1)),
                s.share("late-share"));
        s.end();
        return settings;
    }
}
