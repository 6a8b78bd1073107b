package io.orchestress.analysis.change;

/**
 * What counts as a change.
 *
 * @param leastRuns runs with a value, below which nothing is said; at least {@code 2 × levelRuns}
 * @param levelRuns runs that a level must last to be one, at least 2. What is shorter is an outlier
 * @param windowRuns runs that are looked at together, and at most that many on each side of a change are compared
 * @param falseAlarms probability, at most, that a window of runs that differ by independent noise only shows any change
 * @param leastChange changes smaller than this are not told: a share of the level before
 */
public record ChangeSettings(int leastRuns, int levelRuns, int windowRuns, double falseAlarms, double leastChange) {
    /** Eight runs, levels of three, windows of 50, one false alarm in a hundred windows, 5 %. */
    public static final ChangeSettings DEFAULT = new ChangeSettings(8, 3, 50, 0.01, 0.05);

    public ChangeSettings {
        if (levelRuns < 2 || leastRuns < 2 * levelRuns || windowRuns < 2 * leastRuns) {
            throw new IllegalArgumentException(
                    "levelRuns ≥ 2, leastRuns ≥ 2 × levelRuns, windowRuns ≥ 2 × leastRuns, but they are %d, %d, %d"
                            .formatted(levelRuns, leastRuns, windowRuns));
        }
        if (!(falseAlarms > 0 && falseAlarms <= 0.5) || !(leastChange >= 0)) {
            throw new IllegalArgumentException(
                    "0 < falseAlarms ≤ 0.5, leastChange ≥ 0, but they are " + falseAlarms + ", " + leastChange);
        }
    }

    /** The same with another least change. */
    public ChangeSettings withLeastChange(double share) {
        return new ChangeSettings(leastRuns, levelRuns, windowRuns, falseAlarms, share);
    }
}
