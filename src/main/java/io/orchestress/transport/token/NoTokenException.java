package io.orchestress.transport.token;

/** There is no token; the message says why and holds no secret. */
public final class NoTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    NoTokenException(String why) {
        super(why);
    }

    /** Its message. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
