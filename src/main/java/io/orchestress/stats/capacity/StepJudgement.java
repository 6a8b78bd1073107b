package io.orchestress.stats.capacity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How a step has gone so far: good while of every condition the share of bad ones is within what is allowed and the queue does not grow, else bad. A step is short and what it
 * measures hangs together, so that this is no statement with a confidence: such a statement only the estimate from all steps makes.
 *
 * @param worst greatest {@code share ÷ allowed} of all conditions, at least 2 where the queue grows; 0 when nothing was bad
 * @param distance of the share from what is allowed, of the condition where it is the greatest, in standard errors under the hypothesis that the share is just what is allowed;
 *     positive: worse. It guides the search, and proves nothing
 * @param brokenBy names of the conditions that are broken as measured, the furthest beyond first
 */
public record StepJudgement(boolean good, double worst, double distance, List<String> brokenBy) {
    /** Name of the condition that is broken when arrivals are not kept up with. */
    public static final String QUEUE = "queue";

    private static final int SHORTEST_TREND_SECONDS = 3;
    /** Share of the arrivals that stay. */
    private static final double MATTERS = 0.02;

    private static final double ONE_SIDED_99 = 2.3263478740408408;

    private static final int BLOCKS = 10;

    public StepJudgement {
        brokenBy = List.copyOf(brokenBy);
    }

    private record Broken(String name, double factor) {}

    /** @param arrivalsPerSec of an open model; 0: a closed one, in which no queue grows without end */
    public static StepJudgement of(StepEvidence evidence, double arrivalsPerSec) {
        List<Broken> broken = new ArrayList<>();
        boolean anything = false;
        double worst = 0;
        double distance = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < evidence.conditions().size(); i++) {
            SloCondition condition = evidence.conditions().get(i);
            long[][] counts = evidence.counts(i);
            long total = total(counts, 1);
            if (total == 0) {
                continue; // a condition of tasks where there are none
            }
            anything = true;
            double factor = (double) total(counts, 0) / total / condition.allowed();
            worst = Math.max(worst, factor);
            distance = Math.max(distance, distance(counts, condition.allowed()));
            if (factor > 1) {
                broken.add(new Broken(condition.name(), factor));
            }
        }
        boolean grows = grows(evidence.inFlight(), arrivalsPerSec);
        if (grows) {
            broken.add(new Broken(QUEUE, 1));
        }
        return new StepJudgement(
                broken.isEmpty() && anything,
                grows ? Math.max(2, worst) : worst,
                grows ? Math.max(ONE_SIDED_99, distance) : anything ? distance : 0,
                broken.stream()
                        .sorted(Comparator.comparingDouble(Broken::factor).reversed())
                        .map(Broken::name)
                        .toList());
    }

    private static long total(long[][] counts, int what) {
        long sum = 0;
        for (long[] count : counts) {
            sum += count[what];
        }
        return sum;
    }

    /** Of several steps together: the greatest distance of a condition, beyond doubt where a queue grows in most of them; 0 where nothing was counted. */
    public static double pooled(List<StepFigures> steps, List<SloCondition> conditions) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < conditions.size(); i++) {
            int condition = i;
            long[][] counts = steps.stream()
                    .flatMap(step -> Arrays.stream(step.counts().get(condition)))
                    .toArray(long[][]::new);
            if (total(counts, 1) > 0) {
                greatest = Math.max(greatest, distance(counts, conditions.get(i).allowed()));
            }
        }
        long grow = steps.stream()
                .filter(step -> step.judgement().brokenBy().contains(QUEUE))
                .count();
        if (2 * grow > steps.size()) {
            greatest = Math.max(greatest, 2 * ONE_SIDED_99);
        }
        return greatest == Double.NEGATIVE_INFINITY ? 0 : greatest;
    }

    /**
     * {@code (share − allowed) ÷ √(d a (1 − a) ÷ n)}, {@code d} the variance of {@code m} blocks of time around what is allowed of them, {@code Σ (b − a n)² ÷ (n a (1 − a))}, at least 1.
     */
    static double distance(long[][] counts, double allowed) {
        int length = Math.max(1, (counts.length + BLOCKS - 1) / BLOCKS);
        double squares = 0;
        double off = 0;
        double inBlock = 0;
        for (int i = 0; i < counts.length; i++) {
            inBlock += counts[i][0] - allowed * counts[i][1];
            if ((i + 1) % length == 0 || i + 1 == counts.length) {
                squares += inBlock * inBlock;
                off += inBlock;
                inBlock = 0;
            }
        }
        double plain = total(counts, 1) * allowed * (1 - allowed);
        return off / Math.sqrt(Math.max(plain, squares));
    }

    /**
     * Whether requests in flight grow as they do where arrivals are not kept up with: from the first second to the last by more than 2 % of what arrived, and by more than the
     * walk of a queue that is in balance does, once in a hundred steps. Arrivals of a Poisson process and as many departures vary it by {@code 2 λ} a second; departures in
     * batches by more, which its own seconds show.
     *
     * @param inFlight at the end of each second
     */
    public static boolean grows(double[] inFlight, double arrivalsPerSec) {
        int seconds = inFlight.length - 1;
        if (seconds < SHORTEST_TREND_SECONDS || arrivalsPerSec <= 0) {
            return false;
        }
        double growth = inFlight[seconds] - inFlight[0];
        double squares = 0;
        for (int i = 0; i < seconds; i++) {
            double off = inFlight[i + 1] - inFlight[i] - growth / seconds;
            squares += off * off;
        }
        double walk = Math.sqrt(seconds * Math.max(2 * arrivalsPerSec, squares / (seconds - 1)));
        return growth > MATTERS * arrivalsPerSec * seconds && growth > ONE_SIDED_99 * walk;
    }
}
