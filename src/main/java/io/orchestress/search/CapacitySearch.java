package io.orchestress.search;

import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which load to drive next. A coarse ramp by a factor until a step is bad; then the geometric middle of the highest good and the lowest bad load until they are within
 * the precision; then both again. Where a repetition contradicts, it is believed, as the newer of the two, and the search goes on around it, at most
 * {@value #MOST_CONTRADICTIONS} times.
 */
public final class CapacitySearch {
    private static final int MOST_CONTRADICTIONS = 3;

    private final Range range;
    /** Of each load the newest answer. */
    private final TreeMap<Double, Boolean> good = new TreeMap<>();

    private @Nullable Double asked;
    private boolean lowConfirmed;
    private boolean highConfirmed;
    private int contradictions;
    private boolean over;

    /**
     * @param factor from one load of the ramp to the next
     * @param precision of the bracket: {@code high ÷ low − 1}
     */
    public record Range(double from, double to, double factor, double precision) {}

    public CapacitySearch(Range range) {
        this.range = range;
    }

    /** The next load; empty: the search is over. */
    public Optional<Double> next() {
        asked = over ? null : load();
        over |= asked == null;
        return Optional.ofNullable(asked);
    }

    /** Whether the load that was asked for last is one of the ramp, where no care is needed. */
    public boolean isCoarse() {
        return high() == null;
    }

    /** Highest good load below every bad one that is known; absent: none. */
    public @Nullable Double low() {
        Double high = high();
        return high == null ? good.isEmpty() ? null : good.lastKey() : good.lowerKey(high);
    }

    /** Lowest bad load; absent: none. */
    public @Nullable Double high() {
        return good.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** The answer of the step that was asked for. */
    public void answered(boolean isGood) {
        Double load = asked;
        if (load == null) {
            throw new IllegalStateException("no step was asked for");
        }
        Double low = low();
        Double high = high();
        Boolean before = good.put(load, isGood);
        if (before == null) {
            lowConfirmed &= load.equals(low());
            highConfirmed &= load.equals(high());
        } else if (before == isGood) {
            lowConfirmed |= load.equals(low);
            highConfirmed |= load.equals(high);
        } else {
            contradicted(load, isGood);
        }
    }

    /** What the newer answer makes impossible is forgotten. */
    private void contradicted(double load, boolean isGood) {
        contradictions++;
        over |= contradictions >= MOST_CONTRADICTIONS;
        if (isGood) {
            good.headMap(load).clear();
        } else {
            good.tailMap(load, false).clear();
            Double below = good.lowerKey(load);
            if (below != null && contradictions > 1) {
                good.remove(below); // what was good just below was so before the target changed
            }
        }
        lowConfirmed = false;
        highConfirmed = false;
    }

    private @Nullable Double load() {
        Double low = low();
        Double high = high();
        if (high == null) {
            if (low == null) {
                return range.from();
            }
            if (low >= range.to()) {
                return lowConfirmed ? null : low;
            }
            double factor = contradictions == 0 ? range.factor() : 1 + 2 * range.precision();
            return Math.min(range.to(), low * factor);
        }
        if (low == null) {
            if (high <= range.from()) {
                return highConfirmed ? null : high;
            }
            return Math.max(range.from(), high / (contradictions == 0 ? range.factor() : 1 + 2 * range.precision()));
        }
        if (high / low > 1 + range.precision()) {
            return Math.sqrt(low * high);
        }
        if (!lowConfirmed) {
            return low;
        }
        return highConfirmed ? null : high;
    }
}
