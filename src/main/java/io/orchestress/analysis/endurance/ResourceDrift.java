package io.orchestress.analysis.endurance;

import io.orchestress.record.DriftResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.observe.ConstantLoad;
import io.orchestress.text.Format;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a process while the load of a phase was constant, and when it was gone. A process that is started anew begins a new series;
 * the longest one is judged.
 *
 * <p>Garbage is no leak. Of heap with its garbage only the lowest of each group is looked at, and a group spans two collections or more,
 * seen as falls of a fifth from one reading to the next. Heap after collections counts by the collections that changed it.
 */
final class ResourceDrift {
    private static final int MOST_BINS = 480;
    private static final int COOLDOWN_BINS = 60;
    private static final int FEWEST_COOLDOWN_READINGS = 5;
    private static final double COLLECTED = 0.8;
    private static final double HALVED = 0.5;
    private static final int AROUND = 3;

    private final String phase;
    private final String subject;
    private final String metric;
    private final ConstantLoad load;
    private final EvenBins cooldown;
    private EvenBins bins;
    private @Nullable EvenBins longest;
    private double last = Double.NaN;
    private long collections;
    private int restarts;

    ResourceDrift(String phase, String subject, String metric, ConstantLoad load, ConstantLoad cooldown) {
        this.phase = phase;
        this.subject = subject;
        this.metric = metric;
        this.load = load;
        this.bins = new EvenBins(load.fromSeconds(), load.toSeconds(), MOST_BINS);
        this.cooldown = new EvenBins(cooldown.fromSeconds(), cooldown.toSeconds(), COOLDOWN_BINS);
    }

    String subject() {
        return subject;
    }

    String metric() {
        return metric;
    }

    void add(double atSeconds, double value) {
        if (atSeconds >= load.fromSeconds() && atSeconds < load.toSeconds()) {
            boolean heap = metric.equals(ResourceName.HEAP);
            collections += heap ? (value < COLLECTED * last ? 1 : 0) : (!Double.isNaN(last) && value != last ? 1 : 0);
            last = value;
        }
        bins.add(atSeconds, value);
        cooldown.add(atSeconds, value);
    }

    /** The process is another one from here on. */
    void restarted(double atSeconds) {
        if (bins.readings() > 0 && atSeconds < load.toSeconds()) {
            longest = longest();
            bins = new EvenBins(load.fromSeconds(), load.toSeconds(), MOST_BINS);
            restarts++;
        }
    }

    private EvenBins longest() {
        return longest == null || bins.readings() > longest.readings() ? bins : longest;
    }

    /** Whether enough collections were seen to say anything of a heap. */
    boolean hasEnoughCollections() {
        return collections >= fewestCollections();
    }

    private long fewestCollections() {
        return switch (metric) {
            case ResourceName.HEAP -> 2L * GrowthLine.FEWEST_GROUPS;
            case ResourceName.HEAP_AFTER_GC -> GrowthLine.FEWEST_GROUPS;
            default -> 0;
        };
    }

    private int mostGroups() {
        long most = switch (metric) {
            case ResourceName.HEAP -> collections / 2;
            case ResourceName.HEAP_AFTER_GC -> collections;
            default -> GrowthLine.MOST_GROUPS;
        };
        return (int) Math.max(GrowthLine.FEWEST_GROUPS, Math.min(GrowthLine.MOST_GROUPS, most));
    }

    /**
     * Empty where too little was read to draw a line.
     *
     * @param idle what it was before the load; NaN where that was not read
     * @param limit at which it is exhausted; absent where unknown
     * @param requestsPerSec that ended under the constant load
     */
    Optional<DriftResult> result(double idle, @Nullable Double limit, double requestsPerSec, DriftLimits limits) {
        boolean floor = metric.equals(ResourceName.HEAP);
        EvenBins judged = longest();
        BinnedSeries all = (floor ? judged.lows() : judged.medians()).trimmed();
        BinnedSeries series = metric.equals(ResourceName.RSS) ? withoutFall(all) : all;
        boolean cut = restarts > 0 || series.size() < all.size();
        @Nullable
        Double gone = cooldown.readings() < FEWEST_COOLDOWN_READINGS
                ? null
                : Double.valueOf(
                        BinnedSeries.median(cooldown.medians().trimmed().filled()));
        DriftVerdict.Case of = new DriftVerdict.Case(
                phase,
                subject,
                metric,
                WatchedMetric.resource(metric),
                series.seconds(),
                idle,
                gone,
                limit,
                requestsPerSec,
                cut ? "the process restarted; this is its longest uninterrupted run" : "");
        return GrowthLine.of(series, mostGroups(), floor).map(growth -> {
            if (series.seconds() < limits.shortestSeconds()) {
                return DriftVerdict.inconclusive(
                        of,
                        growth,
                        limits,
                        "readings cover only " + Format.duration(series.seconds()) + " without a gap, at least "
                                + Format.duration(limits.shortestSeconds()) + " needed",
                        restarts > 0
                                ? "Find out why it restarted, then repeat the run."
                                : DriftReason.holdFor(
                                        load.seconds() * limits.shortestSeconds() / series.seconds(), "for that"));
            }
            return hasEnoughCollections()
                    ? DriftVerdict.of(of, growth, limits)
                    : DriftVerdict.inconclusive(
                            of,
                            growth,
                            limits,
                            tooFewCollections(),
                            "Set orchestress.endurance.collections = on"
                                    + (collections == 0
                                            ? ", or run longer."
                                            : ", or hold the load for at least "
                                                    + Format.duration(Format.roundedUp(
                                                            series.seconds() * fewestCollections() / collections))
                                                    + "."));
        });
    }

    private String tooFewCollections() {
        return "only " + collections + (collections == 1 ? " garbage collection" : " garbage collections")
                + " seen, at least " + fewestCollections() + " needed to separate growth from garbage";
    }

    /** Memory that halves from one bin to the next is another process, or given back: the longest stretch without that. */
    private static BinnedSeries withoutFall(BinnedSeries series) {
        double[] filled = series.filled();
        BinnedSeries longest = series.cut(0, 0);
        int from = 0;
        for (int bin = AROUND; bin + AROUND <= series.size(); bin++) {
            double before = median(filled, bin - AROUND);
            double after = median(filled, bin);
            if (bin - from >= AROUND && after < HALVED * before) {
                longest = bin - from > longest.size() ? series.cut(from, bin) : longest;
                from = bin;
            }
        }
        return series.size() - from > longest.size() ? series.cut(from, series.size()) : longest;
    }

    private static double median(double[] values, int from) {
        return BinnedSeries.median(Arrays.copyOfRange(values, from, from + AROUND));
    }
}
