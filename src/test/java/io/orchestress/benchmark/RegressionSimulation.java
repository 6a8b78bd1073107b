package io.orchestress.benchmark;

import io.orchestress.analysis.regression.EarlierRuns;
import io.orchestress.analysis.regression.Likeness;
import io.orchestress.analysis.regression.Regression;
import io.orchestress.analysis.regression.RegressionLimits;
import io.orchestress.analysis.regression.RunBlocks;
import io.orchestress.analysis.regression.SyntheticRuns;
import io.orchestress.run.Comparison;
import io.orchestress.run.Comparison.Change;
import io.orchestress.run.Comparison.Kind;
import io.orchestress.run.Verdict.Outcome;
import io.orchestress.testkit.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * False alarms and power of the comparison on runs drawn from a law that is known: {@link SyntheticRuns}, and from run to run 70 % of the variance
 * a machine that drifts (AR(0.8)), 30 % each run's own, and one run in so many disturbed by an exponential share of 25 % in the mean, of which four of
 * five are recognised.
 */
final class RegressionSimulation {
    private static final double DRIFT = 0.7;
    private static final double CORRELATION = 0.8;
    private static final double DISTURBED = 0.25;
    private static final double RECOGNISED = 0.8;

    private RegressionSimulation() {}

    public static void main(String[] arguments) {
        Options options = Options.of(
                arguments, Map.of("comparisons", 200, "seconds", 44, "seed", 1, "disturbed-percent", 3, "one-of-the-baseline", 0));
        SplittableRandom random = new SplittableRandom(options.get("seed"));
        if (options.get("one-of-the-baseline") > 0) {
            oneDisturbed(options.get("comparisons"), random);
            return;
        }
        System.out.println("run noise  known  baseline  slower    FAIL   WARN   PASS  INCONCLUSIVE (probably worse)"
                + "  interval covers  smallest seen  p95 > 1.15 x");
        for (double noise : new double[] {0.03, 0.06, 0.1}) {
            for (int[] runs : new int[][] {{0, 3}, {0, 5}, {30, 5}}) {
                for (double slower : new double[] {1, 1.1, 1.2, 1.5}) {
                    Row row = new Row(noise, runs[0], runs[1], slower);
                    SplittableRandom own = random.split();
                    for (int i = 0; i < options.get("comparisons"); i++) {
                        row.add(own, options.get("seconds"), options.get("disturbed-percent") / 100.0);
                    }
                    row.print();
                }
            }
        }
    }

    /** B5 of the review: 30 % slower, three baseline runs with 3 % run noise, one of them disturbed, and nobody knows. */
    private static void oneDisturbed(int comparisons, SplittableRandom random) {
        System.out.println("disturbed by   known    FAIL   INCONCLUSIVE");
        RegressionLimits limits = Limits.REGRESSION;
        SyntheticRuns law = SyntheticRuns.QUICK;
        for (double factor : new double[] {1, 1.25, 1.5, 2}) {
            for (int known : new int[] {0, 30}) {
                int failed = 0;
                int unknown = 0;
                for (int i = 0; i < comparisons; i++) {
                    double[] earlier = new double[known];
                    for (int e = 0; e < known; e++) {
                        earlier[e] = Math.hypot(law.runNoise(), Row.WITHIN) * random.nextGaussian();
                    }
                    List<RunBlocks> baseline = List.of(
                            law.draw(random, limits),
                            law.slower(factor).draw(random, limits),
                            law.draw(random, limits));
                    Outcome outcome = Regression.of(
                                    law.slower(1.3).draw(random, limits),
                                    "study",
                                    baseline,
                                    earlier.length == 0 ? EarlierRuns.NONE : new EarlierRuns(Map.of("typical", earlier)),
                                    Likeness.ALIKE,
                                    "USD",
                                    limits)
                            .outcome();
                    failed += outcome == Outcome.FAIL ? 1 : 0;
                    unknown += outcome == Outcome.INCONCLUSIVE ? 1 : 0;
                }
                System.out.printf(
                        Locale.ROOT,
                        "      x %.2f  %6d  %4.0f %%         %4.0f %%%n",
                        factor,
                        known,
                        100.0 * failed / comparisons,
                        100.0 * unknown / comparisons);
            }
        }
    }

