package io.orchestress.monitoring.prometheus;

/** Text that is no exposition of metrics; the message names the line and says why. */
public final class MalformedMetricsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMetricsException(long line, String why) {
        super("line " + line + " is not a metric: " + why);
    }

    MalformedMetricsException(String why) {
        super(why);
    }
}
