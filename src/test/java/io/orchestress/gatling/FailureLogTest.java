package io.orchestress.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunMessages.FailureWords;
import io.orchestress.record.RunMessages.Text;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private final FailureLog log = new FailureLog(new Excerpt(List.of("s3cr3t-value")));

    private List<FailureWords> words() {
        return log.words(index -> "phase " + index);
    }

    private String told() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        log.tell(new PrintStream(out, true, UTF_8));
        return out.toString(UTF_8);
    }

    @Test
    void keepsTheFirstWordsOfEachKindWithTimePlaceAndCount() {
        log.failed("run", FailureClass.http(503), "HTTP 503: full", 1, 2.5);
        log.failed("run", FailureClass.http(503), "HTTP 503: still full", 1, 2.75);
        log.failed("run", FailureClass.http(503), "HTTP 503: full", 2, 3);
        log.failed("poll", FailureClass.TIMEOUT, "no answer", 0, 4);

        assertThat(words())
                .containsExactly(
                        new FailureWords(
                                "run",
                                FailureClass.http(503),
                                3,
                                List.of(
                                        new Text("HTTP 503: full", 2, "phase 1", 2.5),
                                        new Text("HTTP 503: still full", 1, "phase 1", 2.75))),
                        new FailureWords(
                                "poll", FailureClass.TIMEOUT, 1, List.of(new Text("no answer", 1, "phase 0", 4))));
    }

    @Test
    void whatIsInFlightAtTheEndHasNoWords() {
        log.failed("run", FailureClass.UNFINISHED, "", 1, 2.5);
        assertThat(words()).isEmpty();
    }

    @Test
    void tellsEachKindOnceAndNotOnTheThreadThatFails() {
        log.failed("run", FailureClass.http(503), "HTTP 503: full", 0, 1);
        log.failed("run", FailureClass.http(503), "HTTP 503: still full", 0, 1);
        log.failed("poll", FailureClass.http(503), "HTTP 503: full", 0, 1);

        assertThat(told().lines())
                .containsExactly(
                        "!! first failure of 'run': http-503 – HTTP 503: full",
                        "!! first failure of 'poll': http-503 – HTTP 503: full");
        assertThat(told()).isEmpty();
    }

    @Test
    void aTargetThatFailsInEverNewWaysFillsNeitherMemoryNorConsole() {
        for (int i = 0; i < 100_000; i++) {
            log.failed("request " + i % 1_000, FailureClass.CHECK, "reason " + i, 0, 1);
        }

        assertThat(told().lines()).hasSize(20);
        assertThat(words()).hasSize(RunMessages.MOST_KINDS).allSatisfy(kind -> {
            assertThat(kind.count()).isEqualTo(100);
            assertThat(kind.texts()).hasSize(3).allMatch(text -> text.count() == 1);
        });
    }

    /** An event loop does not pay for what a target makes different in every answer. */
    @Test
    void looksForSecretsInAFewOnly() {
        for (int i = 0; i < 1_000; i++) {
            log.failed("run", FailureClass.http(401), "GET /v1/me?token=" + i + " is refused", 0, 1);
        }
        assertThat(words()).singleElement().satisfies(kind -> {
            assertThat(kind.count()).isEqualTo(1_000);
            assertThat(kind.texts()).containsExactly(new Text("GET /v1/me?(redacted) is refused", 16, "phase 0", 1));
        });
    }

    @Test
    void whatDiffersInASecretOnlyIsOneText() {
        log.failed("run", FailureClass.http(401), "GET /v1/me?token=abc is refused", 0, 1);
        log.failed("run", FailureClass.http(401), "GET /v1/me?token=def is refused", 0, 2);

        assertThat(words())
                .singleElement()
                .satisfies(kind -> assertThat(kind.texts())
                        .containsExactly(new Text("GET /v1/me?(redacted) is refused", 2, "phase 0", 1)));
    }
}
