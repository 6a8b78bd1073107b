package io.orchestress.stats.changepoint;

/**
 * The settings by which a change is detected.
 *
 * @param leastRuns runs with a value, below which nothing is said; at least {@code 2 × levelRuns}
 * @param levelRuns runs that a level must last to be one, at least 2. What is shorter is an outlier
 * @param windowRuns runs that are looked at together, beside twice, four times … as many
 * @param falseAlarms probability, at most, that a row of runs in any order shows a change
 * @param leastChange changes smaller than this are not told
 * @param scale on which levels are compared; {@code leastChange} is of its kind
 */
public record ChangeSettings(
        int leastRuns, int levelRuns, int windowRuns, double falseAlarms, double leastChange, LevelScale scale) {
    /**
     * Ten runs, levels of three, windows of 50, one false alarm in a hundred rows, 5 %. Of fewer than ten runs no order is rare enough:
     * two of the {@code C(9, 4) = 126} ways to place four slow runs among nine are a step, and that is more than 1 %.
     */
    public static final ChangeSettings DEFAULT = new ChangeSettings(10, 3, 50, 0.01, 0.05, LevelScale.LOGARITHM);

    /** Half a point is told of shares. */
    public static final ChangeSettings SHARES = new ChangeSettings(10, 3, 50, 0.01, 0.005, LevelScale.POINTS);

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
}
