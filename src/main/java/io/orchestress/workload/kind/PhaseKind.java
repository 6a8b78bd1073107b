package io.orchestress.workload.kind;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.orchestress.text.Named;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The purpose of a phase; analysis compares phases by it. A record has its name: {@code ramp-up}, {@code steady} … */
public enum PhaseKind implements Named {
    RAMP_UP,
    STEADY,
    SPIKE,
    /** After a spike, stress or fault: is the target as it was? */
    RECOVERY,
    /** Steady for hours. */
    ENDURANCE,
    RAMP_DOWN,
    /** One level of several. */
    STEP,
    /** Something is done to the target; what it does then is measured, and not judged. */
    FAULT,
    /** Of no plan: what started after the last phase. */
    AFTER_PLAN,
    /** Of no plan of this version: the kind that a record names is not known. Such a phase is measured, and nothing is concluded from its kind. */
    OTHER;

    private static final Set<PhaseKind> CONSTANT = Set.of(STEADY, ENDURANCE);
    private static final Set<PhaseKind> LOAD = Set.of(STEADY, SPIKE, RECOVERY, ENDURANCE, STEP);
    private static final Set<PhaseKind> MOVING = Set.of(RAMP_UP, RAMP_DOWN, SPIKE);

    /** Those that a plan can have, in the order in which they are named to users. */
    public static PhaseKind[] planned() {
        return Stream.of(values())
                .filter(kind -> kind != AFTER_PLAN && kind != OTHER)
                .toArray(PhaseKind[]::new);
    }

    /** Their names. */
    public static List<String> plannedNames() {
        return Stream.of(planned()).map(PhaseKind::configName).toList();
    }

    /** The kind that a record names; {@link #OTHER} for what this version does not know. */
    @JsonCreator
    public static PhaseKind of(String name) {
        return Stream.of(values())
                .filter(kind -> kind.configName().equals(name))
                .findFirst()
                .orElse(OTHER);
    }

    /** Whether it holds one load for a long time, so that what drifts is the target. */
    public boolean isConstant() {
        return CONSTANT.contains(this);
    }

    /** Whether it holds its load, rather than ramping to or from it: the kinds whose latency a verdict is made of. */
    public boolean isLoad() {
        return LOAD.contains(this);
    }

    /** Whether it changes the load: nothing can be compared while it moves. */
    public boolean isMoving() {
        return MOVING.contains(this);
    }

    @Override
    @JsonValue
    public String configName() {
        return Named.super.configName();
    }

    @Override
    public String toString() {
        return configName();
    }
}
