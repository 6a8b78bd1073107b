package io.orchestress.engine.search;

import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.stats.capacity.StepEvidence;
import io.orchestress.stats.capacity.StepFigures;
import io.orchestress.stats.capacity.StepJudgement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Conducts a search in time: is told of every second, and says what follows. After a step that left a queue in which a request waits for longer than its limit, nothing is sent until
 * the queue has drained.
 */
public final class SearchDriver {
    /** A queue that drains no more is not waited for longer than this share of the whole time. */
    private static final double LONGEST_PAUSE = 0.1;

    /** So many times the usual number in flight is a queue that has drained. */
    private static final double USUAL = 1.5;

    /** Seconds of evidence without which a step is not judged. */
    private static final int LEAST_SEEN = 4;

    /** Longest limits of the SLO that a step must last, for what is slow to be seen in it. */
    public static final int LIMITS = 4;

    private static final int STEPS = 24;
    /** Steps of that length that a search needs. */
    public static final int LEAST_STEPS = 12;

    private static final int MOST_STEPS = 60;
    private static final int SHORTEST_OVERLOAD = 10;

    /** Memories of the queue that a step near the capacity lasts, */
    private static final int MEMORIES = 10;
    /** but no more than this share of the whole time. */
    private static final double LONGEST_STEP = 0.1;

    /** Times as many as make a request wait for its limit: a queue that comes back to nothing by itself in no useful time. */
    private static final double RUNAWAY = 2;

    private final List<SloCondition> conditions;
    private final Pacing pacing;
    private final CapacitySearch search;
    private final boolean open;
    private final int totalSeconds;
    private final int ripeSeconds;
    private final double limitSeconds;

    private Part part;
    private CapacitySearch.Kind kind = CapacitySearch.Kind.RAMP;
    private StepEvidence evidence;
    private double usualInFlight = 2;
    private int steps;
    private int pauses;

    /**
     * How long things take, in whole seconds.
     *
     * @param settle left out at the beginning of each step
     * @param step shortest step near the capacity, its settling included
     * @param overload of a step that overloads
     * @param total of the search
     * @param mostSteps a search that needs more ends
     */
    public record Pacing(int settle, int step, int overload, int total, int mostSteps) {
        public Pacing {
            if (settle < 0 || step <= settle || overload <= settle || total < step || mostSteps < 1) {
                throw new IllegalArgumentException(
                        "a search cannot be paced so: " + settle + ", " + step + ", " + overload + ", " + total);
            }
        }

        /**
         * @param total of the search
         * @param longestLimitSeconds of the SLO: of less than {@value #LIMITS} of it in a step the end would be all that is seen
         */
        public static Pacing of(int total, double longestLimitSeconds) {
            int step = Math.max(6, Math.max(total / STEPS, (int) Math.ceil(LIMITS * longestLimitSeconds)));
            return new Pacing(
                    Math.max(1, Math.min(3, step / 6)),
                    step,
                    Math.max(SHORTEST_OVERLOAD, total / 24),
                    total,
                    MOST_STEPS);
        }

