package io.orchestress.monitoring;

/** Nothing can be read now; the message says why in one sentence. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String why) {
        super(why);
    }

    UnreadableException(String why, Throwable cause) {
        super(why, cause);
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
