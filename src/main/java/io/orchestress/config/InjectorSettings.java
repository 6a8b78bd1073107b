package io.orchestress.config;

import java.time.Duration;

/**
 * From when on the injector is no longer believed.
 *
 * @param cpu mean share of the CPUs it may use
 * @param loopLag, lateStart p99 over seconds
 * @param lateShare of starts that may be late
 * @param steal, runQueueWait, foreignCpu shares from which others had the machine
 * @param repeatDisturbed how often a run is repeated in which they had it
 * @param repeatOf id of the run that this one repeats; empty: none
 */
public record InjectorSettings(
        double cpu,
        Duration loopLag,
        Duration lateStart,
        double lateShare,
        double steal,
        double runQueueWait,
        double foreignCpu,
        int repeatDisturbed,
        String repeatOf) {
    public static final String REPEAT_DISTURBED = "orchestress.injector.repeat-disturbed";
    public static final String REPEAT_OF = "orchestress.injector.repeat-of";

    private static final int MOST_REPETITIONS = 5;

    static InjectorSettings read(Section s) {
        InjectorSettings settings = new InjectorSettings(
                s.share("cpu"),
                s.duration("loop-lag", Duration.ofMillis(1)),
                s.duration("late-start", Duration.ofMillis(1)),
                s.share("max-late-ratio"),
                s.share("steal"),
                s.share("run-queue-wait"),
                s.share("max-background-cpu"),
                s.integer("repeat-disturbed", 0, MOST_REPETITIONS),
                s.text("repeat-of"));
        s.end();
        return settings;
    }
}
