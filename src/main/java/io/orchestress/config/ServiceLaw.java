package io.orchestress.config;

import io.orchestress.text.Named;

/** How the embedded orchestrator draws the time a task takes. */
public enum ServiceLaw implements Named {
    /** Always the mean. */
    FIXED,
    /** Exponential with the mean. */
    EXPONENTIAL,
    /** Lognormal with the mean and a given sigma of the logarithm. */
    LOGNORMAL
}
