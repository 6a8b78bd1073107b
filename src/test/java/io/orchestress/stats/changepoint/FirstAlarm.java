package io.orchestress.stats.changepoint;

import java.util.Arrays;

/** With which run {@link CumulativeSum} told first, whether or not it still would: for studies of many rows. */
public final class FirstAlarm {
    private FirstAlarm() {}

    /** @return index of the run; −1: it never did */
    public static int of(double[] values, int reference, boolean higherIsBetter, ChangeSettings settings) {
        LevelScale scale = settings.scale().fitting(values);
        double[] scaled = Arrays.stream(values).map(scale::to).toArray();
        CusumReference known = CusumReference.of(Arrays.copyOf(scaled, reference), settings, scale, higherIsBetter);
        double sum = 0;
        for (int i = reference; i < scaled.length; i++) {
            sum = known.next(sum, scaled[i]);
            if (sum > known.limit()) {
                return i;
            }
        }
        return -1;
    }
}
