package io.orchestress.analysis.recovery;

import io.orchestress.record.Recovery.Outcome;
import java.util.Arrays;
import java.util.List;

/**
 * What the evidence of one figure, or of all together, says about when it came back. That nothing speaks against it is not enough: what is
 * seen in the last third (of what nothing disturbed: after the release) must exclude, with 95 % confidence, a figure so far beyond its limit
 * that it would not be back.
 *
 * @param back index of the second from which on it was back; meaningless unless RECOVERED or UNDISTURBED
 * @param worse by second, in which it was not
 * @param again index of the first second in which it was worse once more after it was back; −1: never
 */
record RecoveryEstimate(Outcome outcome, int back, boolean[] worse, int again) {
    /** One-sided, of the normal distribution: 1 in 1 000. */
    private static final double Z = 3.0902;
    /** One-sided 95 %, of the normal distribution. */
    private static final double SURE = 1.6449;

    /** How long it must stay back, and on how much that must rest. */
    private record Sustained(int seconds, long seen) {}

    /**
     * Of one figure.
     *
     * @param release index of the first second after it
     * @param sustained seconds for which it must stay back
     * @param enough on how much that must rest, in what {@link LikelihoodScores#seen} counts
     * @param threshold of segments
     * @param tellsBefore whether the figure is comparable before the release, too
     */
    static RecoveryEstimate of(
            LikelihoodScores evidence, int release, int sustained, long enough, double threshold, boolean tellsBefore) {
        boolean[] worse = evidence.worse(threshold);
        boolean before = tellsBefore && any(worse, 0, release);
        Arrays.fill(worse, 0, release, false);
        int end = worse.length;
        int tail = Math.max(release, end - Math.max(sustained, (end - release) / 3));
        if (end > release && evidence.limit().z(tail, end, worse) > Z && evidence.seen(tail, end) >= enough) {
            // Worse at the end on the whole, by too little for any stretch to show it.
            int from = first(worse, release, evidence, new Sustained(sustained, enough));
            Arrays.fill(worse, from < 0 ? release : from, end, true);
        }
        int back = first(worse, release, evidence, new Sustained(sustained, enough));
        while (back >= 0 && !worse[end - 1] && evidence.limit().z(back, end, worse) > Z) {
            worse[back] = true;
            back = first(worse, release, evidence, new Sustained(sustained, enough));
        }
        RecoveryEstimate judgement = of(worse, release, back, before);
        int from = judgement.outcome() == Outcome.UNDISTURBED ? release : Math.max(back, tail);
        boolean shown = evidence.margin().zByItself(from, end, worse) <= -SURE;
        return judgement.isBack() && !shown
                ? new RecoveryEstimate(Outcome.INCONCLUSIVE, end, worse, judgement.again())
                : judgement;
    }

    /** Of all figures together: back when each is. */
    static RecoveryEstimate all(boolean[] worse, int release, int sustained, boolean before) {
        LikelihoodScores.Surplus zero =
                new LikelihoodScores.Surplus(new double[worse.length], new double[worse.length]);
        LikelihoodScores none = new LikelihoodScores(List.of(), zero, zero, new long[worse.length]);
        return of(worse, release, first(worse, release, none, new Sustained(sustained, 0)), before);
    }

    private static RecoveryEstimate of(boolean[] worse, int release, int back, boolean before) {
        int end = worse.length;
        if (end > release && worse[end - 1]) {
            return new RecoveryEstimate(Outcome.NOT_RECOVERED, end, worse, -1);
        }
        if (back < 0) {
            return new RecoveryEstimate(Outcome.INCONCLUSIVE, end, worse, -1);
        }
        int again = back;
        while (again < end && !worse[again]) {
            again++;
        }
        Outcome outcome = back > release || before ? Outcome.RECOVERED : Outcome.UNDISTURBED;
        return new RecoveryEstimate(outcome, back, worse, again == end ? -1 : again);
    }

    /** The first second that begins a stretch without trouble that is long enough and rests on enough; −1: none. */
    private static int first(boolean[] worse, int release, LikelihoodScores evidence, Sustained sustained) {
        int from = release;
        while (from < worse.length) {
            if (worse[from]) {
                from++;
                continue;
            }
            int to = from;
            while (to < worse.length
                    && !worse[to]
                    && (to - from < sustained.seconds() || evidence.seen(from, to) < sustained.seen())) {
                to++;
            }
            if (to - from >= sustained.seconds() && evidence.seen(from, to) >= sustained.seen()) {
                return from;
            }
            from = Math.max(to, from + 1);
        }
        return -1;
    }

    private static boolean any(boolean[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (values[i]) {
                return true;
            }
        }
        return false;
    }

    boolean isBack() {
        return outcome == Outcome.RECOVERED || outcome == Outcome.UNDISTURBED;
    }

    boolean wasDisturbed() {
        return outcome == Outcome.RECOVERED || outcome == Outcome.NOT_RECOVERED;
    }
}
