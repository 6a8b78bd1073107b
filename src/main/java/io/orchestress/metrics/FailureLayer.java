package io.orchestress.metrics;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which layer of an answer refused a request, from the wire up. An answer is judged in this order, and fails in one layer only. */
public enum FailureLayer {
    /** No whole answer came. */
    TRANSPORT,
    /** The answer's own status says failure: an HTTP status, the exit code of a command. */
    STATUS,
    /** The status says success, the protocol inside it does not, or is not kept. */
    ENVELOPE,
    /** A whole and valid answer says that the work was not done. */
    DOMAIN;

    /** As in the record: {@code transport} … {@code domain}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
