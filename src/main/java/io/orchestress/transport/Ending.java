package io.orchestress.transport;

/** How an exchange ended, as far as the transport knows. */
public enum Ending {
    /** The answer came to its end, or the receiver had enough. */
    COMPLETE,
    /** The time for it was over. */
    TIMEOUT,
    /** The name of the host has no address. */
    DNS,
    /** The connection was there, but no agreement on TLS. */
    TLS,
    /** The proxy was not there, closed, or did not let it through. */
    PROXY,
    /** This side could not do it: no port, descriptor or memory is left, or its own name server does not answer. */
    INJECTOR,
    /** No connection, no process, or it broke before the answer began. */
    CONNECTION,
    /**
     * The server closed an idle connection in the moment in which it was used again. That the request was not worked on is likely and cannot be
     * known, so it is not sent again.
     */
    IDLE_CLOSED,
    /** The connection broke in the middle of the answer. */
    TRUNCATED,
    /** The answer is not in the form of the transport: no HTTP, or events that are not UTF-8. */
    MALFORMED,
    /** A body, an event, a whole stream or the output of a command is longer than the wire takes. */
    TOO_LONG,
    /** This side ended it, because the user left. */
    CLOSED
}
