package io.orchestress.testkit;

/**
 * A queue with Poisson arrivals, exponential service and {@code servers} workers in its steady state (M/M/c), first come, first served. Source: Gross, Shortle, Thompson, Harris,
 * <i>Fundamentals of Queueing Theory</i>, 4th ed., §2.3.
 */
public record ErlangC(int servers, double meanServiceSeconds) {

    /** Probability that an arrival waits. */
    public double waits(double perSec) {
        double a = perSec * meanServiceSeconds;
        double blocked = 1; // Erlang B, by its recurrence
        for (int k = 1; k <= servers; k++) {
            blocked = a * blocked / (k + a * blocked);
        }
        return blocked / (1 - a / servers * (1 - blocked));
    }

    /** Probability that an arrival is answered after more than {@code seconds}. */
    public double slower(double perSec, double seconds) {
        double mu = 1 / meanServiceSeconds;
        double delta = servers * mu - perSec;
        if (delta <= 0) {
            return 1;
        }
        if (Math.abs(mu - delta) < 1e-6 * mu) {
            return slower(perSec * (1 + 1e-5), seconds);
        }
        double c = waits(perSec);
        double service = Math.exp(-mu * seconds);
        double busy = Math.exp(-delta * seconds);
        return (1 - c) * service + c * (busy + delta * (busy - service) / (mu - delta));
    }

    /** Time that a share of {@code percent} of the answers do not exceed. */
    public double percentileSeconds(double perSec, double percent) {
        double low = 0;
        double high = 1e4;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (slower(perSec, middle) > 1 - percent / 100) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Highest load at which the percentile is within the limit. */
    public double capacity(double percent, double limitSeconds) {
        double low = 0;
        double high = servers / meanServiceSeconds;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (slower(middle, limitSeconds) > 1 - percent / 100) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }
}
