package io.orchestress.backend.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.backend.script.Model;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final long SECOND = 1_000_000_000;

    /** 60 a minute: a bucket of 60, one a second. */
    @Test
    void requests() {
        Limiter limiter = new Limiter(new Model.Limits(60, 0, 0), 0);
        for (int i = 0; i < 60; i++) {
            Limiter.Decision decision = limiter.call(1_000_000, 0);
            assertThat(decision.isLetThrough()).isTrue();
            assertThat(decision.requests()).isEqualTo(new Quota(60, 59 - i, (i + 1) * SECOND));
            assertThat(decision.tokens()).isNull();
            limiter.ended();
        }
        Limiter.Decision refused = limiter.call(1, SECOND / 4);
        assertThat(refused.refusal()).isEqualTo("requests per min (RPM): Limit 60");
        assertThat(refused.retryAfterNanos()).isEqualTo(3 * SECOND / 4);
        assertThat(limiter.call(1, SECOND).isLetThrough()).isTrue();
        assertThat(limiter.call(1, SECOND).isLetThrough()).isFalse();
        assertThat(limiter.call(1, 1_000 * SECOND).requests()).isEqualTo(new Quota(60, 59, SECOND));
    }

    /** 600 a minute: ten a second; a call that is larger than the bucket is let through when it is full. */
    @Test
    void tokens() {
        Limiter limiter = new Limiter(new Model.Limits(0, 600, 0), 0);
        assertThat(limiter.call(500, 0).isLetThrough()).isTrue();
        Limiter.Decision refused = limiter.call(200, 0);
        assertThat(refused.refusal()).isEqualTo("tokens per min (TPM): Limit 600");
        assertThat(refused.retryAfterNanos()).isEqualTo(10 * SECOND);
        assertThat(refused.tokens()).isEqualTo(new Quota(600, 100, 50 * SECOND));
        assertThat(limiter.call(200, 10 * SECOND).isLetThrough()).isTrue();
        assertThat(limiter.call(5_000, 70 * SECOND).isLetThrough()).isTrue();
        assertThat(limiter.call(1, 70 * SECOND).isLetThrough()).isFalse();
    }

    @Test
    void concurrency() {
        Limiter limiter = new Limiter(new Model.Limits(0, 0, 2), 0);
        assertThat(limiter.call(1, 0).isLetThrough()).isTrue();
        assertThat(limiter.call(1, 0).isLetThrough()).isTrue();
        assertThat(limiter.call(1, 0).refusal()).isEqualTo("at most 2 requests at the same time");
        limiter.ended();
        assertThat(limiter.call(1, 0).isLetThrough()).isTrue();
    }

    @Test
    void noLimit() {
        Limiter limiter = new Limiter(new Model.Limits(0, 0, 0), 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.call(1_000_000, 0)).isEqualTo(new Limiter.Decision("", 0, null, null));
        }
    }
}
