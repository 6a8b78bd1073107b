package io.orchestress.stats.capacity;

import java.util.ArrayList;
import java.util.List;

/** The measurements of a step of load, second by second, without the time in which it settles. */
public final class StepEvidence {
    private final List<SloCondition> conditions;
    private final List<Second> seconds = new ArrayList<>();

    /**
     * One second.
     *
     * @param bad, total by condition, of what started in it and can be told of
     * @param inFlight requests at its end
     * @param done requests that ended well in it, whenever they started
     */
    public record Second(long[] bad, long[] total, long inFlight, long done) {}

    public StepEvidence(List<SloCondition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    public void add(Second second) {
        seconds.add(second);
    }

    public List<SloCondition> conditions() {
        return conditions;
    }

    public int seconds() {
        return seconds.size();
    }

    /** Requests in flight, at the end of each second. */
    public double[] inFlight() {
        return seconds.stream().mapToDouble(Second::inFlight).toArray();
    }

    /** Requests that ended well, in each second. */
    public double[] done() {
        return seconds.stream().mapToDouble(Second::done).toArray();
    }

    /** The counts of one condition: {@code [bad, total]} of each second. */
    public long[][] counts(int condition) {
        return seconds.stream()
                .map(second -> new long[] {second.bad()[condition], second.total()[condition]})
                .toArray(long[][]::new);
    }
}
