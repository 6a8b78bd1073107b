package io.orchestress.search;

import java.util.ArrayList;
import java.util.List;

/** What a step of load has shown, second by second, its settling left out. */
public final class Evidence {
    private final List<Condition> conditions;
    private final List<Second> seconds = new ArrayList<>();

    /**
     * One second.
     *
     * @param bad, total by condition
     * @param inFlight at its end
     */
    public record Second(long[] bad, long[] total, long inFlight) {}

    public Evidence(List<Condition> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    public void add(Second second) {
        seconds.add(second);
    }

    /** What ended after the step of what started in it: counted with its last second. */
    public void addLate(long[] bad, long[] total) {
        if (seconds.isEmpty()) {
            return;
        }
        Second last = seconds.get(seconds.size() - 1);
        for (int i = 0; i < bad.length; i++) {
            last.bad()[i] += bad[i];
            last.total()[i] += total[i];
        }
    }

    public List<Condition> conditions() {
        return conditions;
    }

    public int seconds() {
        return seconds.size();
    }

    /** Requests in flight, at the end of each second. */
    public double[] inFlight() {
        return seconds.stream().mapToDouble(Second::inFlight).toArray();
    }

    /**
     * The counts of one condition in stretches of equal length, at most {@code most} of them; what remains is in the last.
     *
     * @return {@code [bad, total]} of each
     */
    public long[][] blocks(int condition, int most) {
        int length = Math.max(1, (seconds.size() + most - 1) / most);
        int count = Math.max(1, seconds.size() / length);
        long[][] blocks = new long[count][2];
        for (int i = 0; i < seconds.size(); i++) {
            long[] block = blocks[Math.min(count - 1, i / length)];
            block[0] += seconds.get(i).bad()[condition];
            block[1] += seconds.get(i).total()[condition];
        }
        return blocks;
    }
}
