package io.orchestress.gatling.task;

import java.util.Arrays;

/** The texts of a stream by their places in its events. Those of one event stand in about the order of the event before it. */
final class TextPlaces {
    /** Of which the last bytes are kept; texts at further places are read by themselves. */
    private static final int MOST = 64;

    private long[] places = {};
    private MarkedText[] texts = {};
    private int count;

    /** @param guess where it may be found */
    MarkedText at(long place, int guess) {
        if (guess < count && places[guess] == place) {
            return texts[guess];
        }
        for (int i = 0; i < count; i++) {
            if (places[i] == place) {
                return texts[i];
            }
        }
        MarkedText made = new MarkedText();
        if (!isFull()) {
            if (count == places.length) {
                places = Arrays.copyOf(places, Math.max(8, 2 * count));
                texts = Arrays.copyOf(texts, places.length);
            }
            places[count] = place;
            texts[count++] = made;
        }
        return made;
    }

    boolean isFull() {
        return count == MOST;
    }
}
