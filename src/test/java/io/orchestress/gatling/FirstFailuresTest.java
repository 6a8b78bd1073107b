package io.orchestress.gatling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.protocol.Reply;
import io.orchestress.recording.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class FirstFailuresTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final FirstFailures failures = new FirstFailures(new PrintStream(said, true, UTF_8));

    @Test
    void saysEachKindOnce() {
        failures.failed("run", Reply.failed(Outcome.http(503), "HTTP 503: full"));
        failures.failed("run", Reply.failed(Outcome.http(503), "HTTP 503: still full"));
        failures.failed("poll", Reply.failed(Outcome.http(503), "HTTP 503: full"));
        failures.failed("run", Reply.failed(Outcome.TIMEOUT, "no answer"));

        assertThat(said.toString(UTF_8).lines())
                .containsExactly(
                        "!! 'run' failed, first as http-503: HTTP 503: full",
                        "!! 'poll' failed, first as http-503: HTTP 503: full",
                        "!! 'run' failed, first as timeout: no answer");
    }

    @Test
    void whatATargetSendsIsNoCommandToATerminal() {
        failures.failed("run", Reply.failed(Outcome.MALFORMED, "\u001b[2Jgone\u0007"));

        assertThat(said.toString(UTF_8)).contains("?[2Jgone?").doesNotContain("\u001b");
    }

    @Test
    void doesNotFloodTheConsole() {
        for (int status = 400; status < 500; status++) {
            failures.failed("run", Reply.failed(Outcome.http(status), "no"));
        }

        assertThat(said.toString(UTF_8).lines()).hasSize(20);
    }
}
