package io.orchestress.transport.http;

/** There was no answer; the message is the second half of a sentence, and quotes neither the address nor a header, which may be secret. */
public final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there was none. */
    public enum Kind {
        /** Nobody took the connection. */
        NOTHING_LISTENS,
        /** The time was over. */
        TIME_OUT,
        /** What came was no HTTP, too much, or broke off. */
        BROKEN,
        /** One of both sides refused the other's certificate. */
        TLS,
        /** A proxy was not there, or did not let it through. */
        PROXY,
        /** It could not be sent at all. */
        NOT_SENT
    }

    /** The message where the connection was refused. */
    public static final String NOTHING = "nothing listens there";

    private final Kind kind;

    NoAnswerException(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Its message. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
