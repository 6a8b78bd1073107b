package io.orchestress.benchmark;

import io.orchestress.analysis.regression.ComparabilityResult;
import io.orchestress.analysis.regression.EarlierRuns;
import io.orchestress.analysis.regression.Regression;
import io.orchestress.analysis.regression.RegressionLimits;
import io.orchestress.analysis.regression.RunBlocks;
import io.orchestress.analysis.regression.SyntheticRuns;
import io.orchestress.analysis.regression.TypicalAlone;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * False alarms and power of the comparison on runs drawn from a law that is known. From run to run 70 % of the variance is a machine that drifts
 * (AR(0.8)), 30 % each run's own, and one run in so many is disturbed by an exponential share of 25 % in the mean, of which four of five are
 * recognised. First the {@linkplain TypicalAlone typical time alone}, then whole comparisons of {@link SyntheticRuns}, then one disturbed run among three.
 */
final class RegressionSimulation {
    private static final double DISTURBED = 0.25;
    private static final double RECOGNISED = 0.8;
    private static final RegressionLimits LIMITS = Reference.REGRESSION;
    private static final String COLUMNS =
            "\nrun noise  known  baseline  slower   worse   FAIL   PASS  INCONCLUSIVE (probably"
                    + " worse)  covers  smallest seen";

    private RegressionSimulation() {}

    public static void main(String[] arguments) {
        Options options = Options.of(
                arguments,
                Map.of("typical", 5000, "comparisons", 100, "seconds", 44, "seed", 1, "disturbed-percent", 3));
        SplittableRandom random = new SplittableRandom(options.get("seed"));
        double disturbed = options.get("disturbed-percent") / 100.0;
        if (options.get("typical") > 0) {
            typicalAlone(options.get("typical"), disturbed, random);
        }
        if (options.get("comparisons") == 0) {
            return;
        }
        System.out.println("whole comparisons" + COLUMNS);
        for (double noise : new double[] {0.03, 0.06}) {
            for (double slower : new double[] {1, 1.2}) {
                Row row = new Row(noise, 30, 5, slower, disturbed);
                for (int i = 0; i < options.get("comparisons"); i++) {
                    row.whole(random, options.get("seconds"));
                }
                row.print();
            }
        }
        oneDisturbed(options.get("comparisons"), random);
    }

    private static void typicalAlone(int comparisons, double disturbed, SplittableRandom random) {
        System.out.println("typical alone" + COLUMNS);
        for (double noise : new double[] {0.03, 0.06, 0.1}) {
            for (int[] runs : new int[][] {{0, 1}, {0, 3}, {0, 5}, {8, 5}, {30, 3}, {30, 5}}) {
                for (double slower : new double[] {1, 1.1, 1.2, 1.5}) {
                    Row row = new Row(noise, runs[0], runs[1], slower, disturbed);
                    for (int i = 0; i < comparisons; i++) {
                        row.typical(random);
                    }
                    row.print();
                }
            }
        }
    }

