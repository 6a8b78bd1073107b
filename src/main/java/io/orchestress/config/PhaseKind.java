package io.orchestress.config;

/** What a phase is for; analysis compares phases by it. */
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
    FAULT
}
