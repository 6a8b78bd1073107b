package io.orchestress.protocol;

/** A call that is not sent, for a reason that is a failure of what came before it. */
public final class NotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    /** @param reply what is recorded of it; a failure */
    public NotSentException(Reply reply) {
        super(reply.detail());
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