        /** Shortest search in which there is room for steps of a limit. */
        public static int shortest(double longestLimitSeconds) {
            return (int) Math.ceil(LEAST_STEPS * LIMITS * longestLimitSeconds);
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
     * The next part of a search.
     *
     * @param part that begins; absent: the search is over
     * @param endSeconds at which the part before it ends
     */
    public record Turn(Optional<Part> part, int endSeconds) {}

    /**
     * @param startSeconds at which the search begins, since the load started
     * @param open arrivals rather than users
     */
    public SearchDriver(
            List<SloCondition> conditions, CapacitySearch.Range range, Pacing pacing, boolean open, int startSeconds) {
        this.conditions = List.copyOf(conditions);
        this.pacing = pacing;
        this.open = open;
        totalSeconds = startSeconds + pacing.total();
        ripeSeconds = SloCondition.ripeSeconds(conditions);
        limitSeconds = conditions.stream()
                        .filter(condition -> condition.kind() == SloCondition.Kind.SLOWER)
                        .mapToLong(SloCondition::limitMicros)
                        .min()
                        .orElse(0)
                / 1e6;
        search = new CapacitySearch(range, conditions, pacing.total());
        evidence = new StepEvidence(this.conditions);
        part = step(search.next().orElseThrow(), startSeconds);
    }

    public Part part() {
        return part;
    }

    /** Longest time that the part under way may take. */
    public int latestEndSeconds() {
        return Math.min(totalSeconds, part.startSeconds() + (part.isStep() ? 2 * seconds() : longestPause())) + 2;
    }

    /**
     * @param nowSeconds end of the second, since the load started
     * @param second what can be told of what started in the part under way, {@link SloCondition#ripeSeconds} ago; in flight and done: now
     * @param voidBecause why the part under way says nothing of the target, as far as it has come; empty where it does
     * @return what begins next; empty: the part goes on
     */
    public Optional<Turn> second(double nowSeconds, StepEvidence.Second second, Optional<String> voidBecause) {
        double since = nowSeconds - part.startSeconds();
        if (since < 0.5) {
            return Optional.empty();
        }
        int end = (int) Math.ceil(nowSeconds + 0.1);
        if (!part.isStep()) {
            boolean drained = second.inFlight() <= USUAL * usualInFlight;
            return drained || since >= longestPause() || nowSeconds >= totalSeconds
                    ? Optional.of(next(end))
                    : Optional.empty();
        }
        if (since < pacing.settle() + 0.5) {
            return Optional.empty();
        }
        boolean ripe = since >= pacing.settle() + ripeSeconds + 0.5;
        evidence.add(
                ripe
                        ? second
                        : new StepEvidence.Second(
                                new long[conditions.size()],
                                new long[conditions.size()],
                                second.inFlight(),
                                second.done()));
        return isOver(since, nowSeconds, second.inFlight())
                ? Optional.of(ended(voidBecause, second.inFlight(), end))
                : Optional.empty();
    }

    private int longestPause() {
        return Math.max(2, (int) Math.ceil(LONGEST_PAUSE * pacing.total()));
    }

    private int seconds() {
        return switch (kind) {
            case RAMP -> pacing.settle() + ripeSeconds + LEAST_SEEN;
            case OVERLOAD -> pacing.overload() + ripeSeconds;
            case DWELL ->
                (int) Math.max(
                        pacing.step(), Math.min(LONGEST_STEP * pacing.total(), MEMORIES * search.memorySeconds()));
        };
    }

    private boolean isOver(double since, double now, long inFlight) {
        if (now >= totalSeconds - 0.5) {
            return true;
        }
        boolean runaway = kind == CapacitySearch.Kind.DWELL
                && since >= pacing.settle() + ripeSeconds + LEAST_SEEN
                && inFlight > 2 * RUNAWAY * waiting();
        if (runaway || since >= 2 * seconds() - 0.5) {
            return true;
        }
        if (since < seconds() - 0.5) {
            return false;
        }
        // A load of the ramp near the boundary is looked at for longer.
        return kind != CapacitySearch.Kind.RAMP
                || Math.abs(StepJudgement.of(evidence, open ? part.load() : 0).distance()) > 1;
    }

    /** In flight when a request waits for as long as its limit, by Little's law; in a closed model there are never more than users. */
    private double waiting() {
        return open && limitSeconds > 0 ? Math.max(4, part.load() * limitSeconds) : Double.POSITIVE_INFINITY;
    }

    private Turn ended(Optional<String> voidBecause, long inFlight, int end) {
        StepFigures figures = StepFigures.of(part.load(), open, evidence, voidBecause);
        search.answered(figures);
        if (figures.isGood()) {
            double[] seen = evidence.inFlight();
            Arrays.sort(seen);
            usualInFlight = Math.max(2, seen[seen.length / 2]);
        }
        boolean leaves = kind == CapacitySearch.Kind.DWELL
                ? inFlight > RUNAWAY * waiting()
                : !figures.isGood() || inFlight > 2 * USUAL * usualInFlight;
        if (leaves && inFlight > USUAL * usualInFlight && end < totalSeconds) {
            part = new Part(String.format(Locale.ROOT, "pause-%02d", ++pauses), false, 0, end);
            return new Turn(Optional.of(part), end);
        }
        return next(end);
    }

    private Turn next(int end) {
        boolean timeLeft = steps < pacing.mostSteps();
        CapacitySearch.@Nullable Ask ask = timeLeft ? search.next().orElse(null) : null;
        if (ask == null || end + shortest(ask.kind()) > totalSeconds) {
            return new Turn(Optional.empty(), end);
        }
        part = step(ask, end);
        return new Turn(Optional.of(part), end);
    }

    /** A step near the capacity may be cut short by the end, down to half of its length. */
    private int shortest(CapacitySearch.Kind next) {
        return next == CapacitySearch.Kind.DWELL
                ? Math.max(pacing.step() / 2, ripeSeconds + LEAST_SEEN)
                : pacing.settle() + ripeSeconds + LEAST_SEEN;
    }

    private Part step(CapacitySearch.Ask ask, int start) {
        kind = ask.kind();
        evidence = new StepEvidence(conditions);
        return new Part(String.format(Locale.ROOT, "step-%02d", ++steps), true, ask.load(), start);
    }
}
