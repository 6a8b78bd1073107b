package io.orchestress.analysis.gates;

/** A text that is no rule; the message says what is wrong, where, and what would be valid. */
public final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    RuleException(int position, String message) {
        super("at character " + position + ": " + message);
        this.position = position;
    }

    /** Where in the text, from 1 on. */
    public int position() {
        return position;
    }
}
