package io.orchestress.benchmark;

import io.orchestress.analysis.duel.DuelEvaluator;
import io.orchestress.analysis.duel.DuelLimits;
import io.orchestress.analysis.duel.DuelMetric;
import io.orchestress.analysis.duel.Look;
import io.orchestress.analysis.duel.Pair;
import io.orchestress.analysis.duel.Pair.Share;
import io.orchestress.analysis.duel.Pair.Shares;
import io.orchestress.analysis.duel.Pair.Times;
import io.orchestress.stats.noise.LearnedNoise;
import io.orchestress.stats.noise.Looks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Duels of simulated runs: {@code scripts/measure duel-simulated [duels=10000] [seed=1]}. A run of 60 s has a sampling error of 3 % and run
 * noise τ, of which 70 % is the machine's (AR 0.8 from run to run) and 30 % its own; 3 % of the runs are disturbed (+Exp(25 %)), four of
 * five of them recognised, so that their pair is void and repeated; the noise is learned from 20 pairs of equals.
 */
public final class DuelSimulation {
    private static final double SAMPLING = 0.03;
    private static final double CORRELATION = 0.8;
    private static final double DISTURBED = 0.03;
    private static final double DISTURBANCE = 0.25;
    private static final int PAST = 20;
    private static final Share NONE = new Share(0, 1500);
    private static final Map<DuelMetric, Shares> NONE_FAILED =
            Map.of(DuelMetric.FAILED_REQUESTS, new Shares(NONE, NONE), DuelMetric.NOT_ENDED, new Shares(NONE, NONE));

    private final SplittableRandom random;
    private final int duels;

    private record Law(
            boolean atOnce,
            double noise,
            double learnedShare,
            double machineShare,
            double recognised,
            boolean hitsBoth,
            int most) {}

    private DuelSimulation(int duels, long seed) {
        this.duels = duels;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) {
        Options options = Options.of(arguments, Map.of("duels", 10_000, "seed", 1));
        DuelSimulation simulation = new DuelSimulation(options.get("duels"), options.get("seed"));
        System.out.println("mode         noise  pairs  law                    +10 % worse (pairs)  +20 % worse (pairs)"
                + "  nothing: worse  not worse (pairs)");
        for (boolean atOnce : new boolean[] {false, true}) {
            for (double noise : new double[] {0.03, 0.06, 0.1}) {
                simulation.row("", new Law(atOnce, noise, 1, 0.7, 0.8, atOnce, 16));
            }
            simulation.row("", new Law(atOnce, 0.1, 1, 0.7, 0.8, atOnce, atOnce ? 24 : 32));
            simulation.row("30 % machine's", new Law(atOnce, 0.06, 1, 0.3, 0.8, atOnce, 16));
            simulation.row("none recognised", new Law(atOnce, 0.06, 1, 0.7, 0, atOnce, 16));
            simulation.row("learned half", new Law(atOnce, 0.06, 0.5, 0.7, 0.8, atOnce, 16));
            simulation.row("nothing learned", new Law(atOnce, 0.06, 0, 0.7, 0.8, atOnce, 16));
            simulation.row("nothing learned", new Law(atOnce, 0.1, 0, 0.7, 0.8, atOnce, 16));
            if (atOnce) {
                simulation.row("disturbs one side", new Law(true, 0.06, 1, 0.7, 0.8, false, 16));
                simulation.row("same, not recognised", new Law(true, 0.06, 1, 0.7, 0, false, 16));
            }
        }
    }

    private void row(String name, Law law) {
        Outcomes ten = outcomes(law, 0.1);
        Outcomes twenty = outcomes(law, 0.2);
        Outcomes none = outcomes(law, 0);
        System.out.printf(
                Locale.ROOT,
                "%-11s  %4.0f %%  %5d  %-20s  %8.1f %% (%4.1f)    %8.1f %% (%4.1f)    %8.2f %%    %8.1f %% (%4.1f)%n",
                law.atOnce() ? "at once" : "interleaved",
                100 * law.noise(),
                law.most(),
                name,
                ten.percent(ten.worse),
                ten.pairs(),
                twenty.percent(twenty.worse),
                twenty.pairs(),
                none.percent(none.worse),
                none.percent(none.notWorse),
                none.pairs());
    }

