package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How big a task is: how long it takes in the mean, how much it says, which model it goes to unless one is asked for. */
enum TaskSize {
    SIMPLE(0.5, 16, Model.SWIFT),
    MEDIUM(1, 48, Model.SWIFT),
    COMPLEX(3, 160, Model.SAGE);

    /** The mean service time as a multiple of the base mean. */
    final double factor;

    /** Tokens a completed task has put out. */
    final int tokensOut;

    final Model defaultModel;

    TaskSize(double factor, int tokensOut, Model defaultModel) {
        this.factor = factor;
        this.tokensOut = tokensOut;
        this.defaultModel = defaultModel;
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(TaskSize::text).toList();
    }

    static Optional<TaskSize> of(String text) {
        return Arrays.stream(values()).filter(size -> size.text().equals(text)).findFirst();
    }
}