    /** 30 % slower, three baseline runs with 3 % run noise, one of them disturbed, and nobody knows. */
    private static void oneDisturbed(int comparisons, SplittableRandom random) {
        System.out.println(
                "one baseline run of three disturbed, 30 % slower\ndisturbed by   known    FAIL   INCONCLUSIVE");
        SyntheticRuns law = SyntheticRuns.QUICK;
        for (double factor : new double[] {1, 1.25, 1.5, 2}) {
            for (int known : new int[] {0, 30}) {
                int failed = 0;
                int unknown = 0;
                for (int i = 0; i < comparisons; i++) {
                    double[] earlier = new double[known];
                    for (int e = 0; e < known; e++) {
                        earlier[e] = Math.hypot(law.runNoise(), TypicalAlone.WITHIN) * random.nextGaussian();
                    }
                    List<RunBlocks> baseline = List.of(
                            law.draw(random, LIMITS),
                            law.slower(factor).draw(random, LIMITS),
                            law.draw(random, LIMITS));
                    Outcome outcome = compare(law.slower(1.3).draw(random, LIMITS), baseline, earlier)
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

    private static Comparison compare(RunBlocks candidate, List<RunBlocks> baseline, double[] earlier) {
        return Regression.of(
                candidate,
                "study",
                baseline,
                earlier.length == 0 ? EarlierRuns.NONE : new EarlierRuns(Map.of("typical", earlier)),
                ComparabilityResult.ALIKE,
                "USD",
                LIMITS);
    }

    /** True logarithms of runs that follow one another on one machine. */
    private static final class Machine {
        private static final double DRIFT = 0.7;
        private static final double CORRELATION = 0.8;

        private final double noise;
        private final double disturbed;
        private final SplittableRandom random;
        private double state;

        Machine(double noise, double disturbed, SplittableRandom random) {
            this.noise = noise;
            this.disturbed = disturbed;
            this.random = random;
            this.state = random.nextGaussian();
        }

        /** Of the next run that was not seen to be disturbed. */
        double next() {
            while (true) {
                state = CORRELATION * state + Math.sqrt(1 - CORRELATION * CORRELATION) * random.nextGaussian();
                double own = noise * (Math.sqrt(DRIFT) * state + Math.sqrt(1 - DRIFT) * random.nextGaussian());
                if (random.nextDouble() >= disturbed) {
                    return own;
                }
                if (random.nextDouble() >= RECOGNISED) {
                    return own - DISTURBED * Math.log(1 - random.nextDouble());
                }
            }
        }
    }

    /** Of one law, so many earlier runs and one slow-down. */
    private static final class Row {
        private final double noise;
        private final int known;
        private final int baseline;
        private final double slower;
        private final double disturbed;
        private final List<Outcome> outcomes = new ArrayList<>();
        private int worse;
        private int probably;
        private int covered;
        private double smallest;

        Row(double noise, int known, int baseline, double slower, double disturbed) {
            this.noise = noise;
            this.known = known;
            this.baseline = baseline;
            this.slower = slower;
            this.disturbed = disturbed;
        }

        void typical(SplittableRandom random) {
            Machine machine = new Machine(noise, disturbed, random);
            double[] earlier = earlier(machine, random);
            double[] before = new double[baseline];
            for (int b = 0; b < baseline; b++) {
                before[b] = machine.next();
            }
            Change change = TypicalAlone.of(machine.next() + Math.log(slower), before, earlier, random);
            outcomes.add(change.outcome());
            worse += change.kind() == Kind.REGRESSED ? 1 : 0;
            count(change);
        }

        void whole(SplittableRandom random, double seconds) {
            Machine machine = new Machine(noise, disturbed, random);
            double[] earlier = earlier(machine, random);
            SyntheticRuns law = SyntheticRuns.QUICK.withRunNoise(0).lasting(seconds);
            List<RunBlocks> before = new ArrayList<>();
            for (int b = 0; b < baseline; b++) {
                before.add(law.slower(Math.exp(machine.next())).draw(random, LIMITS));
            }
            Comparison comparison =
                    compare(law.slower(slower * Math.exp(machine.next())).draw(random, LIMITS), before, earlier);
            outcomes.add(comparison.outcome());
            worse += comparison.regressions().isEmpty() ? 0 : 1;
            comparison.changes().stream()
                    .filter(change -> change.metric().equals("typical"))
                    .forEach(this::count);
        }

        private double[] earlier(Machine machine, SplittableRandom random) {
            double[] earlier = new double[known];
            for (int i = 0; i < known; i++) {
                earlier[i] = machine.next() + TypicalAlone.WITHIN * random.nextGaussian();
            }
            return earlier;
        }

        private void count(Change change) {
            probably += change.kind() == Kind.PROBABLY_WORSE ? 1 : 0;
            covered += change.from() <= slower - 1 && slower - 1 <= change.to() ? 1 : 0;
            smallest += change.smallest();
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "%7.0f %%  %5d  %8d  %5.0f %%  %4.1f %%  %4.1f %%  %3.0f %%         %3.0f %%            %3.0f %%    %3.0f %%      %+4.0f %%%n",
                    100 * noise,
                    known,
                    baseline,
                    100 * (slower - 1),
                    percent(worse),
                    percent(of(Outcome.FAIL)),
                    percent(of(Outcome.PASS)),
                    percent(of(Outcome.INCONCLUSIVE)),
                    percent(probably),
                    percent(covered),
                    100 * smallest / outcomes.size());
        }

        private int of(Outcome outcome) {
            return (int) outcomes.stream().filter(o -> o == outcome).count();
        }

        private double percent(int count) {
            return 100.0 * count / outcomes.size();
        }
    }
}