    private static final class Outcomes {
        private int all;
        private int worse;
        private int notWorse;
        private long pairs;

        double percent(int of) {
            return 100.0 * of / all;
        }

        double pairs() {
            return (double) pairs / all;
        }
    }

    private Outcomes outcomes(Law law, double slower) {
        Outcomes outcomes = new Outcomes();
        DuelLimits limits = new DuelLimits(0.005, 0.04, 0.1, 0.01, 0.01, Looks.upTo(law.most()));
        DuelEvaluator unlearned =
                new DuelEvaluator(limits, LearnedNoise.ofDifferences(new double[0], LearnedNoise.ASSUMED_SCALE));
        for (int i = 0; i < duels; i++) {
            Machine past = new Machine(new Law(
                    law.atOnce(),
                    law.noise() * law.learnedShare(),
                    1,
                    law.machineShare(),
                    law.recognised(),
                    law.hitsBoth(),
                    16));
            double[] equals = new double[law.learnedShare() == 0 ? 0 : PAST];
            for (int j = 0; j < equals.length; j++) {
                equals[j] = past.pair(j, 0);
            }
            DuelEvaluator judge = unlearned.knowing(LearnedNoise.ofDifferences(equals, LearnedNoise.ASSUMED_SCALE));
            Machine machine = new Machine(law);
            List<Pair> pairs = new ArrayList<>();
            Look look = null;
            while (look == null || look.decision() == Look.Decision.UNDECIDED && pairs.size() < law.most()) {
                double difference = machine.pair(pairs.size(), Math.log1p(slower));
                pairs.add(new Pair(Optional.of(new Times(1, Math.exp(difference))), NONE_FAILED));
                if (limits.looks().isLook(pairs.size())) {
                    look = judge.at(pairs);
                }
            }
            outcomes.all++;
            outcomes.pairs += pairs.size();
            outcomes.worse += look.decision() == Look.Decision.WORSE ? 1 : 0;
            outcomes.notWorse +=
                    look.decision() == Look.Decision.NOT_WORSE || look.decision() == Look.Decision.BETTER ? 1 : 0;
        }
        return outcomes;
    }

    private final class Machine {
        private final Law law;
        private double drift;

        Machine(Law law) {
            this.law = law;
            drift = random.nextGaussian() * machineNoise();
        }

        private double machineNoise() {
            return law.noise() * Math.sqrt(law.machineShare());
        }

        double pair(int number, double slower) {
            while (true) {
                double disturbance = disturbance();
                double first = run(disturbance);
                if (!law.atOnce()) {
                    step();
                }
                double second = run(law.hitsBoth() ? disturbance : disturbance());
                step();
                if (!Double.isNaN(first) && !Double.isNaN(second)) {
                    return slower + (number % 2 == 0 ? second - first : first - second);
                }
            }
        }

        private void step() {
            drift = CORRELATION * drift
                    + Math.sqrt(1 - CORRELATION * CORRELATION) * machineNoise() * random.nextGaussian();
        }

        /** By how much longer it takes; {@code NaN}: seen to be disturbed. */
        private double disturbance() {
            if (random.nextDouble() >= DISTURBED) {
                return 0;
            }
            return random.nextDouble() < law.recognised()
                    ? Double.NaN
                    : Math.log1p(-DISTURBANCE * Math.log(1 - random.nextDouble()));
        }

        private double run(double disturbance) {
            return drift
                    + disturbance
                    + law.noise() * Math.sqrt(1 - law.machineShare()) * random.nextGaussian()
                    + SAMPLING * random.nextGaussian();
        }
    }
}
