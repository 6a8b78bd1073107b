package io.orchestress.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a step met the SLO. PASS: of every condition the share of bad ones lies surely within what is allowed; FAIL: of one it lies surely beyond, or the
 * queue grows; else INCONCLUSIVE, with a leaning by the shares as they are.
 *
 * @param leansGood whether no share as measured is beyond what is allowed
 * @param worst greatest {@code share ÷ allowed} of all conditions; 0 when nothing was bad
 * @param brokenBy names of the conditions that are surely broken, or broken as measured where nothing is sure; the furthest beyond first
 */
public record StepJudgement(Outcome outcome, boolean leansGood, double worst, List<String> brokenBy) {
    /** More blocks than this cost precision of each, fewer of their variance. */
    public static final int BLOCKS = 10;

    /** Name of the condition that is broken when arrivals are not kept up with. */
    public static final String QUEUE = "queue";

    private static final int SHORTEST_TREND_SECONDS = 3;
    /** Share of the arrivals that stay. */
    private static final double MATTERS = 0.02;

    private static final double ONE_SIDED_99 = 2.3263478740408408;

    public StepJudgement {
        brokenBy = List.copyOf(brokenBy);
    }

    public enum Outcome {
        PASS,
        FAIL,
        INCONCLUSIVE
    }

    private record Broken(String name, double factor) {}

    /** @param arrivalsPerSec of an open model; 0: a closed one, in which no queue grows without end */
    public static StepJudgement of(Evidence evidence, double arrivalsPerSec) {
        List<Broken> surely = new ArrayList<>();
        List<Broken> perhaps = new ArrayList<>();
        boolean allSurelyKept = evidence.seconds() > 0;
        boolean anything = false;
        double worst = 0;
        for (int i = 0; i < evidence.conditions().size(); i++) {
            Condition condition = evidence.conditions().get(i);
            ShareBounds bounds = ShareBounds.of(evidence.blocks(i, BLOCKS));
            if (bounds.total() == 0) {
                continue; // a condition of tasks where there are none
            }
            anything = true;
            double factor = bounds.share() / condition.allowed();
            worst = Math.max(worst, factor);
            if (bounds.from() > condition.allowed()) {
                surely.add(new Broken(condition.name(), factor));
            } else if (factor > 1) {
                perhaps.add(new Broken(condition.name(), factor));
            }
            allSurelyKept &= bounds.to() <= condition.allowed();
        }
        boolean grows = grows(evidence.inFlight(), arrivalsPerSec);
        if (grows) {
            surely.add(new Broken(QUEUE, 1));
        }
        Outcome outcome =
                !surely.isEmpty() ? Outcome.FAIL : allSurelyKept && anything ? Outcome.PASS : Outcome.INCONCLUSIVE;
        boolean leansGood = surely.isEmpty() && perhaps.isEmpty() && anything;
        return new StepJudgement(
                outcome, leansGood, grows ? Math.max(2, worst) : worst, names(surely.isEmpty() ? perhaps : surely));
    }

    private static List<String> names(List<Broken> broken) {
        return broken.stream()
                .sorted(Comparator.comparingDouble(Broken::factor).reversed())
                .map(Broken::name)
                .toList();
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
