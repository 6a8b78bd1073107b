package io.orchestress.benchmark;

import io.orchestress.stats.changepoint.ChangeSettings;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows of a metric over runs in which nothing changes.
 *
 * @param settings a trend has for such a metric
 * @param sigma by whose multiples steps are told
 */
record ChangeLaw(String name, ChangeSettings settings, double sigma, Row row) {

    /** One value a run. */
    interface Row {
        double[] draw(SplittableRandom random, int n);
    }

    /** One value, whatever the others are. */
    interface One {
        double draw(SplittableRandom random);
    }

    static ChangeLaw time(String name, double sigma, Row row) {
        return new ChangeLaw(name, ChangeSettings.DEFAULT, sigma, row);
    }

    static ChangeLaw share(String name, double sigma, Row row) {
        return new ChangeLaw(name, ChangeSettings.SHARES, sigma, row);
    }

    static final ChangeLaw NORMAL = time("normal", 10, each(r -> 100 + 10 * r.nextGaussian()));
    static final ChangeLaw STUDENT = time("Student, 3 df", 10, each(r -> 100 + 10 * student3(r)));
    static final ChangeLaw LOG_NORMAL = time("log-normal 0.8", 10, each(ChangeLaw::skewed));
    static final ChangeLaw OUTLIERS = time(
            "outliers, 1 of 20",
            10,
            each(r -> 100 + 10 * r.nextGaussian() + (r.nextInt(20) == 0 ? 50 + 50 * r.nextDouble() : 0)));
    static final ChangeLaw AR_03 = time("AR(1), 0.3", 10, (r, n) -> autoregressive(r, n, 0.3));

    /** With the standard deviation of the law brought to 10, which is a tenth of the level. */
    static final List<ChangeLaw> NOISE = List.of(
            NORMAL,
            STUDENT,
            LOG_NORMAL,
            OUTLIERS,
            time("one outlier", 10, (r, n) -> {
                double[] x = NORMAL.row.draw(r, n);
                x[n / 2] += 100;
                return x;
            }),
            AR_03,
            time("AR(1), 0.6", 10, (r, n) -> autoregressive(r, n, 0.6)));

    /** Ties, few distinct values, two modes: those of the review that found the filter of outliers to make levels of them. */
    static final List<ChangeLaw> COARSE = List.of(
            share("success 1, 0.99 in 10 %", 0.005, each(r -> r.nextInt(10) == 0 ? 0.99 : 1)),
            share("success 1, 0.99 in 20 %", 0.005, each(r -> r.nextInt(5) == 0 ? 0.99 : 1)),
            time("count 40, 44 in 30 %", 2, each(r -> r.nextInt(10) < 3 ? 44 : 40)),
            time("10 ms, sd 0.5, whole ms", 0.5, each(r -> Math.rint(10 + 0.5 * r.nextGaussian()))),
            time(
                    "two modes 15 % apart, 20 %",
                    1, each(r -> (r.nextInt(5) == 0 ? 115 : 100) * (1 + 0.01 * r.nextGaussian()))),
            time("log-normal 3 %", 3, each(r -> 100 * Math.exp(0.03 * r.nextGaussian()))),
            time("log-normal 10 %", 10, each(r -> 100 * Math.exp(0.1 * r.nextGaussian()))));

    static Row each(One one) {
        return (random, n) -> random.doubles(n).map(u -> one.draw(random)).toArray();
    }

    static double student3(SplittableRandom r) {
        double chi = 0;
        for (int k = 0; k < 3; k++) {
            double z = r.nextGaussian();
            chi += z * z;
        }
        return r.nextGaussian() / Math.sqrt(chi / 3) / Math.sqrt(3);
    }

    private static double skewed(SplittableRandom r) {
        double mean = Math.exp(0.32);
        double sd = mean * Math.sqrt(Math.exp(0.64) - 1);
        return 100 + 10 * (Math.exp(0.8 * r.nextGaussian()) - mean) / sd;
    }

    static double[] autoregressive(SplittableRandom r, int n, double rho) {
        double[] x = new double[n];
        double last = r.nextGaussian();
        for (int i = 0; i < n; i++) {
            last = rho * last + Math.sqrt(1 - rho * rho) * r.nextGaussian();
            x[i] = 100 + 10 * last;
        }
        return x;
    }
}
