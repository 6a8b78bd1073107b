package io.orchestress.workload.kind;

import io.orchestress.text.Format;
import java.time.Duration;

/**
 * Load that somebody asked for in so many words, rather than by a workload: one steady phase without a ramp and without a warm-up, in place of whatever
 * phases the simulation has.
 *
 * @param load users at a time in the closed model, arrivals per second in the open one; above 0
 * @param duration of the phase, in whole seconds
 */
public record AdHocLoad(LoadModel model, double load, Duration duration) {
    /** The workload's name in a plan and in a record; no workload of the configuration has it. */
    public static final String WORKLOAD = "ad-hoc";

    public AdHocLoad {
        if (!(load > 0) || duration.toSeconds() < 1) {
            throw new IllegalArgumentException("no load: " + load + " " + model + " for " + duration);
        }
    }

    /** Such as {@code 20 users at a time for 30 s} or {@code 50 arrivals/s for 30 s}. */
    public String words() {
        return words(model, load, duration.toSeconds());
    }

    /** The same of what a record says. */
    public static String words(LoadModel model, double load, double seconds) {
        String amount = model == LoadModel.OPEN
                ? Format.number(load) + " arrivals/s"
                : Format.count(Math.round(load), "user") + " at a time";
        return amount + " for " + Format.duration(seconds);
    }
}
