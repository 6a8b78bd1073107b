package io.orchestress.benchmark;

import io.orchestress.analysis.change.ChangePoint;
import io.orchestress.analysis.change.ChangePoints;
import io.orchestress.analysis.change.ChangeSettings;
import io.orchestress.analysis.change.Hunter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Change points found, missed and false on rows whose changes are known, beside Apache Otava's algorithm with its defaults.
 * Levels of 100, noise with a standard deviation of 10; the n-th row is the same for both.
 */
public final class ChangesMeasurement {
    private static final double LEVEL = 100;
    private static final double SIGMA = 10;
    /** A change is found when a point is at most so many runs from it. */
    private static final int NEAR = 2;

    private ChangesMeasurement() {}

    private interface Noise {
        double[] draw(SplittableRandom random, int n);
    }

    private interface Finder {
        List<Integer> indexes(double[] values);
    }

    private enum Law implements Noise {
        NORMAL((r, n) -> r.doubles(n).map(u -> 0).map(z -> r.nextGaussian()).toArray()),
        STUDENT_3((r, n) -> {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                double chi = 0;
                for (int k = 0; k < 3; k++) {
                    double z = r.nextGaussian();
                    chi += z * z;
                }
                x[i] = r.nextGaussian() / Math.sqrt(chi / 3) / Math.sqrt(3);
            }
            return x;
        }),
        LOG_NORMAL((r, n) -> {
            // sigma 0.8; mean and standard deviation of the law brought to 0 and 1
            double mean = Math.exp(0.32);
            double sd = mean * Math.sqrt(Math.exp(0.64) - 1);
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = (Math.exp(0.8 * r.nextGaussian()) - mean) / sd;
            }
            return x;
        }),
        OUTLIERS((r, n) -> {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = r.nextGaussian() + (r.nextInt(20) == 0 ? 5 + 5 * r.nextDouble() : 0);
            }
            return x;
        }),
        ONE_OUTLIER((r, n) -> {
            double[] x = NORMAL.draw(r, n);
            x[n / 2] += 10;
            return x;
        }),
        AR_03((r, n) -> ar(r, n, 0.3)),
        AR_06((r, n) -> ar(r, n, 0.6)),
        DRIFT_4((r, n) -> {
            double[] x = NORMAL.draw(r, n);
            for (int i = 0; i < n; i++) {
                x[i] += 4.0 * i / (n - 1);
            }
            return x;
        });

        private final Noise noise;

        Law(Noise noise) {
            this.noise = noise;
        }

        @Override
        public double[] draw(SplittableRandom random, int n) {
            return noise.draw(random, n);
        }

        private static double[] ar(SplittableRandom r, int n, double rho) {
            double[] x = new double[n];
            double last = r.nextGaussian();
            for (int i = 0; i < n; i++) {
                last = rho * last + Math.sqrt(1 - rho * rho) * r.nextGaussian();
                x[i] = last;
            }
            return x;
        }
    }

    private static final class Count {
        private int found;
        private int missed;
        private int extra;
        private int rowsWithExtra;

        void add(List<Integer> indexes, int[] changes) {
            List<Integer> left = new ArrayList<>(indexes);
            for (int change : changes) {
                boolean hit = left.removeIf(i -> Math.abs(i - change) <= NEAR);
                found += hit ? 1 : 0;
                missed += hit ? 0 : 1;
            }
            extra += left.size();
            rowsWithExtra += left.isEmpty() ? 0 : 1;
        }
    }

    public static void main(String[] arguments) {
        Options options = Options.of(arguments, Map.of("rows", 1000));
        int rows = options.get("rows");
        Measuring.line("false alarms: rows of 100 with any change point although there is no step");
        Measuring.line("%-14s %6s %10s %10s", "noise", "runs", "ours", "Otava");
        double worst = 0;
        for (Law law : Law.values()) {
            for (int n : new int[] {12, 20, 50, 100}) {
                Count[] c = count(law, n, 0, rows, new int[0]);
                worst = law == Law.NORMAL ? Math.max(worst, 100.0 * c[0].rowsWithExtra / rows) : worst;
                Measuring.line(
                        "%-14s %6d %10.1f %10.1f",
                        law, n, 100.0 * c[0].rowsWithExtra / rows, 100.0 * c[1].rowsWithExtra / rows);
            }
        }
        Measuring.line("one step: found of 100 (at most %d runs off), and rows of 100 with further points", NEAR);
        Measuring.line(
                "%-14s %6s %6s %6s %10s %10s %10s %10s",
                "noise", "runs", "at", "sigmas", "ours", "further", "Otava", "further");
        for (Law law : List.of(Law.NORMAL, Law.STUDENT_3, Law.LOG_NORMAL, Law.OUTLIERS, Law.AR_03)) {
            for (int[] shape : new int[][] {{20, 17}, {20, 15}, {40, 25}}) {
                for (int size : new int[] {2, 3, 4, 6}) {
                    Count[] c = count(law, shape[0], size, rows, new int[] {shape[1]});
                    row(law.name(), shape[0], "" + shape[1], size, rows, c);
                }
            }
        }
        Measuring.line("several steps: up at 20, down at 26, up twice as much at 60 of 80; of 100 steps, rows of 100");
        for (int size : new int[] {2, 3, 4, 6}) {
            Count[] c = count(Law.NORMAL, 80, size, rows, new int[] {20, 26, 60});
            row("NORMAL", 80, "3", size, 3 * rows, c);
        }
        Measuring.result("changes: false alarms in normal noise at most %.1f %%", worst);
    }

    private static void row(String law, int n, String at, int size, int rows, Count[] c) {
        Measuring.line(
                "%-14s %6d %6s %6d %10.1f %10.1f %10.1f %10.1f",
                law,
                n,
                at,
                size,
                100.0 * c[0].found / rows,
                100.0 * c[0].rowsWithExtra / rows,
                100.0 * c[1].found / rows,
                100.0 * c[1].rowsWithExtra / rows);
    }

    private static Count[] count(Law law, int n, double size, int rows, int[] changes) {
        Count[] counts = {new Count(), new Count()};
        for (int row = 0; row < rows; row++) {
            double[] values = law.draw(new SplittableRandom(row), n);
            double level = LEVEL;
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < changes.length; k++) {
                    if (changes[k] == i) {
                        level += (k == 1 ? -1 : k == 2 ? 2 : 1) * size * SIGMA;
                    }
                }
                values[i] = level + SIGMA * values[i];
            }
            counts[0].add(ours(values), changes);
            counts[1].add(Hunter.DEFAULT.indexes(values), changes);
        }
        return counts;
    }

    private static List<Integer> ours(double[] values) {
        return ChangePoints.of(values, ChangeSettings.DEFAULT) instanceof ChangePoints.Found found
                ? found.points().stream().map(ChangePoint::index).toList()
                : List.of();
    }
}
