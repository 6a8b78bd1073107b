package io.orchestress.protocol.rest;

import io.orchestress.text.Named;

/** How the end of a task is learned. */
public enum Follow implements Named {
    /** The answer is the end. */
    NONE,
    /** By asking for its state. */
    POLL,
    /** By its events. */
    STREAM
}
