package io.orchestress.sut;

/** The target cannot be put under load; the message says what was tried and what came back. */
public final class TargetUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public TargetUnavailableException(String message) {
        super(message);
    }

    public TargetUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
