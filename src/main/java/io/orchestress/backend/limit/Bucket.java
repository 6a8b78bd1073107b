package io.orchestress.backend.limit;

/**
 * A token bucket: it holds a minute's amount, is full at the start, and fills at a steady rate, as the providers document theirs. An amount
 * that is larger than the bucket is granted when the bucket is full.
 */
final class Bucket {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final double capacity;
    private double level;
    private long filledAtNanos;

    /** @param perMinute more than 0 */
    Bucket(int perMinute, long nowNanos) {
        capacity = perMinute;
        level = perMinute;
        filledAtNanos = nowNanos;
    }

    /** 0 when the amount is there; else the nanoseconds until it is. */
    long waitNanos(double amount, long nowNanos) {
        fill(nowNanos);
        double missing = Math.min(amount, capacity) - level;
        // A billionth of it is rounding.
        return missing <= capacity * 1e-9 ? 0 : nanos(missing);
    }

    void take(double amount) {
        level -= Math.min(amount, capacity);
    }

    Quota quota(long nowNanos) {
        fill(nowNanos);
        long untilFull = nanos(capacity - level);
        return new Quota((long) capacity, Math.max(0, (long) Math.floor(level + 1e-6)), Math.max(0, untilFull));
    }

    /** Until so much has been filled; a thousandth of a nanosecond is rounding. */
    private long nanos(double amount) {
        return (long) Math.ceil(amount / capacity * NANOS_PER_MINUTE - 1e-3);
    }

    private void fill(long nowNanos) {
        double gained = (nowNanos - filledAtNanos) / NANOS_PER_MINUTE * capacity;
        if (gained > 0) {
            level = Math.min(capacity, level + gained);
            filledAtNanos = nowNanos;
        }
    }
}
