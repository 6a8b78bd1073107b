package io.orchestress.protocol.a2a;

import io.orchestress.recording.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a task stands. 0.3 writes {@code input-required}, 1.0 {@code TASK_STATE_INPUT_REQUIRED}. */
public enum TaskState {
    SUBMITTED,
    WORKING,
    INPUT_REQUIRED,
    AUTH_REQUIRED,
    COMPLETED,
    FAILED,
    CANCELED,
    REJECTED,
    /** {@code unknown} of 0.3, {@code TASK_STATE_UNSPECIFIED} of 1.0, and in a stream any word of neither: its end decides. */
    UNKNOWN;

    private static final String PREFIX = "TASK_STATE_";

    /** In whichever case, with whichever hyphens, and with one l or two in canceled; absent when it is none of either version. */
    static Optional<TaskState> of(String text) {
        if (text.equals("TASK_STATE_UNSPECIFIED")) {
            return Optional.of(UNKNOWN);
        }
        String upper = text.toUpperCase(Locale.ROOT);
        String word = letters(upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper)
                .replace("CANCELLED", "CANCELED");
        return Arrays.stream(values())
                .filter(state -> word.equals(letters(state.name())))
                .findFirst();
    }

    private static String letters(String text) {
        return text.replaceAll("[^A-Z]", "");
    }

    /** As 0.3 writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Nothing comes after it. */
    public boolean isTerminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELED, REJECTED -> true;
            case SUBMITTED, WORKING, INPUT_REQUIRED, AUTH_REQUIRED, UNKNOWN -> false;
        };
    }

    /** Nothing comes after it unless the client does something. */
    public boolean isInterrupted() {
        return this == INPUT_REQUIRED || this == AUTH_REQUIRED;
    }

    /** Whether the task may be done later, without the client's doing. */
    public boolean goesOn() {
        return !isTerminal() && !isInterrupted();
    }

    /** Fourth layer; a task that goes on is no failure. */
    Outcome outcome() {
        return switch (this) {
            case SUBMITTED, WORKING, UNKNOWN, COMPLETED -> Outcome.OK;
            case FAILED -> Outcome.TASK_FAILED;
            case CANCELED -> Outcome.TASK_CANCELED;
            case REJECTED -> Outcome.TASK_REJECTED;
            case INPUT_REQUIRED, AUTH_REQUIRED -> Outcome.INPUT_REQUIRED;
        };
    }
}
