package io.orchestress.analysis.endurance;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Values at even distances of time.
 *
 * @param fromSeconds where the first bin begins
 * @param values of each bin; NaN where nothing was read
 */
record BinnedSeries(double fromSeconds, double width, double[] values) {

    int size() {
        return values.length;
    }

    /** Middle of a bin. */
    double at(int bin) {
        return fromSeconds + (bin + 0.5) * width;
    }

    int read() {
        return (int) Arrays.stream(values).filter(Double::isFinite).count();
    }

    /** From the first bin that was read to the last one. */
    double seconds() {
        int[] read = readBins();
        return read.length == 0 ? 0 : (read[read.length - 1] - read[0] + 1) * width;
    }

    /** Without the bins before and after what was read. */
    BinnedSeries trimmed() {
        int[] read = readBins();
        return read.length == 0 ? cut(0, 0) : cut(read[0], read[read.length - 1] + 1);
    }

    BinnedSeries cut(int from, int to) {
        return new BinnedSeries(fromSeconds + from * width, width, Arrays.copyOfRange(values, from, to));
    }

    /** Gaps take the value before them. */
    double[] filled() {
        double[] filled = values.clone();
        for (int i = 1; i < filled.length; i++) {
            filled[i] = Double.isFinite(filled[i]) ? filled[i] : filled[i - 1];
        }
        return filled;
    }

    private int[] readBins() {
        return IntStream.range(0, values.length)
                .filter(i -> Double.isFinite(values[i]))
                .toArray();
    }

    /** Of some values, at least one; sorts its argument. */
    static double median(double[] some) {
        Arrays.sort(some);
        return (some[(some.length - 1) / 2] + some[some.length / 2]) / 2;
    }
}
