package io.orchestress.analysis;

/** Widths of a time axis that a person can read off: 1, 2, 5, 10, 15, 30 s, 1, 2, 5, 10, 15, 30 min, hours. */
final class BinWidth {
    private static final int[] SECONDS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600};

    private BinWidth() {}

    /** The smallest width, in seconds, that covers {@code runSeconds} with at most {@code mostBins} bins. */
    static int seconds(double runSeconds, int mostBins) {
        for (int width : SECONDS) {
            if (bins(runSeconds, width) <= mostBins) {
                return width;
            }
        }
        int hours = (int) Math.ceil(runSeconds / 3600 / mostBins);
        return hours * 3600;
    }

    /** Bins of {@code width} seconds that cover {@code runSeconds}; none for a run of no length. */
    static int bins(double runSeconds, int width) {
        return (int) Math.ceil(runSeconds / width);
    }

    /** The bin in which {@code seconds} lies, brought into the axis. */
    static int binOf(double seconds, int width, int bins) {
        return Math.max(0, Math.min(bins - 1, (int) (seconds / width)));
    }
}
