package io.orchestress.analysis.recovery;

import io.orchestress.run.Recovery.Outcome;
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
record Judgement(Outcome outcome, int back, boolean[] worse, int again) {
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
     * @param enough on how much that must rest, in what {@link Evidence#seen} counts
     * @param threshold of segments
     * @param tellsBefore whether the figure is comparable before the release, too
     */
    static Judgement of(
            Evidence evidence, int release, int sustained, long enough, double threshold, boolean tellsBefore) {
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
        Judgement judgement = of(worse, release, back, before);
        int from = judgement.outcome() == Outcome.UNDISTURBED ? release : Math.max(back, tail);
        boolean shown = evidence.margin().zByItself(from, end, worse) <= -SURE;
        return judgement.isBack() && !shown
                ? new Judgement(Outcome.INCONCLUSIVE, end, worse, judgement.again())
                : judgement;
    }

    /** Of all figures together: back when each is. */
    static Judgement all(boolean[] worse, int release, int sustained, boolean before) {
        Evidence.Surplus zero = new Evidence.Surplus(new double[worse.length], new double[worse.length]);
        Evidence none = new Evidence(List.of(), zero, zero, new long[worse.length]);
        return of(worse, release, first(worse, release, none, new Sustained(sustained, 0)), before);
    }

    private static Judgement of(boolean[] worse, int release, int back, boolean before) {
        int end = worse.length;
        if (end > release && worse[end - 1]) {
            return new Judgement(Outcome.NOT_RECOVERED, end, worse, -1);
        }
        if (back < 0) {
            return new Judgement(Outcome.INCONCLUSIVE, end, worse, -1);
        }
        int again = back;
        while (again < end && !worse[again]) {
            again++;
        }
        Outcome outcome = back > release || before ? Outcome.RECOVERED : Outcome.UNDISTURBED;
        return new Judgement(outcome, back, worse, again == end ? -1 : again);
    }

    /** The first second that begins a stretch without trouble that is long enough and rests on enough; −1: none. */
    private static int first(boolean[] worse, int release, Evidence evidence, Sustained sustained) {
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
