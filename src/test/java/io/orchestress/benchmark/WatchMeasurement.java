package io.orchestress.benchmark;

import io.orchestress.stats.changepoint.ChangeSettings;
import io.orchestress.stats.changepoint.FirstAlarm;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How soon a sum over runs tells of a step, or of what creeps, and how often of nothing. Logarithms of a time: 70 % of the run noise is the
 * machine's, AR(1) with 0.8 from run to run, the rest each run's own; sampling adds 3 %; 3 runs of 100 are disturbed, by an
 * exponential of 25 % in the mean.
 */
public final class WatchMeasurement {
    private static final int AFTER = 100;

    private WatchMeasurement() {}

    public static void main(String[] arguments) {
        Options options = Options.of(arguments, Map.of("rows", 1000));
        int rows = options.get("rows");
        Measuring.line("told of 100 within 3, 5, 12 runs; false within 100 runs of nothing");
        Measuring.line("%-10s %-10s %8s %28s", "reference", "run noise", "false", "+5 %, +10 %, +20 %; 2 % a run");
        for (int reference : List.of(20, 40, 100)) {
            for (int noise : List.of(3, 6, 10)) {
                StringBuilder line = new StringBuilder();
                for (double[] change : new double[][] {{0.05, 0}, {0.10, 0}, {0.20, 0}, {0, 0.02}}) {
                    line.append("   ");
                    for (int within : List.of(3, 5, 12)) {
                        line.append(" %5.1f".formatted(told(rows, reference, noise / 100.0, change, within)));
                    }
                }
                Measuring.line(
                        "%-10d %-10d %8.1f %s",
                        reference, noise, told(rows, reference, noise / 100.0, new double[2], AFTER), line);
            }
        }
        Measuring.line("false within 100 runs of other laws, after 20 and 100 runs");
        for (List<ChangeLaw> laws : List.of(ChangeLaw.COARSE, ChangeLaw.NOISE)) {
            for (ChangeLaw law : laws) {
                Measuring.line(
                        "%-28s %6.1f %6.1f", law.name(), falseAlarms(law, rows, 20), falseAlarms(law, rows, 100));
            }
        }
        Measuring.result(
                "watch: +10 %% at 3 %% of run noise told within 12 runs in %.1f of 100",
                told(rows, 20, 0.03, new double[] {0.1, 0}, 12));
    }

    /** @param change at once, and a run */
    private static double told(int rows, int reference, double noise, double[] change, int within) {
        int told = 0;
        for (int row = 0; row < rows; row++) {
            double[] values = row(new SplittableRandom(row), reference + within, noise);
            for (int i = reference; i < values.length; i++) {
                values[i] *= (1 + change[0]) * Math.pow(1 + change[1], i - reference + 1);
            }
            told += alarms(values, reference, false, ChangeSettings.DEFAULT) ? 1 : 0;
        }
        return 100.0 * told / rows;
    }

    private static double falseAlarms(ChangeLaw law, int rows, int reference) {
        int told = 0;
        for (int row = 0; row < rows; row++) {
            double[] values = law.row().draw(new SplittableRandom(row), reference + AFTER);
            boolean share = law.settings() == ChangeSettings.SHARES;
            told += alarms(values, reference, share, law.settings()) ? 1 : 0;
        }
        return 100.0 * told / rows;
    }

    private static boolean alarms(double[] values, int reference, boolean higherIsBetter, ChangeSettings settings) {
        return FirstAlarm.of(values, reference, higherIsBetter, settings) >= 0;
    }

    private static double[] row(SplittableRandom random, int n, double noise) {
        double[] machine = ChangeLaw.autoregressive(random, n, 0.8);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double ofMachine = noise * Math.sqrt(0.7) * (machine[i] - 100) / 10;
            double own = noise * Math.sqrt(0.3) * random.nextGaussian() + 0.03 * random.nextGaussian();
            double disturbed = random.nextInt(100) < 3 ? 1 - 0.25 * Math.log(1 - random.nextDouble()) : 1;
            values[i] = 100 * Math.exp(ofMachine + own) * disturbed;
        }
        return values;
    }
}
