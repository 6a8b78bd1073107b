package io.orchestress.duel;

/** A duel that cannot be run, or not to its end; the message says why, in a sentence without its end. */
public final class DuelRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    DuelRefusedException(String why) {
        super(why);
    }

    DuelRefusedException(String why, Throwable cause) {
        super(why, cause);
    }

    /** Never null. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
