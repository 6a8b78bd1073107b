package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class McpSessionsTest {
    private long nowNanos;
    private final McpSessions sessions = new McpSessions(2, 10, new ServerClock() {
        @Override
        public long nanos() {
            return nowNanos;
        }

        @Override
        public long epochMicros() {
            return 0;
        }
    });

    @Test
    void theOneLeastRecentlyUsedOfTooManyIsForgotten() {
        String first = sessions.open();
        String second = sessions.open();
        assertThat(sessions.use(first)).isTrue();
        String third = sessions.open();
        assertThat(sessions.use(second)).isFalse();
        assertThat(sessions.use(first)).isTrue();
        assertThat(sessions.use(third)).isTrue();
    }

    @Test
    void oneThatWasIdleForTooLongIsForgotten() {
        String id = sessions.open();
        nowNanos = 10;
        assertThat(sessions.use(id)).isTrue();
        nowNanos = 20;
        assertThat(sessions.use(id)).isTrue();
        nowNanos = 31;
        assertThat(sessions.use(id)).isFalse();
        assertThat(sessions.close(id)).isFalse();
    }

    @Test
    void allAreForgottenAtOnce() {
        String id = sessions.open();
        sessions.forgetAll();
        assertThat(sessions.use(id)).isFalse();
    }
}
