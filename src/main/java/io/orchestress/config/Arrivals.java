package io.orchestress.config;

/** How the open model spaces arrivals. */
public enum Arrivals implements Named {
    /** Evenly. */
    REGULAR,
    /** Uniformly at random within each second. */
    RANDOMISED
}
