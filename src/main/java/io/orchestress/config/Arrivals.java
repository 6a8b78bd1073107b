package io.orchestress.config;

import io.orchestress.text.Named;

/** How the open model spaces arrivals. */
public enum Arrivals implements Named {
    /** Evenly. */
    REGULAR,
    /** As a Poisson process. */
    RANDOMISED
}
