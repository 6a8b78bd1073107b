package io.orchestress.recording;

/**
 * How a request ended: success or one class of failure. A closed, small set of interned values, so that recording allocates
 * nothing.
 */
public final class Outcome {
    private static final int OTHERS = 7;
    private static final int MAX_STATUS = 1000;

    /** Number of {@link #index()} values. */
    static final int COUNT = OTHERS + MAX_STATUS;

    public static final Outcome OK = new Outcome("ok", 0);
    /** No complete answer within the request timeout. */
    public static final Outcome TIMEOUT = new Outcome("timeout", 1);
    /** Refused, reset, or closed before the answer was complete. */
    public static final Outcome CONNECTION = new Outcome("connection", 2);
    /** An error inside an answer that HTTP calls a success. */
    public static final Outcome PROTOCOL = new Outcome("protocol", 3);
    /** An answer that a check of the scenario refused. */
    public static final Outcome CHECK = new Outcome("check", 4);
    /** In flight when the load was stopped. */
    public static final Outcome UNFINISHED = new Outcome("unfinished", 5);
    /** Not an outcome: the second view of a sample, measured from its intended start. */
    static final Outcome CORRECTED = new Outcome("corrected", 6);

    private static final Outcome[] HTTP = new Outcome[MAX_STATUS];

    static {
        for (int status = 0; status < MAX_STATUS; status++) {
            HTTP[status] = new Outcome("http-" + status, OTHERS + status);
        }
    }

    private final String label;
    private final int index;

    private Outcome(String label, int index) {
        this.label = label;
        this.index = index;
    }

    /** A status that means failure. */
    public static Outcome http(int status) {
        if (status < 0 || status >= MAX_STATUS) {
            throw new IllegalArgumentException("no HTTP status: " + status);
        }
        return HTTP[status];
    }

    /** As in the record: {@code ok}, {@code timeout}, {@code http-503} … */
    public String label() {
        return label;
    }

    int index() {
        return index;
    }

    @Override
    public String toString() {
        return label;
    }
}
