package io.orchestress.analysis.endurance;

import java.util.Arrays;

/**
 * Readings over a stretch of time in bins of equal width, of which only those of the bin that is open are held: a week takes as much memory
 * as an hour. What lies outside of the stretch is left out. Readings come in the order of time; one that comes late counts in the open bin.
 */
final class EvenBins {
    private final double fromSeconds;
    private final double width;
    private final double[] medians;
    private final double[] lows;
    private double[] open = new double[16];
    private int inOpen;
    private int bin;
    private long readings;

    /** Bins are whole seconds wide, and at most {@code most}. */
    EvenBins(double fromSeconds, double toSeconds, int most) {
        double seconds = Math.max(0, toSeconds - fromSeconds);
        this.fromSeconds = fromSeconds;
        this.width = Math.max(1, Math.ceil(seconds / most));
        int bins = (int) (seconds / width);
        this.medians = new double[bins];
        this.lows = new double[bins];
        Arrays.fill(medians, Double.NaN);
        Arrays.fill(lows, Double.NaN);
    }

    /** @param atSeconds middle of what the value is of */
    void add(double atSeconds, double value) {
        double place = (atSeconds - fromSeconds) / width;
        if (place < 0 || place >= medians.length) {
            return;
        }
        if ((int) place > bin) {
            close();
            bin = (int) place;
        }
        if (inOpen == open.length) {
            open = Arrays.copyOf(open, 2 * inOpen);
        }
        open[inOpen++] = value;
        readings++;
    }

    long readings() {
        return readings;
    }

    /** Median of each bin. */
    BinnedSeries medians() {
        close();
        return new BinnedSeries(fromSeconds, width, medians);
    }

    /** Lowest of each bin. */
    BinnedSeries lows() {
        close();
        return new BinnedSeries(fromSeconds, width, lows);
    }

    private void close() {
        if (inOpen > 0) {
            Arrays.sort(open, 0, inOpen);
            lows[bin] = open[0];
            medians[bin] = (open[(inOpen - 1) / 2] + open[inOpen / 2]) / 2;
            inOpen = 0;
        }
    }
}
