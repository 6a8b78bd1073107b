package io.orchestress.config;

/** What is held constant while the target slows down. */
public enum LoadModel implements Named {
    /** The number of concurrent users. */
    CLOSED,
    /** The rate of arrivals. */
    OPEN
}
