package io.orchestress.analysis.duel;

/**
 * What one pair of runs measured.
 *
 * @param typical {@code ln y_B − ln y_A} of the typical time: above 0, the candidate is slower
 */
public record Pair(double typical, Share failuresBefore, Share failuresAfter, Share endedBefore, Share endedAfter) {
    public Pair {
        if (!Double.isFinite(typical)) {
            throw new IllegalArgumentException("no difference of times: " + typical);
        }
    }

    /**
     * {@code k} of {@code n}.
     *
     * @param of at least one
     */
    public record Share(long count, long of) {
        public Share {
            if (of < 1 || count < 0 || count > of) {
                throw new IllegalArgumentException("no share: " + count + " of " + of);
            }
        }

        public double value() {
            return (double) count / of;
        }
    }

    /** By how many failed more of the candidate's, as a share of all. */
    double failures() {
        return failuresAfter.value() - failuresBefore.value();
    }

    /** By how many fewer of the candidate's ended, as a share of those that started. */
    double unended() {
        return endedBefore.value() - endedAfter.value();
    }
}
