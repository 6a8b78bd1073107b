package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to the target, or happened to it, while it was under load.
 *
 * @param atSeconds since the load started: when it began
 * @param phase in which it began
 * @param control that was set; empty for other kinds
 * @param value that the control was to have; of a death the exit status, of a restart the id of the new process, of a release the rule of the breaker
 * @param tookMillis until it was done: of a restart, from the death to the first answer
 * @param problem why it failed, in one sentence; absent when it did not
 * @param classes of the second count of classes those that grew most since the first, most first; absent for anything else
 */
public record TargetEvent(
        double atSeconds,
        Kind kind,
        String phase,
        @JsonAlias("lever") String control,
        String value,
        long tookMillis,
        @Nullable String problem,
        @Nullable List<ClassGrowth> classes) {
    public TargetEvent {
        classes = classes == null ? null : List.copyOf(classes);
    }

    /** One in which no class grew. */
    public TargetEvent(
            double atSeconds,
            Kind kind,
            String phase,
            String control,
            String value,
            long tookMillis,
            @Nullable String problem) {
        this(atSeconds, kind, phase, control, value, tookMillis, problem, null);
    }

    /** Done by the run, or happened by itself; {@code run.json} has the name in lower case. */
    public enum Kind {
        /** A control was set because a phase says so. */
        @JsonAlias("lever")
        CONTROL,
        /** A control was set back at the end of the run. */
        RESET,
        /** The embedded orchestrator died by itself. */
        DIED,
        /** It was started again. */
        RESTARTED,
        /** The scripted backend, which the target calls instead of its providers, died by itself. */
        BACKEND_DIED,
        /** The circuit breaker ended steps of load before their time, to see the target recover. */
        RELEASED,
        /** Its JVM was asked to collect its garbage. */
        COLLECTED,
        /** Its JVM was asked to count the instances of its classes, and collected its garbage before. */
        COUNTED;

        @JsonValue
        public String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** In a few words, without when and how it came out: {@code set instances = 4}. */
    public String what() {
        return switch (kind) {
            case CONTROL -> "set " + control + " = " + value;
            case RESET -> "reset " + control + " = " + value;
            case DIED -> "the orchestrator died with status " + value;
            case BACKEND_DIED -> "the scripted backend died with status " + value;
            case RESTARTED -> "the orchestrator was restarted";
            case RELEASED -> BreakerEffect.RELEASED.did() + ": " + value;
            case COLLECTED -> "requested a garbage collection of its JVM";
            case COUNTED -> "requested a class histogram of its JVM";
        };
    }

    /** Whether we stopped its JVM for a moment: what is slow then is not the target's fault. */
    @JsonIgnore
    public boolean pauses() {
        return kind == Kind.COLLECTED || kind == Kind.COUNTED;
    }

    /** The same in a phase. */
    public TargetEvent in(String itsPhase) {
        return new TargetEvent(atSeconds, kind, itsPhase, control, value, tookMillis, problem, classes);
    }

    /** Whether it took time: of the others only when is known. */
    @JsonIgnore
    public boolean isTimed() {
        return kind != Kind.DIED && kind != Kind.BACKEND_DIED && kind != Kind.RELEASED;
    }

    /** Whether the target was not as the plan wanted it: what its phase measured is not what it should. */
    @JsonIgnore
    public boolean spoilsItsPhase() {
        return kind == Kind.CONTROL && problem != null;
    }
}
