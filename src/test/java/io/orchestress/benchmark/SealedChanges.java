package io.orchestress.benchmark;

import static io.orchestress.benchmark.ChangeLaw.each;
import static io.orchestress.benchmark.ChangeLaw.share;
import static io.orchestress.benchmark.ChangeLaw.time;

import io.orchestress.benchmark.ChangesMeasurement.Tally;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Laws and seeds that the search for change points was never tuned on. They are run once for a state of it, and reported as they
 * fall; whoever tunes on them writes others.
 */
final class SealedChanges {
    private static final long SEED = 7_391_000_000L;
    private static final int[] LENGTHS = {12, 20, 50, 100};

    private static final ChangeLaw GAMMA =
            time("gamma, shape 2", 5, each(r -> 90 + 5 * (exponential(r) + exponential(r))));
    private static final ChangeLaw HALVES = time(
            "two modes 8 %, half and half",
            4, each(r -> (r.nextBoolean() ? 100 : 108) * (1 + 0.005 * r.nextGaussian())));
    private static final ChangeLaw FIVE = time("five values", 2, each(r -> 50 + 2 * r.nextInt(5)));
    private static final ChangeLaw CREEPING = time(
            "random walk of 1 %",
            3, (r, n) -> {
                double[] x = new double[n];
                double level = Math.log(200);
                for (int i = 0; i < n; i++) {
                    level += 0.01 * r.nextGaussian();
                    x[i] = Math.exp(level + 0.03 * r.nextGaussian());
                }
                return x;
            });
    private static final ChangeLaw WIDENING = time("noise that grows fivefold", 3, (r, n) -> {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 100 + 3 * (1 + 4.0 * i / n) * r.nextGaussian();
        }
        return x;
    });

    private static final List<ChangeLaw> LAWS = List.of(
            GAMMA,
            HALVES,
            FIVE,
            time("uniform", 5, each(r -> 90 + 20 * r.nextDouble())),
            time("Cauchy", 3, each(r -> 100 + 3 * Math.tan(Math.PI * (r.nextDouble() - 0.5) * 0.98))),
            share("1 of 400 fails, of 400", 0.0025, each(SealedChanges::ofFourHundred)),
            time("cost, two models, 3 to 1", 0.001, each(r -> r.nextInt(4) == 0 ? 0.0061 : 0.0042)),
            time("whole seconds", 0.4, each(r -> Math.max(1, Math.rint(2 + 0.4 * r.nextGaussian())))),
            time("AR(1), 0.6, on logarithms", 10, (r, n) -> {
                double[] x = ChangeLaw.autoregressive(r, n, 0.6);
                for (int i = 0; i < n; i++) {
                    x[i] = 100 * Math.exp((x[i] - 100) / 100);
                }
                return x;
            }),
            time("week of seven", 5, (r, n) -> {
                double[] x = new double[n];
                for (int i = 0; i < n; i++) {
                    x[i] = 100 + (i % 7 >= 5 ? -8 : 0) + 5 * r.nextGaussian();
                }
                return x;
            }),
            CREEPING,
            WIDENING);

    private SealedChanges() {}

    static void run(int rows) {
        Measuring.line("sealed: nothing changes; rows of 100 with a change point, with a drift, with one of Otava's");
        for (ChangeLaw law : LAWS) {
            StringBuilder line = new StringBuilder("%-28s".formatted(law.name()));
            for (int n : LENGTHS) {
                line.append("    ")
                        .append(Tally.of(law, n, rows, SEED, new int[0], (row, sigma) -> row)
                                .falseAlarms());
            }
            Measuring.line("%s", line);
        }
        Measuring.line(
                "sealed: a step of 3, 5 sigma at 22 of 30; then down and back at 12 and 19 of 45; then with a drift of 5 sigma");
        for (ChangeLaw law : List.of(GAMMA, HALVES, FIVE, CREEPING)) {
            StringBuilder line = new StringBuilder("%-28s".formatted(law.name()));
            for (int size : new int[] {3, 5}) {
                line.append("    ")
                        .append(power(
                                law,
                                30,
                                rows,
                                new int[] {22},
                                (row, sigma) -> ChangesMeasurement.stepped(row, 22, size * sigma)))
                        .append(" | ")
                        .append(power(
                                law,
                                45,
                                rows,
                                new int[] {12, 19},
                                (row, sigma) -> ChangesMeasurement.stepped(
                                        ChangesMeasurement.stepped(row, 12, -size * sigma), 19, size * sigma)))
                        .append(" | ")
                        .append(power(
                                law,
                                45,
                                rows,
                                new int[] {30},
                                (row, sigma) -> ChangesMeasurement.stepped(
                                        ChangesMeasurement.drifted(row, 5 * sigma), 30, size * sigma)));
            }
            Measuring.line("%s", line);
        }
    }

    private static String power(ChangeLaw law, int n, int rows, int[] changes, ChangesMeasurement.Change change) {
        return Tally.of(law, n, rows, SEED, changes, change).power(changes.length);
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }

    private static double ofFourHundred(SplittableRandom random) {
        int failed = 0;
        for (int i = 0; i < 400; i++) {
            failed += random.nextInt(400) == 0 ? 1 : 0;
        }
        return 1 - failed / 400.0;
    }
}
