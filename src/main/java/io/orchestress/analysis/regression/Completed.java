package io.orchestress.analysis.regression;

import io.orchestress.record.ResourceName;
import io.orchestress.workload.kind.LoadModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ended ÷ started, in phases of constant load: {@code 1 − Δ ÷ S}, {@code S} what started in the phases, {@code Δ} by how much what had begun and not
 * ended grew in them; 1 at most. A phase in which it shrank by more than two standard deviations has worked off what had begun before, which is none of {@code S}: it adds
 * nothing. Of iterations where the model is open and their starts were counted, else of requests. It is what the target is responsible for;
 * how many arrive in a second is the injector's luck.
 *
 * <p>{@code Δ} of a phase is the least-squares slope of what is outstanding, second by second, times the seconds. Its variance is
 * {@code r² (2 + 13 min(1, 4 (t − 1) ÷ n))}, {@code r²} the variance of the {@code n} readings around their line, {@code t = (1 + ρ) ÷ (1 − ρ)} how many
 * readings one is like, {@code ρ} the correlation of neighbours. Readings that have nothing to do with each other: {@code 2 r²}, that of a difference of two. A
 * queue that nothing holds, a sum of independent steps: {@code 15 r²}, for {@code r²} of {@code n} such steps of variance {@code σ²} is
 * {@code n σ² ÷ 15} (a Brownian motion around its line), and their end has {@code n σ²}.
 */
final class Completed {
    private static final int LEAST_READINGS = 5;
    private static final double READINGS = 2;
    private static final double UNHELD = 13;
    private static final double BEYOND_CHANCE = 2;

    private Completed() {}

    /** Empty where it was not measured in every phase, or nothing started. */
    static Optional<RunEstimate> of(RunBlocks run) {
        boolean iterations = run.run().model() == LoadModel.OPEN && starts(run) > 0;
        double started = iterations ? starts(run) : 0;
        double grown = 0;
        double variance = 0;
        for (RunBlocks.Phase phase : run.phaseList()) {
            List<RunBlocks.Outstanding> readings = new ArrayList<>(phase.outstanding());
            if (readings.size() < LEAST_READINGS) {
                return Optional.empty();
            }
            readings.sort(Comparator.comparingDouble(RunBlocks.Outstanding::atSeconds));
            Growth growth = Growth.of(
                    readings.stream()
                            .mapToDouble(RunBlocks.Outstanding::atSeconds)
                            .toArray(),
                    readings.stream()
                            .mapToDouble(reading -> iterations ? reading.users() : reading.inFlight())
                            .toArray(),
                    phase.seconds());
            grown += growth.owed();
            variance += growth.variance();
        }
        started += iterations ? 0 : run.ended() + grown;
        if (run.phaseList().isEmpty() || started < 1) {
            return Optional.empty();
        }
        return Optional.of(new RunEstimate(
                share(grown, started), RunEstimate.Scale.POINTS, Map.of(), Math.max(variance, 1) / started / started));
    }

    /** A backlog that shrinks, by luck or because it was built up before, is no more than all of what started. */
    static double share(double grown, double started) {
        return Math.max(0, Math.min(1, 1 - grown / started));
    }

    private static double starts(RunBlocks run) {
        double starts = 0;
        for (RunBlocks.Phase phase : run.phaseList()) {
            for (double count :
                    phase.counts(RunBlocksReader.RESOURCE_SUM + ResourceName.INJECTOR + "|" + ResourceName.STARTS)) {
                starts += count;
            }
        }
        return starts;
    }

    /** Of what is outstanding in a phase. */
    record Growth(double grown, double variance) {
        /** What the phase adds to {@code Δ}: nothing where it has worked off, beyond chance, what had begun before it, for that is none of what started in any phase. */
        double owed() {
            return grown < -BEYOND_CHANCE * Math.sqrt(variance) ? 0 : grown;
        }

        static Growth of(double[] at, double[] outstanding, double seconds) {
            int n = at.length;
            double meanAt = 0;
            double mean = 0;
            for (int i = 0; i < n; i++) {
                meanAt += at[i] / n;
                mean += outstanding[i] / n;
            }
            double across = 0;
            double both = 0;
            for (int i = 0; i < n; i++) {
                across += (at[i] - meanAt) * (at[i] - meanAt);
                both += (at[i] - meanAt) * (outstanding[i] - mean);
            }
            double slope = across == 0 ? 0 : both / across;
            double around = 0;
            double neighbours = 0;
            double before = 0;
            for (int i = 0; i < n; i++) {
                double residual = outstanding[i] - mean - slope * (at[i] - meanAt);
                around += residual * residual;
                neighbours += i == 0 ? 0 : residual * before;
                before = residual;
            }
            double correlation = around == 0 ? 0 : Math.max(0, neighbours / around);
            double alike = correlation >= 1 ? n : (1 + correlation) / (1 - correlation);
            double drifting = Math.min(1, 4 * (alike - 1) / n);
            return new Growth(slope * seconds, around / Math.max(1, n - 2) * (READINGS + UNHELD * drifting));
        }
    }
}
