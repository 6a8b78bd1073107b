package io.orchestress.engine.search;

import io.orchestress.stats.capacity.SloCondition;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What started in each second of a step, and what became of it. Of requests that take time only quick ones have ended when the step is young; so each second is told of once its youngest request is
 * older than the longest limit: what has not ended by then is too slow. Starts are what is in flight more than the second before, and what ended.
 */
final class MaturedSeconds {
    private final List<SloCondition> conditions;
    private final int ripeSeconds;
    /** By second of the step. */
    private final List<long[]> inTime = new ArrayList<>();

    private final List<Long> started = new ArrayList<>();
    private final List<long[]> ended = new ArrayList<>();
    private final List<long[]> endedBad = new ArrayList<>();
    private long endedOfIt;
    private long inFlightBefore;

    MaturedSeconds(List<SloCondition> conditions, long inFlightBefore) {
        this.conditions = conditions;
        this.inFlightBefore = inFlightBefore;
        ripeSeconds = SloCondition.ripeSeconds(conditions);
        begin();
    }

    /** What became of one second. */
    record Ripe(long[] bad, long[] total) {}

    private void begin() {
        inTime.add(new long[conditions.size()]);
        ended.add(new long[conditions.size()]);
        endedBad.add(new long[conditions.size()]);
    }

    /**
     * What ended in the second under way of what started in the step.
     *
     * @param interval microseconds
     */
    void ended(int condition, Histogram interval) {
        long limit = conditions.get(condition).limitMicros();
        int now = inTime.size() - 1;
        interval.recordedValues().forEach(value -> {
            if (value.getValueIteratedTo() <= limit) {
                // Halfway through its second, a request that took t began t before.
                int second = (int) Math.max(0, Math.floor(now + 0.5 - value.getValueIteratedTo() / 1e6));
                inTime.get(second)[condition] += value.getCountAtValueIteratedTo();
            }
        });
    }

    /** Of a condition that is told of at the end only. */
    void told(int condition, long bad, long total) {
        endedBad.get(endedBad.size() - 1)[condition] += bad;
        ended.get(ended.size() - 1)[condition] += total;
    }

    /** @param count of requests that ended in the second under way, in whatever part they started */
    void anyEnded(long count) {
        endedOfIt += count;
    }

    /** The second under way is over: what became of the one that is ripe now; nothing of one before the step. */
    Ripe secondEnds(long inFlight) {
        started.add(inFlight - inFlightBefore + endedOfIt);
        inFlightBefore = inFlight;
        endedOfIt = 0;
        int second = started.size() - 1 - ripeSeconds;
        long[] bad = new long[conditions.size()];
        long[] total = new long[conditions.size()];
        if (second >= 0) {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).kind() == SloCondition.Kind.SLOWER) {
                    // A start may be taken for one of the second beside: then one second has one too many, and the
                    // other one too few.
                    total[i] = started.get(second);
                    bad[i] = total[i] - inTime.get(second)[i];
                } else {
                    total[i] = ended.get(second)[i];
                    bad[i] = endedBad.get(second)[i];
                }
            }
        }
        begin();
        return new Ripe(bad, total);
    }
}
