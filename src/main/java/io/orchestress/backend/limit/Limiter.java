package io.orchestress.backend.limit;

import io.orchestress.backend.script.Model;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The limits of one model. Safe for use by any number of threads. */
public final class Limiter {
    /** Providers name no time when it is their concurrency that is exhausted; their clients take a second. */
    private static final long CONCURRENCY_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Model.Limits limits;
    private final @Nullable Bucket requests;
    private final @Nullable Bucket tokens;
    private int open;

    public Limiter(Model.Limits limits, long nowNanos) {
        this.limits = limits;
        requests = limits.requestsPerMinute() == 0 ? null : new Bucket(limits.requestsPerMinute(), nowNanos);
        tokens = limits.tokensPerMinute() == 0 ? null : new Bucket(limits.tokensPerMinute(), nowNanos);
    }

    /**
     * The decision on one call.
     *
     * @param refusal empty: it was let through, and {@link #ended} must be called once
     * @param retryAfterNanos when it was refused
     * @param requests null: not limited
     * @param tokens null: not limited
     */
    public record Decision(
            String refusal,
            long retryAfterNanos,
            @Nullable Quota requests,
            @Nullable Quota tokens) {
        public boolean isLetThrough() {
            return refusal.isEmpty();
        }
    }

    /** @param amount tokens of prompt and answer */
    public synchronized Decision call(int amount, long nowNanos) {
        if (limits.concurrency() > 0 && open >= limits.concurrency()) {
            return decision(
                    "at most " + limits.concurrency() + " requests at the same time", CONCURRENCY_WAIT_NANOS, nowNanos);
        }
        long forRequests = requests == null ? 0 : requests.waitNanos(1, nowNanos);
        long forTokens = tokens == null ? 0 : tokens.waitNanos(amount, nowNanos);
        if (forRequests > 0 && forRequests >= forTokens) {
            return decision("requests per min (RPM): Limit " + limits.requestsPerMinute(), forRequests, nowNanos);
        }
        if (forTokens > 0) {
            return decision("tokens per min (TPM): Limit " + limits.tokensPerMinute(), forTokens, nowNanos);
        }
        if (requests != null) {
            requests.take(1);
        }
        if (tokens != null) {
            tokens.take(amount);
        }
        open++;
        return decision("", 0, nowNanos);
    }

    /** A call that was let through has ended. */
    public synchronized void ended() {
        open--;
    }

    private Decision decision(String refusal, long retryAfterNanos, long nowNanos) {
        return new Decision(
                refusal,
                retryAfterNanos,
                requests == null ? null : requests.quota(nowNanos),
                tokens == null ? null : tokens.quota(nowNanos));
    }
}
