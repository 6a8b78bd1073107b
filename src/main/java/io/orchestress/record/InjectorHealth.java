package io.orchestress.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the side that puts on the load was itself the bottleneck. Derived from {@code resources.csv}; warm-up left out.
 *
 * @param outcome PASS: it kept up; FAIL: it did not, and the run is inconclusive; WARN: at times it did not; INCONCLUSIVE: unknown
 * @param cpu mean share of the CPUs it may use
 * @param loopLagMillis p99 over seconds of the longest wait of a task in the event loops
 * @param gcPause mean share of the time it stood still for its garbage collector
 * @param lateStartMillis p99 over seconds of the longest delay between the moment an iteration or an arrival was due and its start
 * @param lateStarts, starts iterations or arrivals that began later than the limit; all of them
 * @param dropped arrivals that could not be started at all
 * @param limits what was broken, a phrase with figure and limit each, worst first
 * @param worst the one of them that says what to do; absent when none was broken
 * @param canDo what {@code calibrate} measured that the injector can do here; absent when it was never run here
 * @param disturbance whether others had its machine in the judged phases; absent in records before it was told
 * @param disturbedPhases judged phases, and those of kind {@code fault}, that were disturbed by themselves, in the order of the plan; absent with {@code disturbance}
 * @param allowed what it was judged by; absent in records before it was told
 */
public record InjectorHealth(
        Verdict.Outcome outcome,
        @Nullable Double cpu,
        @Nullable Double loopLagMillis,
        @Nullable Double gcPause,
        @Nullable Double lateStartMillis,
        long lateStarts,
        long starts,
        long dropped,
        List<String> limits,
        @Nullable Broken worst,
        @Nullable String canDo,
        @Nullable Disturbance disturbance,
        @Nullable List<String> disturbedPhases,
        @Nullable Allowed allowed) {
    /** Name of what was broken when its machine was taken away: it came to no limit of its own. */
    public static final String TAKEN_AWAY = "taken-away";

    /** Name of what was broken when all CPUs of its machine were in use. */
    public static final String HOST_CPU = "host-cpu";

    public InjectorHealth {
        limits = List.copyOf(limits);
        disturbedPhases = disturbedPhases == null ? null : List.copyOf(disturbedPhases);
    }

    /** One of which it is not known whether others had its machine. */
    public InjectorHealth(
            Verdict.Outcome outcome,
            @Nullable Double cpu,
            @Nullable Double loopLagMillis,
            @Nullable Double gcPause,
            @Nullable Double lateStartMillis,
            long lateStarts,
            long starts,
            long dropped,
            List<String> limits,
            @Nullable Broken worst,
            @Nullable String canDo) {
        this(
                outcome,
                cpu,
                loopLagMillis,
                gcPause,
                lateStartMillis,
                lateStarts,
                starts,
                dropped,
                limits,
                worst,
                canDo,
                null,
                null,
                null);
    }

    /** Name of what was broken when requests could not be sent. */
    public static final String NOT_SENT = "not-sent";

    /** Name of what was broken when code of the simulation failed. */
    public static final String SIMULATION = "simulation";

    /** The words before {@link #limits}: who was at fault. A fault of the simulation's own code is no slowness of the injector's. */
    public String headline() {
        String name = worst == null ? "" : worst.name();
        return switch (outcome) {
            case FAIL ->
                switch (name) {
                    case TAKEN_AWAY -> "The machine was disturbed";
                    case SIMULATION -> "The simulation did not produce its intended load";
                    case NOT_SENT -> "The load generator could not send all of its load";
                    default -> "The load generator did not keep up";
                };
            case WARN ->
                switch (name) {
                    case TAKEN_AWAY -> "The machine was disturbed at times";
                    case SIMULATION, NOT_SENT -> "A small part of the load was not sent";
                    default -> "The load generator reached its limits at times";
                };
            case PASS -> "The load generator kept up";
            case INCONCLUSIVE, INTERRUPTED -> "The load generator has too few readings to evaluate";
        };
    }

    /** Whether it did not keep up, or not always, for no reason but that others had its machine. */
    public boolean wasTakenAway() {
        return worst != null && worst.name().equals(TAKEN_AWAY);
    }

    /** Whether others had its machine, whether it kept up or not; false where that is not known. */
    public boolean wasDisturbed() {
        return disturbance != null && disturbance.isDisturbed();
    }

    /** Nothing is known but what it can do. */
    public static InjectorHealth unknown(String canDo) {
        return new InjectorHealth(
                Verdict.Outcome.INCONCLUSIVE, null, null, null, null, 0, 0, 0, List.of(), null, canDo);
    }

    /**
     * From where on it is not believed, as configured, each in the unit of what was measured.
     *
     * @param lateStartMillis from when on a start is late
     * @param lateStarts share of the starts that may be late
     */
    public record Allowed(double cpu, double loopLagMillis, double lateStartMillis, double lateStarts) {}

    /**
     * A limit that was broken.
     *
     * @param name {@code cpu}, {@code loop-lag}, {@code late-starts}, {@code gc-pause}, {@code dropped}, {@code arrivals},
     *     {@code standstill}, {@code unread}, {@value InjectorHealth#NOT_SENT}, {@value InjectorHealth#SIMULATION}, {@code host-cpu} or
     *     {@value InjectorHealth#TAKEN_AWAY}
     * @param unit of both: {@code %} or {@code ms}
     */
    public record Broken(String name, double actual, double limit, String unit) {}
}
