package io.orchestress.live.view;

import io.orchestress.analysis.Timeline.Percentiles;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the latencies of one series spread, bin by bin. Intervals come in the order of time; one that comes late is counted in the bin that
 * is open by then. Of a bin that was never merged the percentiles are those of all digits of the record.
 */
final class Spread {
    private final LatencyCounts open = new LatencyCounts();
    private final List<@Nullable Bin> bins = new ArrayList<>();

    /** @param percentiles of the same samples */
    private record Bin(CoarseCounts counts, Percentiles percentiles) {
        private static Bin of(CoarseCounts counts) {
            return new Bin(
                    counts,
                    new Percentiles(
                            counts.atPercentile(50),
                            counts.atPercentile(75),
                            counts.atPercentile(95),
                            counts.atPercentile(99),
                            counts.atPercentile(100)));
        }

        private static @Nullable Bin sum(@Nullable Bin one, @Nullable Bin other) {
            return one == null ? other : other == null ? one : of(one.counts.plus(other.counts));
        }
    }

    void add(Interval interval) {
        open.add(interval);
    }

    /** The bin that is open becomes one of the others, as number {@code index}. */
    void close(int index) {
        Bin now = openBin();
        open.clear();
        if (now != null) {
            set(index, Bin.sum(at(index), now));
        }
    }

    /** Two neighbours become one. */
    void merge() {
        List<@Nullable Bin> merged = new ArrayList<>();
        for (int i = 0; i < bins.size(); i += 2) {
            merged.add(Bin.sum(bins.get(i), at(i + 1)));
        }
        bins.clear();
        bins.addAll(merged);
    }

    /**
     * Percentiles of a bin; null: nothing ended in it.
     *
     * @param isOpen whether it is the one that is open
     */
    @Nullable
    Percentiles percentiles(int index, boolean isOpen) {
        Bin bin = bin(index, isOpen);
        return bin == null ? null : bin.percentiles;
    }

    /** Adds a bin to the bands of a heat map. */
    void addTo(long[] bands, int index, boolean isOpen) {
        Bin bin = bin(index, isOpen);
        if (bin != null) {
            bin.counts.addTo(bands);
        }
    }

    private @Nullable Bin bin(int index, boolean isOpen) {
        return isOpen ? Bin.sum(at(index), openBin()) : at(index);
    }

    private @Nullable Bin openBin() {
        return open.isEmpty()
                ? null
                : new Bin(
                        CoarseCounts.of(open),
                        new Percentiles(
                                open.atPercentile(50),
                                open.atPercentile(75),
                                open.atPercentile(95),
                                open.atPercentile(99),
                                open.atPercentile(100)));
    }

    private @Nullable Bin at(int index) {
        return index < bins.size() ? bins.get(index) : null;
    }

    private void set(int index, @Nullable Bin bin) {
        while (bins.size() <= index) {
            bins.add(null);
        }
        bins.set(index, bin);
    }
}
