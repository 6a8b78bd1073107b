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
import io.orchestress.testkit.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** False alarms and power of the comparison on runs drawn from a law that is known: {@link SyntheticRuns}. */
final class RegressionSimulation {
    private RegressionSimulation() {}

    public static void main(String[] arguments) {
        Options options = Options.of(arguments, Map.of("comparisons", 200, "seconds", 44, "seed", 1));
        int comparisons = options.get("comparisons");
        SplittableRandom random = new SplittableRandom(options.get("seed"));
        System.out.println(
                "run noise  baseline  slower   called worse  better  interval covers  1.15 x p95  half width");
        for (double noise : new double[] {0, 0.03, 0.06, 0.1}) {
            for (int baseline : new int[] {1, 3, 5}) {
                for (double slower : new double[] {1, 1.05, 1.1, 1.2, 1.5}) {
                    row(
                            SyntheticRuns.QUICK.lasting(options.get("seconds")).withRunNoise(noise),
                            baseline,
                            slower,
                            comparisons,
                            random.split());
                }
            }
        }
    }

    private static void row(SyntheticRuns law, int baseline, double slower, int comparisons, SplittableRandom random) {
        RegressionLimits limits = Limits.REGRESSION;
        int worse = 0;
        int better = 0;
        int plain = 0;
        int covered = 0;
        double width = 0;
        for (int i = 0; i < comparisons; i++) {
            List<RunBlocks> runs = new ArrayList<>();
            for (int b = 0; b < baseline; b++) {
                runs.add(law.draw(random, limits));
            }
            Comparison comparison = Regression.of(
                    law.slower(slower).draw(random, limits),
                    "study",
                    runs,
                    EarlierRuns.NONE,
                    Likeness.ALIKE,
                    "USD",
                    limits);
            worse += comparison.changes().stream().anyMatch(change -> change.kind() == Kind.REGRESSED) ? 1 : 0;
            better += comparison.changes().stream().anyMatch(change -> change.kind() == Kind.IMPROVED) ? 1 : 0;
            for (Change change : comparison.changes()) {
                if (change.request().equals("*") && change.metric().equals("p95")) {
                    plain += change.change() > 0.15 ? 1 : 0;
                }
                if (change.request().equals("*") && change.metric().equals("typical")) {
                    covered += change.from() <= slower - 1 && slower - 1 <= change.to() ? 1 : 0;
                    width += (change.to() - change.from()) / 2;
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%7.0f %%  %8d  %5.0f %%        %5.1f %%  %5.1f %%          %5.1f %%     %5.1f %%     %5.1f %%%n",
                100 * law.runNoise(),
                baseline,
                100 * (slower - 1),
                100.0 * worse / comparisons,
                100.0 * better / comparisons,
                100.0 * covered / comparisons,
                100.0 * plain / comparisons,
                100 * width / comparisons);
    }
}
