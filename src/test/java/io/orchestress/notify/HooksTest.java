package io.orchestress.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.config.HookSettings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.Comparison;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.Ports;
import io.orchestress.testkit.SyntheticComparison;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against real sockets and real programs. */
class HooksTest {
    private static final String SECRET = "s3cr3t";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> answers = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(answers.get(Math.min(bodies.size(), answers.size()) - 1), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aWebhookIsToldOnceWithTheDocumentedPayload() throws Exception {
        answers.add(204);

        assertThat(tell(webhook("on = [fail, regression, critical-regression, verdict]"), failing()))
                .isTrue();

        assertThat(bodies).hasSize(1);
        assertThat(authorizations).containsExactly("Bearer " + SECRET);
        JsonNode payload = new ObjectMapper().readTree(bodies.get(0));
        assertThat(payload.path("version").asText()).isEqualTo("orchestress.verdict/1");
        assertThat(payload.path("id").asText()).isEqualTo(failing().runId() + "/chat");
        assertThat(payload.path("outcome").asText()).isEqualTo("FAIL");
        assertThat(payload.path("events").toString())
                .isEqualTo("[\"verdict\",\"fail\",\"regression\",\"critical-regression\"]");
        assertThat(payload.path("regressions")).hasSize(3);
        assertThat(payload.path("regressions").path(0).path("severity").asText())
                .isEqualTo("critical");
        assertThat(payload.path("text").asText())
                .startsWith("FAIL SpikeTest: ")
                .contains("• cost.per-task: 0.0125 USD → 0.0400 USD, +220 %")
                .endsWith("\nhttps://ci.example/7");
        assertThat(out.toString()).isEqualTo("hook chat: notified http://127.0.0.1:" + port() + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "404, 1, returned 404",
        "302, 1, 'returned 302, a redirect, which is not followed'",
        "503, 3, 'returned 503, 3 attempts'",
        "429, 3, 'returned 429, 3 attempts'"
    })
    void anAnswerThatRefusesIsSaid(int status, int attempts, String said) throws Exception {
        answers.add(status);

        assertThat(tell(webhook("on = [fail]"), failing())).isTrue();

        assertThat(bodies).hasSize(attempts);
        assertThat(out.toString())
                .isEqualTo("hook chat: FAILED, http://127.0.0.1:" + port() + " " + said + "; the verdict stays\n");
    }

    @Test
    void aSecondAttemptIsEnough() throws Exception {
        answers.addAll(List.of(500, 200));

        assertThat(tell(webhook("on = [fail], required = true"), failing())).isTrue();
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(0)).isEqualTo(bodies.get(1));
    }

    @Test
    void aRequiredHookThatIsNotToldIsNotWell() throws Exception {
        answers.add(404);

        assertThat(tell(webhook("on = [fail], required = true"), failing())).isFalse();
        assertThat(out.toString()).contains("it is required");
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String hooks = "chat { on = [fail], url = \"http://127.0.0.1:" + silent.getLocalPort() + "/" + SECRET
                    + "\", timeout = 200 ms, attempts = 2 }";

            assertThat(tell(hooks, failing())).isTrue();
        }
        assertThat(out.toString())
                .contains("no response within 200 ms, 2 attempts")
                .doesNotContain(SECRET);
    }

    @Test
    void aConnectionThatIsRefusedIsSaidWithoutTheAddress() throws Exception {
        try (Ports.Closed nobody = Ports.closed()) {
            assertThat(tell("chat { on = [fail], url = \"" + nobody.url() + "/" + SECRET + "\" }", failing()))
                    .isTrue();
        }
        assertThat(out.toString())
                .contains("no response: nothing listens there, 3 attempts")
                .doesNotContain(SECRET);
    }

    @Test
    void aCommandGetsPayloadAndFactsAndItsOutputIsShown() throws Exception {
        Path body = folder.resolve("body.json");
        Path script = Files.writeString(
                folder.resolve("roll-back.sh"),
                "cat > " + body + "\necho \"$ORCHESTRESS_HOOK $ORCHESTRESS_OUTCOME $ORCHESTRESS_REGRESSIONS\"\n");

        assertThat(tell("roll-back { on = [critical-regression], command = [sh, \"" + script + "\"] }", failing()))
                .isTrue();

        assertThat(new ObjectMapper()
                        .readTree(Files.readString(body))
                        .path("id")
                        .asText())
                .endsWith("/roll-back");
        assertThat(out.toString()).isEqualTo("hook roll-back: notified sh " + script + "\n  | roll-back FAIL 3\n");
    }

    @Test
    void aCommandThatFailsOrHangsIsSaid() throws Exception {
        String hooks = "a { on = [fail], command = [sh, -c, \"echo no; exit 3\"], required = true }\n"
                + "b { on = [fail], command = [sh, -c, \"sleep 60 & sleep 60\"], timeout = 200 ms }";

        assertThat(tell(hooks, failing())).isFalse();

        assertThat(out.toString())
                .contains("ended with 3; it is required\n  | no\n")
                .contains("did not end within 200 ms and was killed; the verdict stays");
    }

    @Test
    void nobodyIsToldOfWhatTheyDidNotAskFor() throws Exception {
        answers.add(200);
        String hooks = webhook("on = [fail, inconclusive, regression, critical-regression, warn]");

        assertThat(tell(hooks, passing(SyntheticComparison.passing()))).isTrue();
        assertThat(bodies).isEmpty();

        tell(webhook("on = [pass]"), passing(SyntheticComparison.passing()));
        assertThat(bodies).hasSize(1);
    }

    @Test
    void aRehearsalTellsNobody() throws Exception {
        new Hooks(settings(webhook("on = [fail]")), Duration.ZERO, new PrintWriter(out, true))
                .rehearse(news(failing()));

        assertThat(bodies).isEmpty();
        assertThat(out.toString())
                .contains("would notify http://127.0.0.1:" + port(), "\"version\":\"orchestress.verdict/1\"")
                .doesNotContain(SECRET);
    }

    private String webhook(String more) {
        return "chat { url = \"http://127.0.0.1:" + port() + "/services/" + SECRET
                + "\", headers { Authorization = \"Bearer " + SECRET + "\" }, timeout = 20 s, " + more + " }";
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private boolean tell(String hooks, RunRecord run) throws Exception {
        return new Hooks(settings(hooks), Duration.ZERO, new PrintWriter(out, true)).tell(news(run));
    }

    private HookSettings settings(String hooks) throws IOException {
        Properties properties = new Properties();
        Path file = Files.writeString(folder.resolve("hooks.conf"), "orchestress.hooks {\n" + hooks + "\n}");
        properties.setProperty("config", file.toString());
        return SettingsLoader.load(properties).hooks();
    }

    private static Notification news(RunRecord run) {
        return new Notification(
                run,
                Objects.requireNonNull(run.verdict()),
                Path.of("results", "x"),
                Optional.of(URI.create("https://ci.example/7")));
    }

    private static RunRecord failing() {
        return SyntheticFindings.spike().build().record().withComparison(SyntheticComparison.failing());
    }

    private static RunRecord passing(Comparison comparison) {
        return SyntheticFindings.calm().build().record().withComparison(comparison);
    }
}
