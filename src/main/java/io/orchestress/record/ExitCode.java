package io.orchestress.record;

/** How a run or a command ends, for a pipeline. */
public enum ExitCode {
    /** PASS, or WARN without {@code gates.strict}. */
    PASSED(0),
    /** FAIL, INCONCLUSIVE, INTERRUPTED, or WARN with {@code gates.strict}. */
    FAILED(1),
    /** The configuration, the target or the results folder could not be used; nothing was sent. */
    NOT_RUN(2);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** @param strict whether a warning fails */
    public static ExitCode of(Verdict.Outcome outcome, boolean strict) {
        return switch (outcome) {
            case PASS -> PASSED;
            case WARN -> strict ? FAILED : PASSED;
            case FAIL, INCONCLUSIVE, INTERRUPTED -> FAILED;
        };
    }
}
