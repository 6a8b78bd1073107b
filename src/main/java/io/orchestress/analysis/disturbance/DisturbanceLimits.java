package io.orchestress.analysis.disturbance;

import io.orchestress.config.Section;

/**
 * From when on a second, and with it a stretch, is disturbed. All are shares, 0 to 1; 1 switches a figure off.
 *
 * @param steal of the time of all CPUs of the machine
 * @param runQueueWait of the time, of the thread of the injector that waited longest
 * @param backgroundCpu of all CPUs of the machine
 */
public record DisturbanceLimits(double steal, double runQueueWait, double backgroundCpu) {
    /** Share of its seconds, two at least, from which a stretch is disturbed although its mean is within the limit. */
    public static final double SHARE = 0.1;

    static final int LEAST_SECONDS = 2;

    /** Share of a stretch that must have been read for it to be called undisturbed. */
    static final double READ = 0.5;

    /** Share of its CPUs from which injector and target wait for each other: nobody took any from them. */
    static final double OWN = 0.8;

    /** @param s {@code orchestress.injector} */
    public static DisturbanceLimits read(Section s) {
        return new DisturbanceLimits(s.share("steal"), s.share("run-queue-wait"), s.share("max-background-cpu"));
    }
}
