package io.orchestress.record;

/** Which way an improvement of a metric goes. */
public enum Better {
    LOWER,
    HIGHER,
    /** It depends on what is wanted, or is a mere fact. */
    NEITHER
}
