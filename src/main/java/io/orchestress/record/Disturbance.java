package io.orchestress.record;

import io.orchestress.text.Format;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether somebody else had the injector's machine during a stretch of a run: told by what the machine and the injector were given, and by nothing that the target did.
 *
 * @param disturbedSeconds in which one figure was beyond its limit, however the stretch as a whole was
 * @param seconds in which any of the figures was read
 * @param causes those that disturbed the stretch as a whole, worst first; empty unless {@link State#DISTURBED}
 * @param unknown figures that were never read
 */
public record Disturbance(State state, long disturbedSeconds, long seconds, List<Cause> causes, List<String> unknown) {
    /** Of a virtual machine: time that the machine below it gave to others. */
    public static final String STEAL = "steal";

    /** Time that a thread of the injector was ready and had no CPU, while injector and target left CPUs to others. */
    public static final String RUN_QUEUE_WAIT = "run-queue-wait";

    /** Share of the machine's CPUs that processes other than injector and target used. */
    public static final String BACKGROUND_CPU = "background-cpu";

    public Disturbance {
        causes = List.copyOf(causes);
        unknown = List.copyOf(unknown);
    }

    /** The state of a stretch of time. */
    public enum State {
        UNDISTURBED,
        DISTURBED,
        /** In less than half of its seconds anything was read: that is not undisturbed. */
        UNKNOWN
    }

    /**
     * One figure that was beyond its limit.
     *
     * @param name {@value Disturbance#STEAL}, {@value Disturbance#RUN_QUEUE_WAIT} or {@value Disturbance#BACKGROUND_CPU}
     * @param seconds beyond the limit, of {@code of} in which it was read
     * @param mean, worst, limit shares, 0 to 1
     */
    public record Cause(String name, long seconds, long of, double mean, double worst, double limit) {
        /** {@code the machine below took 31.2 % of its CPUs (steal, limit 2 %, beyond it in 9 of 60 s)}. */
        public String words() {
            return words(
                    "mean, limit " + Format.limit(limit, "ratio") + ", exceeded in " + seconds + " of " + of + " s");
        }

        /** The same without seconds: {@code other processes used 84.9 % of the CPUs (background CPU; limit 20 %)}. */
        public String brief() {
            return words("limit " + Format.limit(limit, "ratio"));
        }

        private String words(String details) {
            String share = Format.beside(mean, "ratio", limit);
            return switch (name) {
                case STEAL ->
                    "the hypervisor gave " + share + " of the CPUs to other machines (steal; " + details + ")";
                case RUN_QUEUE_WAIT ->
                    "the load generator waited for a CPU " + share + " of the time (run-queue wait; " + details + ")";
                default -> "other processes used " + share + " of the CPUs (background CPU; " + details + ")";
            };
        }
    }

    public boolean isDisturbed() {
        return state == State.DISTURBED;
    }

    /** Returns the disturbances for one line; empty: none is known. */
    public String brief() {
        return causes.stream().map(Cause::brief).collect(Collectors.joining("; "));
    }

    /** Returns the disturbances with their values and limits; empty: none is known. */
    public String words() {
        return causes.stream().map(Cause::words).collect(Collectors.joining("; "));
    }
}
