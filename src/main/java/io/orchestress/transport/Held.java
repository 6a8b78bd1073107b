package io.orchestress.transport;

/** What one exchange holds of the budget of all, in steps, so that small answers cost nothing. Used by one thread at a time. */
final class Held {
    private static final long STEP_BYTES = 16 << 10;

    private final MemoryBudget budget;
    private long bytes;

    Held(MemoryBudget budget) {
        this.budget = budget;
    }

    /** Holds that much from now on; returns whether it is there. */
    boolean is(long now) {
        long rounded = now < STEP_BYTES ? 0 : (now + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES;
        if (rounded > bytes && !budget.take(rounded - bytes)) {
            return false;
        }
        if (rounded < bytes) {
            budget.giveBack(bytes - rounded);
        }
        bytes = rounded;
        return true;
    }

    void nothing() {
        is(0);
    }
}
