package io.orchestress.transport.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a clock and a thread that go when they are told to. */
class TokenKeeperTest {
    private final ManualTime time = new ManualTime();
    private final Deque<Object> answers = new ArrayDeque<>();
    private @Nullable Runnable next;
    private long nextMillis;
    private int asked;

    private TokenKeeper keeper(Duration refresh, boolean fixed) {
        TokenSource source = within -> {
            asked++;
            Object answer = answers.isEmpty() ? "no answer left" : answers.removeFirst();
            if (answer instanceof Token token) {
                return token;
            }
            throw new NoTokenException(String.valueOf(answer));
        };
        TokenKeeper.Later later = new TokenKeeper.Later() {
            @Override
            public void in(long nanos, Runnable task) {
                next = task;
                nextMillis = TimeUnit.NANOSECONDS.toMillis(nanos);
            }

            @Override
            public void close() {
                next = null;
            }
        };
        return new TokenKeeper(
                source,
                new TokenKeeper.Rules("Authorization", "Bearer", refresh, fixed, Duration.ofSeconds(10)),
                time,
                later);
    }

    private TokenKeeper opened(long lifeMillis) throws Exception {
        TokenKeeper keeper = keeper(Duration.ofMinutes(5), false);
        answers.add(token("one", lifeMillis));
        keeper.open();
        return keeper;
    }

    private static Token token(String value, long lifeMillis) {
        return new Token(value, lifeMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(lifeMillis)));
    }

    /** Lets the time pass until the next is due, and has it done. */
    private void passes() {
        time.advanceMillis(nextMillis);
        Runnable due = next;
        next = null;
        assertThat(due).isNotNull();
        due.run();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 300000, false, 500", // half its life before its end
        "60000, 300000, false, 30000",
        "120000, 300000, false, 60000",
        "3600000, 300000, false, 3540000", // never more than a minute before it
        "0, 300000, false, 300000", // nobody says how long it lives
        "0, 7000, true, 7000",
        "60000, 7000, true, 7000", // every so often, whatever it says of itself
        "50, 300000, false, 100" // not without a pause
    })
    void isRefreshedAheadOfItsEnd(long lifeMillis, long refreshMillis, boolean fixed, long expectedMillis)
            throws Exception {
        TokenKeeper keeper = keeper(Duration.ofMillis(refreshMillis), fixed);
        answers.add(token("one", lifeMillis));
        keeper.open();
        keeper.open();
        assertThat(asked).isEqualTo(1);
        assertThat(nextMillis).isEqualTo(expectedMillis);
        assertThat(keeper.headerValue()).isEqualTo("Bearer one");
        answers.add(token("two", lifeMillis));
        passes();
        assertThat(keeper.headerValue()).isEqualTo("Bearer two");
        assertThat(nextMillis).isEqualTo(expectedMillis);
        assertThat(keeper.refreshes()).isEqualTo(new TokenKeeper.Refreshes(1, 0, 0, 0, ""));
        assertThat(keeper.values()).containsExactly("one", "two");
    }

    @Test
    void withoutAFirstOneItCannotBegin() {
        TokenKeeper keeper = keeper(Duration.ofMinutes(5), false);
        assertThatThrownBy(keeper::open).isInstanceOf(NoTokenException.class);
        assertThat(next).isNull();
    }

    @Test
    void theLastOneIsUsedWhileNoneComes() throws Exception {
        TokenKeeper keeper = opened(60_000);
        answers.add("answered 500");
        passes();
        assertThat(keeper.headerValue()).isEqualTo("Bearer one");
        assertThat(nextMillis).as("a quarter of the margin").isEqualTo(7_500);
        answers.add("answered 503");
        passes();
        assertThat(keeper.refreshes()).isEqualTo(new TokenKeeper.Refreshes(0, 2, 2, 2, "answered 503"));
        answers.add(token("two", 60_000));
        passes();
        assertThat(keeper.headerValue()).isEqualTo("Bearer two");
        assertThat(keeper.refreshes()).isEqualTo(new TokenKeeper.Refreshes(1, 2, 0, 2, "answered 503"));
        assertThat(nextMillis).isEqualTo(30_000);
    }

    @Test
    void manyRefusalsOfOneTokenAreOneRefresh() throws Exception {
        TokenKeeper keeper = opened(0);
        time.advanceMillis(5);
        long sent = time.nanos();
        time.advanceMillis(5);
        answers.add(token("two", 0));
        assertThat(keeper.refused(sent)).isEmpty();
        assertThat(keeper.refused(sent)).isEmpty();
        assertThat(nextMillis).isZero();
        passes();
        assertThat(asked).isEqualTo(2);
        next = null;
        assertThat(keeper.refused(sent)).as("sent with the one before").isEmpty();
        assertThat(next).isNull();
        time.advanceMillis(100);
        keeper.refused(time.nanos());
        assertThat(next)
                .as("the new one is refused as well: not the token, or not so soon")
                .isNull();
        time.advanceMillis(2_000);
        answers.add(token("three", 0));
        keeper.refused(time.nanos());
        passes();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void aRefusalIsOursOnlyWhenTheTokenHasExpiredAndNoneCame() throws Exception {
        TokenKeeper keeper = opened(10_000);
        time.advanceMillis(9_000);
        long sent = time.nanos();
        assertThat(keeper.refused(sent)).as("it should have been good").isEmpty();
        time.advanceMillis(2_000);
        assertThat(keeper.refused(sent)).as("expired, and on its way").isEmpty();
        answers.add("answered 500");
        passes();
        assertThat(keeper.refused(sent)).contains("the token had expired and could not be refreshed: answered 500");
    }

    @Test
    void onceClosedItAsksForNoMore() throws Exception {
        TokenKeeper keeper = opened(1_000);
        keeper.close();
        assertThat(next).isNull();
        assertThat(keeper.headerValue()).isEqualTo("Bearer one");
    }
}
