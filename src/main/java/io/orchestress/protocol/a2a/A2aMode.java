package io.orchestress.protocol.a2a;

import io.orchestress.text.Named;

/** How an A2A message is sent. */
public enum A2aMode implements Named {
    /** And waited for. */
    SEND,
    /** And not waited for: the task is polled. */
    SUBMIT,
    /** And its events followed. */
    STREAM
}
