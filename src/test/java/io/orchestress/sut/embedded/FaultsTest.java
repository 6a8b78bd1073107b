package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.orchestress.sut.embedded.Client.Reply;
import io.orchestress.testkit.MoreTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    private static final String SIMPLE = "{\"prompt\":\"x\",\"size\":\"simple\"}";

    @RegisterExtension
    final Server server = new Server();

    private static long millisOf(Action action) throws Exception {
        long before = System.nanoTime();
        action.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
    }

    private interface Action {
        void run() throws Exception;
    }

    @Test
    void faultsArePutShownAndDeleted() throws Exception {
        Client client = server.client();
        Reply put = client.put("/admin/faults", "{\"errorRate\":0.25,\"hang\":true}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(client.get("/admin/faults").json()).isEqualTo(put.json());
        assertThat(put.json().path("errorRate").asDouble()).isEqualTo(0.25);
        assertThat(put.json().path("hang").asBoolean()).isTrue();
        assertThat(client.delete("/admin/faults").status()).isEqualTo(204);
        assertThat(client.get("/admin/faults").json().path("hang").asBoolean()).isFalse();
        assertThat(client.get("/v1/agents").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"errorRate\":2}   | errorRate is 2.0, must be a number from 0 to 1",
                "{\"errorRatio\":1}  | errorRatio",
                "{\"hang\":\"oops\"} | oops",
                "nothing             | not JSON",
            })
    void wrongFaultsAreRefusedAndChangeNothing(String body, String message) throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"bodyBytes\":5}");
        Reply refused = client.put("/admin/faults", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message")).contains(message);
        assertThat(client.get("/admin/faults").text("/bodyBytes")).isEqualTo("5");
    }

    @Test
    void errorsComeAtTheirRateAndAtWorkOnly() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"errorRate\":0.5}");
        int failed = 0;
        for (int i = 0; i < 400; i++) {
            Reply reply = client.get("/v1/agents");
            if (reply.status() == 500) {
                failed++;
                assertThat(reply.text("/error/type")).isEqualTo("injected");
            }
            assertThat(client.get("/health").status()).isEqualTo(200);
        }
        // 200 ± 6 standard deviations of 10
        assertThat(failed).isBetween(140, 260);
    }

    @Test
    void latencyComesBeforeEachAnswer() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"latencyMillis\":80}");
        assertThat(millisOf(() -> client.get("/v1/agents"))).isGreaterThanOrEqualTo(80);
    }

    @Test
    void hangingTakesWorkAndNeverAnswersButStillTellsTheTruth() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"hang\":true}");
        CompletableFuture<Reply> hanging = client.sending("GET", "/v1/agents", "");
        eventually(() -> client.get("/truth").text("/requestsReceived").equals("1"));
        assertThat(client.get("/health").status()).isEqualTo(200);
        assertThat(client.get("/truth").text("/requestsAnswered")).isEqualTo("0");
        client.delete("/admin/faults");
        assertThat(client.get("/v1/agents").status()).isEqualTo(200);
        assertThat(hanging).isNotDone();
    }

    @Test
    void droppingClosesTheConnectionWithoutAnAnswer() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"dropRate\":1}");
        assertThatThrownBy(() -> client.post("/v1/agents", "{\"type\":\"coder\"}"))
                .isInstanceOf(IOException.class);
        client.delete("/admin/faults");
        assertThat(client.get("/v1/agents").text("/total")).isEqualTo("0");
    }

    @Test
    void garbageIsNoJsonThoughTheWorkIsDone() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"garbageRate\":1}");
        Reply garbage = client.post("/v1/agents", "{\"type\":\"coder\"}");
        assertThat(garbage.status()).isEqualTo(201);
        assertThatThrownBy(garbage::json).hasCauseInstanceOf(JsonProcessingException.class);
        client.delete("/admin/faults");
        assertThat(client.get("/v1/agents").text("/total")).isEqualTo("1");
    }

    @Test
    void answersArePaddedAndStillJson() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"bodyBytes\":20000}");
        Reply padded = client.get("/v1/agents");
        assertThat(padded.raw().body()).hasSize(20_000);
        assertThat(padded.text("/total")).isEqualTo("0");
    }

    @Test
    void tasksFailAtTheEndOfTheirTimeWithAnError() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"taskFailureRate\":1}");
        Reply failed = client.post("/v1/tasks?wait=9", SIMPLE);
        assertThat(failed.status()).isEqualTo(200);
        assertThat(failed.text("/state")).isEqualTo("failed");
        assertThat(failed.text("/error/type")).isEqualTo("injected");
        assertThat(failed.json().has("output")).isFalse();
        assertThat(failed.json().path("serviceMillis").asDouble()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void leakedMemoryIsKeptUntilTheFaultsAreDeleted() throws Exception {
        Client client = server.client();
        client.put("/admin/faults", "{\"leakBytesPerRequest\":100000}");
        for (int i = 0; i < 5; i++) {
            client.get("/v1/agents");
        }
        assertThat(client.get("/metrics").raw().body()).contains("orchestrator_leaked_bytes 500000\n");
        client.put("/admin/faults", "{}");
        assertThat(client.get("/metrics").raw().body()).contains("orchestrator_leaked_bytes 500000\n");
        client.delete("/admin/faults");
        assertThat(client.get("/metrics").raw().body()).contains("orchestrator_leaked_bytes 0\n");
    }

    @Test
    void whileFrozenOnlyAdminAnswersThenEverythingGoesOn() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(2_000));
        String task = client.post("/v1/tasks", "{\"prompt\":\"x\",\"size\":\"complex\"}")
                .text("/taskId");
        client.put("/admin/faults", "{\"freezeMillis\":300000}");
        List<CompletableFuture<Reply>> held = new ArrayList<>();
        held.add(client.sending("GET", "/v1/tasks/" + task, ""));
        held.add(client.sending("GET", "/health", ""));
        held.add(client.sending("GET", "/truth", ""));
        held.add(client.sending("POST", "/v1/tasks?wait=9", SIMPLE));
        assertThat(client.get("/admin/faults").json().path("freezeMillis").asLong())
                .isBetween(200_000L, 300_000L);
        assertThat(held).noneMatch(CompletableFuture::isDone);
        client.delete("/admin/faults");
        for (CompletableFuture<Reply> reply : held) {
            assertThat(reply.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        assertThat(held.get(0).get().text("/state")).isEqualTo("running");
        assertThat(held.get(3).get().text("/state")).isEqualTo("completed");
    }

    @Test
    void aFreezeEndsByItselfAndCountsInTheResponseTime() throws Exception {
        Client client = server.client();
        client.get("/v1/agents");
        MoreTime.than(Duration.ofMillis(400), freeze -> {
            client.delete("/truth");
            client.put("/admin/faults", "{\"freezeMillis\":" + freeze.toMillis() + "}");
            CompletableFuture<Reply> first = client.sending("GET", "/v1/agents", "");
            assertThat(first.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
            long heldMicros = client.get("/truth")
                    .json()
                    .at("/operations/GET ~1v1~1agents/responseMicros/min")
                    .asLong();
            assertThat(heldMicros).isGreaterThan(50_000L);
        });
    }
}
