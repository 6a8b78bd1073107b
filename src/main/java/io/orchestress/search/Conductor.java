package io.orchestress.search;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conducts a search in time: is told of every second, and says what follows. A step is judged when it is long enough, prolonged while it is inconclusive, and then taken
 * as it leans; after a step that left a queue behind, nothing is sent until the queue has drained.
 */
public final class Conductor {
    /** A queue that drains no more is not waited for longer than this share of the whole time. */
    private static final double LONGEST_PAUSE = 0.1;

    /** From one second to the next no longer than this many requests more than usual may be in flight. */
    private static final double USUAL = 1.5;

    /** Seconds without which nothing can be said of the queue. */
    private static final int LEAST_SEEN = 3;

    private final List<Condition> conditions;
    private final Pacing pacing;
    private final CapacitySearch search;
    private final boolean open;

    private Part part;
    private Evidence evidence;
    private double usualInFlight = 2;
    private int steps;
    private int pauses;

    /**
     * How long things take, in whole seconds.
     *
     * @param settle left out at the beginning of each step
     * @param step shortest step, its settling included
     * @param longestStep up to which an inconclusive step is prolonged
     * @param total of the search
     * @param mostSteps a search that needs more ends
     */
    public record Pacing(int settle, int step, int longestStep, int total, int mostSteps) {
        public Pacing {
            if (settle < 0 || step <= settle || longestStep < step || total < step || mostSteps < 1) {
                throw new IllegalArgumentException(
                        "a search cannot be paced so: " + settle + ", " + step + ", " + longestStep + ", " + total);
            }
        }
    }

    /**
     * A step, or a pause between two.
     *
     * @param load 0 in a pause
     * @param startSeconds since the load started
     */
    public record Part(String name, boolean isStep, double load, int startSeconds) {}

    /**
     * What follows.
     *
     * @param part that begins; absent: the search is over
     * @param endSeconds at which the part before it ends
     */
    public record Turn(Optional<Part> part, int endSeconds) {}

    /**
     * @param startSeconds at which the search begins, since the load started
     * @param open arrivals rather than users
     */
    public Conductor(
            List<Condition> conditions, CapacitySearch.Range range, Pacing pacing, boolean open, int startSeconds) {
        this.conditions = List.copyOf(conditions);
        this.pacing = new Pacing(
                pacing.settle(),
                pacing.step(),
                pacing.longestStep(),
                startSeconds + pacing.total(),
                pacing.mostSteps());
        this.open = open;
        search = new CapacitySearch(range);
        part = step(search.next().orElseThrow(), startSeconds);
        evidence = new Evidence(this.conditions);
    }

    public Part part() {
        return part;
    }

    /** Longest time that the part under way may take. */
    public int latestEndSeconds() {
        return Math.min(pacing.total(), part.startSeconds() + (part.isStep() ? pacing.longestStep() : longestPause()))
                + 2;
    }

    /**
     * @param nowSeconds end of the second, since the load started
     * @param second what ended in it of what started in the part under way
     * @return what begins next; empty: the part goes on
     */
    public Optional<Turn> second(double nowSeconds, Evidence.Second second) {
        double since = nowSeconds - part.startSeconds();
        if (since < 0.5) {
            return Optional.empty();
        }
        int end = (int) Math.ceil(nowSeconds + 0.1);
        if (!part.isStep()) {
            boolean drained = second.inFlight() <= USUAL * usualInFlight;
            return drained || since >= longestPause() || nowSeconds >= pacing.total()
                    ? Optional.of(next(end))
                    : Optional.empty();
        }
        if (since < pacing.settle() + 0.5) {
            return Optional.empty();
        }
        evidence.add(second);
        return isJudged(since, nowSeconds).map(judgement -> ended(judgement, second.inFlight(), end));
    }

    private int longestPause() {
        return Math.max(2, (int) Math.ceil(LONGEST_PAUSE * pacing.total()));
    }

    private Optional<StepJudgement> isJudged(double since, double now) {
        boolean coarse = search.isCoarse();
        double shortest = coarse
                ? pacing.settle() + Math.max(LEAST_SEEN, (pacing.step() - pacing.settle()) / 2.0)
                : pacing.step();
        if (since < Math.min(shortest, pacing.settle() + LEAST_SEEN) - 0.5) {
            return Optional.empty();
        }
        StepJudgement judgement = StepJudgement.of(evidence, open ? part.load() : 0);
        boolean hopeless = judgement.outcome() == StepJudgement.Outcome.FAIL && judgement.worst() > 4;
        boolean longEnough = since >= shortest - 0.5;
        boolean enough = judgement.outcome() != StepJudgement.Outcome.INCONCLUSIVE
                || (coarse && judgement.leansGood() && judgement.worst() < 0.5);
        boolean last = since >= pacing.longestStep() - 0.5 || now >= pacing.total() - 0.5;
        return hopeless || (longEnough && enough) || last ? Optional.of(judgement) : Optional.empty();
    }

    private Turn ended(StepJudgement judgement, long inFlight, int end) {
        boolean good = judgement.outcome() == StepJudgement.Outcome.PASS
                || (judgement.outcome() == StepJudgement.Outcome.INCONCLUSIVE && judgement.leansGood());
        search.answered(good);
        if (good) {
            double[] seen = evidence.inFlight();
            java.util.Arrays.sort(seen);
            usualInFlight = Math.max(2, seen[seen.length / 2]);
        }
        boolean overloaded = !good || inFlight > 2 * USUAL * usualInFlight;
        if (overloaded && inFlight > USUAL * usualInFlight && end < pacing.total()) {
            part = new Part(String.format(Locale.ROOT, "pause-%02d", ++pauses), false, 0, end);
            return new Turn(Optional.of(part), end);
        }
        return next(end);
    }

    private Turn next(int end) {
        boolean timeLeft = end + pacing.step() <= pacing.total() && steps < pacing.mostSteps();
        @Nullable Double load = timeLeft ? search.next().orElse(null) : null;
        if (load == null) {
            return new Turn(Optional.empty(), end);
        }
        part = step(load, end);
        evidence = new Evidence(conditions);
        return new Turn(Optional.of(part), end);
    }

    private Part step(double load, int start) {
        return new Part(String.format(Locale.ROOT, "step-%02d", ++steps), true, load, start);
    }
}
