package io.orchestress.protocol.a2a;

import io.orchestress.metrics.FailureClass;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern NO_LETTERS = Pattern.compile("[^A-Z]+");

    /** As each version writes them, and by their letters alone. */
    private static final Map<String, TaskState> BY_WORD = byWord();

    /** In whichever case, with whichever hyphens, and with one l or two in canceled; absent when it is none of either version. */
    static Optional<TaskState> of(String text) {
        TaskState asWritten = BY_WORD.get(text);
        if (asWritten != null) {
            return Optional.of(asWritten);
        }
        String upper = text.toUpperCase(Locale.ROOT);
        String word = letters(upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper)
                .replace("CANCELLED", "CANCELED");
        return Optional.ofNullable(BY_WORD.get(word));
    }

    private static Map<String, TaskState> byWord() {
        Map<String, TaskState> all = new HashMap<>();
        for (TaskState state : values()) {
            all.put(state.text(), state);
            all.put(PREFIX + state.name(), state);
            all.put(letters(state.name()), state);
        }
        all.put(PREFIX + "UNSPECIFIED", UNKNOWN);
        return Map.copyOf(all);
    }

    private static String letters(String text) {
        return NO_LETTERS.matcher(text).replaceAll("");
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
    FailureClass outcome() {
        return switch (this) {
            case SUBMITTED, WORKING, UNKNOWN, COMPLETED -> FailureClass.OK;
            case FAILED -> FailureClass.TASK_FAILED;
            case CANCELED -> FailureClass.TASK_CANCELED;
            case REJECTED -> FailureClass.TASK_REJECTED;
            case INPUT_REQUIRED, AUTH_REQUIRED -> FailureClass.INPUT_REQUIRED;
        };
    }
}
