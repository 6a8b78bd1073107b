package io.orchestress.analysis.injector;

import io.orchestress.analysis.disturbance.Disturbances;
import io.orchestress.record.ResourceRow;
import java.util.Arrays;

/** Seconds in which something of the injector was beyond its limit, and how often. Twelve bytes for each of them, and none for those that were well. */
final class TroubledSeconds {
    private static final int FIRST = 16;

    private float[] atSeconds = new float[FIRST];
    private long[] howOften = new long[FIRST];
    private int seconds;

    /** A second in which it was beyond the limit; 0 times is no trouble. */
    void add(ResourceRow row, long times) {
        if (times > 0) {
            add((float) row.atSeconds(), times);
        }
    }

    private void add(float at, long times) {
        if (seconds == howOften.length) {
            atSeconds = Arrays.copyOf(atSeconds, 2 * seconds);
            howOften = Arrays.copyOf(howOften, 2 * seconds);
        }
        atSeconds[seconds] = at;
        howOften[seconds] = times;
        seconds++;
    }

    long seconds() {
        return seconds;
    }

    long times() {
        return Arrays.stream(howOften, 0, seconds).sum();
    }

    /** The same without what came while others had the machine. */
    TroubledSeconds own(Disturbances disturbances) {
        TroubledSeconds own = new TroubledSeconds();
        for (int i = 0; i < seconds; i++) {
            if (!disturbances.isNear(atSeconds[i])) {
                own.add(atSeconds[i], howOften[i]);
            }
        }
        return own;
    }
}
