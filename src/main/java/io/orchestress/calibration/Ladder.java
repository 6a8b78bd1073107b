package io.orchestress.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rates to try, as phases of a closed model in which each user sends a request every {@value #PACE_MILLIS} ms: before each the users come,
 * unjudged.
 *
 * @param ratesPerSec in the order in which they are tried
 */
record Ladder(List<Integer> ratesPerSec, int holdSeconds) {
    static final int PACE_MILLIS = 100;

    private static final int USERS_PER_RATE = 1000 / PACE_MILLIS;
    private static final int LOWEST_PER_SEC = 500;
    private static final int DOUBLINGS = 6;
    private static final int BETWEEN = 5;
    private static final int WARM_UP_SECONDS = 5;
    private static final int RAMP_SECONDS = 2;

    /** So many that a step in which nothing keeps up has the five seconds that it takes to say so. */
    private static final int SHORTEST_HOLD = 6;

    /** What a start takes, and an end. */
    private static final int BESIDE_SECONDS = 10;

    /** The least that both ladders together take. */
    static final int SHORTEST_SECONDS = seconds(DOUBLINGS, SHORTEST_HOLD) + seconds(BETWEEN, SHORTEST_HOLD);

    Ladder {
        ratesPerSec = List.copyOf(ratesPerSec);
    }

    private static int seconds(int steps, int holdSeconds) {
        return BESIDE_SECONDS + WARM_UP_SECONDS + steps * (RAMP_SECONDS + holdSeconds);
    }

    /** Each step twice the one before. @param totalSeconds for this and the fine one */
    static Ladder coarse(int totalSeconds) {
        List<Integer> rates = new ArrayList<>();
        for (int i = 0; i < DOUBLINGS; i++) {
            rates.add(LOWEST_PER_SEC << i);
        }
        int hold = SHORTEST_HOLD + (totalSeconds - SHORTEST_SECONDS) / (DOUBLINGS + BETWEEN);
        return new Ladder(rates, hold);
    }

    /** Equal factors between a rate that was kept and one that was not. */
    Ladder between(double keptPerSec, double missedPerSec) {
        List<Integer> rates = new ArrayList<>();
        for (int i = 1; i <= BETWEEN; i++) {
            double rate = keptPerSec * Math.pow(missedPerSec / keptPerSec, (double) i / (BETWEEN + 1));
            rates.add((int) Math.round(rate / USERS_PER_RATE) * USERS_PER_RATE);
        }
        return new Ladder(rates, holdSeconds);
    }

    int seconds() {
        return seconds(ratesPerSec.size(), holdSeconds);
    }

    /** In the language of the configuration. */
    String phases() {
        StringBuilder phases = new StringBuilder(phase("warm-up", ratesPerSec.get(0), 1, WARM_UP_SECONDS - 1, true));
        for (int rate : ratesPerSec) {
            phases.append(", ").append(phase("to-" + rate, rate, RAMP_SECONDS, 0, true));
            phases.append(", ").append(phase(name(rate), rate, 0, holdSeconds, false));
        }
        return "[" + phases + "]";
    }

    static String name(int ratePerSec) {
        return "at-" + ratePerSec;
    }

    private static String phase(String name, int ratePerSec, int ramp, int hold, boolean warmUp) {
        return String.format(
                Locale.ROOT,
                "{kind=step, name=%s, users=%d, ramp=%d s, hold=%d s, warm-up=%b, scale-load=false}",
                name,
                ratePerSec / USERS_PER_RATE,
                ramp,
                hold,
                warmUp);
    }
}
