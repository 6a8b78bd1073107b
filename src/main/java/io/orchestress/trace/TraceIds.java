package io.orchestress.trace;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Makes new ids. Each thread draws from a {@link SplittableRandom} of its own, which returns each of its 2⁶⁴ values once before it repeats one: no
 * thread gives one span id twice.
 */
public final class TraceIds {
    private final Supplier<SplittableRandom> random;
    private final long sampledBelow;
    private final boolean all;

    /**
     * @param rate share of the traces that are sampled, 0 to 1. It is decided by the last 8 bytes of the trace id, as the sampler {@code
     *     traceidratio} of OpenTelemetry does: whoever samples at the same rate takes the same traces
     */
    public TraceIds(double rate) {
        this(rate, ofThreads());
    }

    TraceIds(double rate, Supplier<SplittableRandom> random) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate of " + rate);
        }
        this.random = random;
        all = rate == 1;
        sampledBelow = (long) (rate * Long.MAX_VALUE);
    }

    private static Supplier<SplittableRandom> ofThreads() {
        SplittableRandom root = new SplittableRandom(new SecureRandom().nextLong());
        ThreadLocal<SplittableRandom> own = ThreadLocal.withInitial(() -> {
            synchronized (root) {
                return root.split();
            }
        });
        return own::get;
    }

    /** The first span of a new trace. */
    public TraceContext begin() {
        SplittableRandom own = random.get();
        long high = own.nextLong();
        long low = nonZero(own);
        return new TraceContext(
                new TraceId(high, low), new SpanId(nonZero(own)), all || (low & Long.MAX_VALUE) < sampledBelow);
    }

    /** A further span of a trace. */
    public TraceContext within(TraceContext trace) {
        return new TraceContext(trace.trace(), new SpanId(nonZero(random.get())), trace.sampled());
    }

    private static long nonZero(SplittableRandom random) {
        long value = random.nextLong();
        while (value == 0) {
            value = random.nextLong();
        }
        return value;
    }
}
