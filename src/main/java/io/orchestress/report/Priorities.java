package io.orchestress.report;

import io.orchestress.record.Issue.Priority;

/** The groups in which recommendations are read. */
public final class Priorities {
    private Priorities() {}

    public static String title(Priority priority) {
        return switch (priority) {
            case HIGH -> "High priority";
            case MEDIUM -> "Medium priority";
            case LOW -> "Low priority";
            case QUICK_WIN -> "Quick wins";
            case LONG_TERM -> "Long term";
        };
    }
}