    /** Of one law, so many earlier runs and one slow-down. */
    private static final class Row {
        /** Of the typical time of a quick run, as it is drawn. */
        static final double WITHIN = 0.028;

        private final double noise;
        private final int known;
        private final int baseline;
        private final double slower;
        private final int[] outcomes = new int[Outcome.values().length];
        private int comparisons;
        private int probably;
        private int covered;
        private int plain;
        private double smallest;

        Row(double noise, int known, int baseline, double slower) {
            this.noise = noise;
            this.known = known;
            this.baseline = baseline;
            this.slower = slower;
        }

        void add(SplittableRandom random, double seconds, double disturbed) {
            RegressionLimits limits = Limits.REGRESSION;
            SyntheticRuns law = SyntheticRuns.QUICK.withRunNoise(0).lasting(seconds);
            double machine = random.nextGaussian();
            List<Double> earlier = new ArrayList<>();
            List<RunBlocks> before = new ArrayList<>();
            while (before.size() < baseline) {
                machine = CORRELATION * machine + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
                double effect = effect(machine, random);
                boolean isDisturbed = random.nextDouble() < disturbed;
                if (isDisturbed && random.nextDouble() < RECOGNISED) {
                    continue;
                }
                effect += isDisturbed ? -DISTURBED * Math.log(1 - random.nextDouble()) : 0;
                if (earlier.size() < known) {
                    earlier.add(effect + WITHIN * random.nextGaussian());
                } else {
                    before.add(law.slower(Math.exp(effect)).draw(random, limits));
                }
            }
            machine = CORRELATION * machine + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
            // A candidate that is seen to be disturbed is repeated.
            double hidden = random.nextDouble() < disturbed * (1 - RECOGNISED)
                    ? -DISTURBED * Math.log(1 - random.nextDouble())
                    : 0;
            RunBlocks candidate = law.slower(slower * Math.exp(effect(machine, random) + hidden)).draw(random, limits);
            count(Regression.of(
                    candidate,
                    "study",
                    before,
                    earlier.isEmpty()
                            ? EarlierRuns.NONE
                            : new EarlierRuns(Map.of(
                                    "typical",
                                    earlier.stream()
                                            .mapToDouble(Double::doubleValue)
                                            .toArray())),
                    Likeness.ALIKE,
                    "USD",
                    limits));
        }

        private double effect(double machine, SplittableRandom random) {
            return noise * (Math.sqrt(DRIFT) * machine + Math.sqrt(1 - DRIFT) * random.nextGaussian());
        }

        private void count(Comparison comparison) {
            comparisons++;
            outcomes[comparison.outcome().ordinal()]++;
            probably += comparison.finding() == Kind.PROBABLY_WORSE ? 1 : 0;
            for (Change change : comparison.changes()) {
                if (change.request().equals("*") && change.metric().equals("p95")) {
                    plain += change.change() > 0.15 ? 1 : 0;
                }
                if (change.request().equals("*") && change.metric().equals("typical")) {
                    covered += change.from() <= slower - 1 && slower - 1 <= change.to() ? 1 : 0;
                    smallest += change.smallest();
                }
            }
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "%7.0f %%  %5d  %8d  %5.0f %%  %5.1f %%  %3.0f %%  %4.0f %%  %10.0f %% %14.0f %%  %14.0f %%  %12.0f %%  %10.1f %%%n",
                    100 * noise,
                    known,
                    baseline,
                    100 * (slower - 1),
                    percent(outcomes[Outcome.FAIL.ordinal()]),
                    percent(outcomes[Outcome.WARN.ordinal()]),
                    percent(outcomes[Outcome.PASS.ordinal()]),
                    percent(outcomes[Outcome.INCONCLUSIVE.ordinal()]),
                    percent(probably),
                    percent(covered),
                    100 * smallest / comparisons,
                    percent(plain));
        }

        private double percent(int count) {
            return 100.0 * count / comparisons;
        }
    }
}
