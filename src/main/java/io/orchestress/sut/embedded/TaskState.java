package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a task is: queued → running → completed | failed, or cancelled from either of the first two. */
enum TaskState {
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    boolean ended() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
