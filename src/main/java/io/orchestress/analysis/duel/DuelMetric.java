package io.orchestress.analysis.duel;

/** The primary figures of a duel, which decide it; each is worse where it is higher. */
public enum DuelMetric {
    /** Difference of the logarithms of the typical time. */
    TYPICAL("typical", 0.8),
    /** Share of requests that failed. */
    FAILED_REQUESTS("failed requests", 0.07),
    /** Share of tasks that failed, where there are tasks: a hundred polls that went well do not make up for one. */
    FAILED_TASKS("failed tasks", 0.07),
    /** Share of what was started that did not end: 1 − ended ÷ started. */
    NOT_ENDED("not ended", 0.06);

    private final String words;
    private final double weight;

    DuelMetric(String words, double weight) {
        this.words = words;
        this.weight = weight;
    }

    public String words() {
        return words;
    }

    /** Of the error, together 1: a failure that matters leaves little doubt, a time does. */
    double weight() {
        return weight;
    }
}
