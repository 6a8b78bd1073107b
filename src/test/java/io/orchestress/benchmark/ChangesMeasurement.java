package io.orchestress.benchmark;

import io.orchestress.stats.changepoint.ChangePoint;
import io.orchestress.stats.changepoint.ChangePoints;
import io.orchestress.stats.changepoint.ChangePoints.Found;
import io.orchestress.stats.changepoint.Hunter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Change points and drifts found, missed and false on rows whose changes are known, beside Apache Otava's algorithm with its
 * defaults; the n-th row is the same for both.
 */
public final class ChangesMeasurement {
    private static final int[] LENGTHS = {12, 20, 50, 100};
    private static final int[] SIZES = {2, 3, 4, 6};
    /** A change is found when a point is at most so many runs from it. */
    private static final int NEAR = 2;

    private ChangesMeasurement() {}

    /** Adds to a row what changes in it. */
    interface Change {
        double[] made(double[] row, double sigma);
    }

    private static final class Count {
        private int found;
        private int rowsWithExtra;

        void add(List<Integer> indexes, int[] changes) {
            List<Integer> left = new ArrayList<>(indexes);
            for (int change : changes) {
                found += left.removeIf(i -> Math.abs(i - change) <= NEAR) ? 1 : 0;
            }
            rowsWithExtra += left.isEmpty() ? 0 : 1;
        }
    }

    /** Of some rows of a law. */
    static final class Tally {
        private final int rows;
        private final Count ours = new Count();
        private final Count otava = new Count();
        private int drifts;

        private Tally(int rows) {
            this.rows = rows;
        }

        static Tally of(ChangeLaw law, int n, int rows, long seed, int[] changes, Change change) {
            Tally tally = new Tally(rows);
            for (int row = 0; row < rows; row++) {
                double[] drawn = law.row().draw(new SplittableRandom(seed + row), n);
                double[] values = change.made(drawn, law.sigma());
                if (ChangePoints.of(values, law.settings()) instanceof Found found) {
                    tally.ours.add(
                            found.points().stream().map(ChangePoint::index).toList(), changes);
                    tally.drifts += found.drifts().isEmpty() ? 0 : 1;
                }
                tally.otava.add(Hunter.DEFAULT.indexes(values), changes);
            }
            return tally;
        }

        double found(int changes) {
            return 100.0 * ours.found / rows / changes;
        }

        double extra() {
            return 100.0 * ours.rowsWithExtra / rows;
        }

        double drifts() {
            return 100.0 * drifts / rows;
        }

        String falseAlarms() {
            return String.format(
                    Locale.ROOT, "%5.1f %5.1f %5.1f", extra(), drifts(), 100.0 * otava.rowsWithExtra / rows);
        }

        String power(int changes) {
            return String.format(
                    Locale.ROOT,
                    "%5.1f %4.1f %5.1f %5.1f %4.1f",
                    found(changes),
                    extra(),
                    drifts(),
                    100.0 * otava.found / rows / changes,
                    100.0 * otava.rowsWithExtra / rows);
        }
    }

    public static void main(String[] arguments) {
        Options options = Options.of(arguments, Map.of("rows", 1000, "size", 1, "power", 1, "sealed", 0));
        int rows = options.get("rows");
        double worst = Double.NaN;
        if (options.get("size") == 1) {
            Measuring.line("nothing changes: rows of 100 with a change point, with a drift, with one of Otava's");
            worst = falseAlarms(ChangeLaw.COARSE, rows);
            falseAlarms(ChangeLaw.NOISE, rows);
        }
        if (options.get("power") == 1) {
            steps(rows);
            drifts(rows);
        }
        if (options.get("sealed") == 1) {
            SealedChanges.run(rows);
        }
        Measuring.result(
                "changes: rows of ties, two modes and log-normal noise with a change point at most %.1f %%", worst);
    }

    static double falseAlarms(List<ChangeLaw> laws, int rows) {
        Measuring.line("%-28s %20d %20d %20d %20d", "runs", 12, 20, 50, 100);
        double worst = 0;
        for (ChangeLaw law : laws) {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-28s", law.name()));
            for (int n : LENGTHS) {
                Tally tally = Tally.of(law, n, rows, 0, new int[0], (row, sigma) -> row);
                worst = Math.max(worst, tally.extra());
                line.append("    ").append(tally.falseAlarms());
            }
            Measuring.line("%s", line);
        }
        return worst;
    }

    private static void steps(int rows) {
        Measuring.line(
                "one step of 2, 3, 4, 6 sigma: found of 100 (at most %d runs off), rows of 100 with further points, with a drift; Otava's found, further",
                NEAR);
        for (ChangeLaw law : List.of(
                ChangeLaw.NORMAL, ChangeLaw.STUDENT, ChangeLaw.LOG_NORMAL, ChangeLaw.OUTLIERS, ChangeLaw.AR_03)) {
            for (int[] shape : new int[][] {{20, 17}, {20, 15}, {40, 25}, {12, 9}}) {
                power(
                        law,
                        shape[0],
                        rows,
                        new int[] {shape[1]},
                        size -> (row, sigma) -> stepped(row, shape[1], size * sigma));
            }
        }
        Measuring.line("several steps: up at 20, down at 26, up twice as much at 60 of 80");
        power(
                ChangeLaw.NORMAL,
                80,
                rows,
                new int[] {20, 26, 60},
                size -> (row, sigma) ->
                        stepped(stepped(stepped(row, 20, size * sigma), 26, -size * sigma), 60, 2 * size * sigma));
    }

    private static void drifts(int rows) {
        Measuring.line("drifts of 2, 3, 4, 6 sigma from the first run to the last; nothing is a step");
        for (ChangeLaw law : List.of(ChangeLaw.NORMAL, ChangeLaw.STUDENT, ChangeLaw.AR_03)) {
            for (int n : LENGTHS) {
                power(law, n, rows, new int[0], size -> (row, sigma) -> drifted(row, size * sigma));
            }
        }
        Measuring.line("a drift of 4 sigma over 40 runs, and a step of 2, 3, 4, 6 sigma at 25");
        power(
                ChangeLaw.NORMAL,
                40,
                rows,
                new int[] {25},
                size -> (row, sigma) -> stepped(drifted(row, 4 * sigma), 25, size * sigma));
        power(
                ChangeLaw.NORMAL,
                40,
                rows,
                new int[] {25},
                size -> (row, sigma) -> stepped(drifted(row, 4 * sigma), 25, -size * sigma));
    }

    /** Of a size. */
    interface Sized {
        Change of(int size);
    }

    static void power(ChangeLaw law, int n, int rows, int[] changes, Sized change) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s %3d runs", law.name(), n));
        for (int size : SIZES) {
            Tally tally = Tally.of(law, n, rows, 0, changes, change.of(size));
            line.append("    ").append(tally.power(Math.max(1, changes.length)));
        }
        Measuring.line("%s", line);
    }

    static double[] stepped(double[] row, int at, double by) {
        double[] changed = row.clone();
        for (int i = at; i < row.length; i++) {
            changed[i] += by;
        }
        return changed;
    }

    static double[] drifted(double[] row, double by) {
        double[] changed = row.clone();
        for (int i = 0; i < row.length; i++) {
            changed[i] += by * i / (row.length - 1);
        }
        return changed;
    }
}
