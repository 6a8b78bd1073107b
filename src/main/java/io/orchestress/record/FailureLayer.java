package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

    /**
     * The layer of a failure class.
     *
     * @param label as in {@code RequestResult.failures}; empty for what is no failure, or a class of a later version
     */
    public static Optional<FailureLayer> of(String label) {
        if (label.startsWith("http-") || label.startsWith("exit-") || label.equals("redirect")) {
            return Optional.of(STATUS);
        }
        if (label.startsWith("rpc-")) {
            return Optional.of(ENVELOPE);
        }
        return Optional.ofNullable(
                switch (label) {
                    case "timeout",
                            "dns",
                            "tls",
                            "connection",
                            "idle-closed",
                            "truncated",
                            "elsewhere",
                            "too-long",
                            "unfinished" -> TRANSPORT;
                    case "protocol",
                            "malformed",
                            "error-event",
                            "no-end",
                            "empty-stream",
                            "wrong-id",
                            "rate-limited",
                            "session-lost" -> ENVELOPE;
                    case "check",
                            "tool-error",
                            "task-failed",
                            "task-canceled",
                            "task-rejected",
                            "input-required",
                            "no-finish-reason",
                            "length",
                            "content-filter",
                            "no-content" -> DOMAIN;
                    default -> null;
                });
    }

    /** Failures by layer, from the wire up; classes without a layer are left out. */
    public static Map<FailureLayer, Long> sums(Map<String, Long> failures) {
        Map<FailureLayer, Long> sums = new TreeMap<>();
        failures.forEach((label, count) -> of(label).ifPresent(layer -> sums.merge(layer, count, SaturatedSum::plus)));
        return sums;
    }

    /** As in the record: {@code transport} … {@code domain}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
