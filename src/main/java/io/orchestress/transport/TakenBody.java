package io.orchestress.transport;

import org.jspecify.annotations.Nullable;

/** How much is taken of one body that another client reads and keeps. Used by one thread at a time. */
public final class TakenBody {
    private final AnswerLimits limits;
    private final Held held;
    private long bytes;

    public TakenBody(AnswerLimits limits) {
        this.limits = limits;
        held = new Held(limits.memory());
    }

    /**
     * Another part of it has come.
     *
     * @return why it is not taken, in words that {@link Causes} knows again; null: it is
     */
    public @Nullable String take(int more) {
        bytes += more;
        if (bytes > limits.longestAnswerBytes()) {
            return limits.tooLong("the body");
        }
        return held.is(bytes) ? null : limits.outOfBudget();
    }

    /** Nothing of it is kept any more. */
    public void isLetGo() {
        held.nothing();
    }
}
