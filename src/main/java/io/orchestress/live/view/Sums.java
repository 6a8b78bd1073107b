package io.orchestress.live.view;

import java.util.Arrays;

/** A sum for each bin, with how many were added up. */
final class Sums {
    private double[] sums = new double[16];
    private int[] added = new int[16];

    void add(int bin, double value) {
        if (bin >= sums.length) {
            sums = Arrays.copyOf(sums, Math.max(bin + 1, 2 * sums.length));
            added = Arrays.copyOf(added, sums.length);
        }
        sums[bin] += value;
        added[bin]++;
    }

    /** Two neighbours become one. */
    void merge() {
        for (int i = 0; i < sums.length; i++) {
            boolean inside = 2 * i + 1 < sums.length;
            sums[i] = inside ? sums[2 * i] + sums[2 * i + 1] : 0;
            added[i] = inside ? added[2 * i] + added[2 * i + 1] : 0;
        }
    }

    double sum(int bin) {
        return bin < sums.length ? sums[bin] : 0;
    }

    boolean isEmpty(int bin) {
        return bin >= sums.length || added[bin] == 0;
    }

    /** Of what was added; 0 where nothing was. */
    double mean(int bin) {
        return isEmpty(bin) ? 0 : sums[bin] / added[bin];
    }
}
