package io.orchestress.stats.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The throughput of a target at which more arrives than it can take: no load above it can be sustained. Measured in steps of an open model in which requests in flight grow by more
 * than {@value #GROWS} of what arrives, beyond doubt.
 *
 * @param perSec in the unit of the load
 * @param error standard error of it
 * @param variability variance ÷ mean of what is completed in {@value #BIN} seconds: how irregular services are
 */
public record Saturation(double perSec, double error, double variability) {
    /** Share of the arrivals that stay in a step that counts. */
    static final double GROWS = 0.05;

    private static final int BIN = 2;
    private static final int LEAST_BINS = 3;
    private static final double SURELY = 3.1;
    /** Standard deviations below the median from which on a bin shows a standstill rather than what is completed. */
    private static final double STANDSTILL = 4;
    /** Bins that are worth as much as the belief that completions are a Poisson process. */
    private static final int BELIEF = 10;

    private static final double MOST_VARIABLE = 25;

    /** Empty where no step overloaded the target, or where another one completed more. */
    public static Optional<Saturation> of(List<StepFigures> steps) {
        double perArrival = requestsPerArrival(steps);
        List<Double> bins = new ArrayList<>();
        for (StepFigures step : steps) {
            if (overloads(step)) {
                double[] done = step.done();
                for (int i = 0; i + BIN <= done.length; i += BIN) {
                    bins.add(Arrays.stream(done, i, i + BIN).sum());
                }
            }
        }
        if (bins.size() < LEAST_BINS || !(perArrival > 0)) {
            return Optional.empty();
        }
        double[] sorted = bins.stream().mapToDouble(bin -> bin).sorted().toArray();
        double median = sorted[sorted.length / 2];
        double spread = 1.4826 * medianDistance(sorted, median);
        double least = median - STANDSTILL * Math.max(Math.sqrt(median), spread);
        double[] used = Arrays.stream(sorted).filter(bin -> bin >= least).toArray();
        double mean = Arrays.stream(used).average().orElse(0);
        if (!(mean > 0)) {
            return Optional.empty();
        }
        double squares =
                Arrays.stream(used).map(bin -> (bin - mean) * (bin - mean)).sum();
        double variability =
                Math.min(MOST_VARIABLE, Math.max(0, (squares / mean + BELIEF) / (used.length - 1 + BELIEF)));
        double perSec = mean / BIN / perArrival;
        double error = Math.sqrt(variability * mean / used.length) / BIN / perArrival;
        Saturation saturation = new Saturation(perSec, error, variability);
        return steps.stream().anyMatch(step -> saturation.isExceededBy(step, perArrival))
                ? Optional.empty()
                : Optional.of(saturation);
    }

    /** Whether more was completed in a step, beyond doubt: then overload makes the target slower than it can be. */
    private boolean isExceededBy(StepFigures step, double perArrival) {
        double done = Arrays.stream(step.done()).sum();
        double rate = done / perArrival / Math.max(1, step.seconds());
        double own = rate * Math.sqrt(variability / Math.max(1, done));
        return !step.isVoid()
                && step.seconds() >= BIN * LEAST_BINS
                && rate > 1.02 * perSec + SURELY * Math.hypot(own, error);
    }

    private static double medianDistance(double[] values, double median) {
        double[] distances =
                Arrays.stream(values).map(v -> Math.abs(v - median)).sorted().toArray();
        return distances[distances.length / 2];
    }

    static boolean overloads(StepFigures step) {
        double[] inFlight = step.inFlight();
        int seconds = inFlight.length - 1;
        if (!step.open() || step.isVoid() || seconds < BIN * LEAST_BINS) {
            return false;
        }
        double growth = inFlight[seconds] - inFlight[0];
        double arrived = step.load() * seconds;
        return growth > GROWS * arrived
                && growth > SURELY * Math.sqrt(2 * arrived)
                && StepJudgement.grows(inFlight, step.load());
    }

    /** Requests that end well for each unit of load, in steps that were carried. */
    private static double requestsPerArrival(List<StepFigures> steps) {
        double done = 0;
        double arrived = 0;
        for (StepFigures step : steps) {
            if (!step.isVoid() && step.isGood()) {
                done += Arrays.stream(step.done()).sum();
                arrived += step.load() * step.seconds();
            }
        }
        // A share as small as chance makes it is none.
        double ratio = arrived > 0 ? done / arrived : 0;
        return Math.abs(ratio - 1) < 3 / Math.sqrt(Math.max(1, arrived)) ? 1 : ratio;
    }

    /**
     * How long a queue near saturation remembers, in seconds: {@code 4 s v ÷ (s − load)²}, the relaxation time of M/M/1 in heavy traffic with the variability of services in its
     * place. Source: Cohen, <i>The Single Server Queue</i> (1982), III.7.3; Abate and Whitt, Queueing Systems 2 (1987).
     */
    public double memorySeconds(double load) {
        double spare = Math.max(perSec - load, Math.max(error, 1e-3 * perSec));
        return 4 * perSec * (1 + variability) / 2 / (spare * spare);
    }

    /** How much longer it remembers at a load than at another. */
    double memoryAgainst(double load, double other) {
        return memorySeconds(load) / memorySeconds(other);
    }

    /** The highest load at which the queue forgets within so many seconds. */
    public double forgetsWithin(double seconds) {
        return Math.max(0.3 * perSec, perSec - Math.sqrt(4 * perSec * (1 + variability) / 2 / seconds));
    }

    /**
     * {@code d ln p ÷ d ln load} at a load of which a share {@code p} is allowed to be late: with an exponential tail of the wait, {@code p = C exp(−(s − load) θ)}, it is
     * {@code ln(C ÷ p) load ÷ (s − load)}, {@code C} about 0.7 near saturation.
     */
    double slope(double load, double allowed) {
        double spare = Math.max(perSec - load, Math.max(error, 2e-3 * perSec));
        return Math.max(1, Math.log(0.7 / allowed)) * load / spare;
    }

    /** Where the tail of the wait would let the capacity lie: {@code s − ln(C ÷ p) (1 + v) ÷ 2 ÷ limit}. */
    double guess(SloCondition condition) {
        double seconds = condition.limitMicros() / 1e6;
        return Math.max(
                0.4 * perSec,
                perSec - Math.max(1, Math.log(0.7 / condition.allowed())) * (1 + variability) / 2 / seconds * 1.1);
    }
}
