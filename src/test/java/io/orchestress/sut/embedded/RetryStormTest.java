package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.AgentServer.mark;
import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.fault.FaultEffects;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.sut.embedded.agent.Bugs.Bug;
import io.orchestress.workload.kind.PhaseKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An orchestrator with and without back-off, behind which a model answers 429: what the journal of the backend says of it. */
@Timeout(120)
class RetryStormTest {
    private static final double NANOS = 1e9;
    private static final double SECONDS = 6;
    private static final int ENOUGH = 25;

    @RegisterExtension
    final AgentServer server = new AgentServer();

    @TempDir
    private Path folder;

    private final List<String> tasks = new ArrayList<>();
    private int number;

    /** One task after the other until the time is over, and as many are done as a judgement needs; each takes a while, for its model does. */
    private void work(Client client, long untilNanos) throws Exception {
        int enough = tasks.size() + ENOUGH;
        while (System.nanoTime() < untilNanos || tasks.size() < enough) {
            String mark = mark(++number);
            long start = System.nanoTime();
            String state = client.post("/v1/tasks?wait=9", "{\"prompt\":\"say " + mark + "\"}")
                    .json()
                    .path("state")
                    .asText();
            tasks.add("{\"task\":\"" + mark + "\",\"request\":\"task\",\"start\":" + start + ",\"end\":"
                    + System.nanoTime() + ",\"outcome\":\"" + (state.equals("completed") ? "ok" : "task-failed")
                    + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyWhoRetriesWithoutPausesIsAStorm(boolean bug) throws Exception {
        AgentServer wanted = bug ? server.bug(Bug.RETRY_STORM) : server.calls(3, 60_000);
        Client client = wanted.start(AgentServer.SCRIPT.replace("first-token = 0 ms", "first-token = 100 ms"));
        Instant at = Instant.now();
        long zero = System.nanoTime();
        work(client, zero + (long) (SECONDS * NANOS));
        HttpRequest fault = HttpRequest.newBuilder(URI.create(server.backend().url() + "/faults"))
                .PUT(BodyPublishers.ofString("429 retry-after=100ms"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(fault, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        double faultFrom = (System.nanoTime() - zero) / NANOS;
        work(client, zero + (long) ((faultFrom + SECONDS) * NANOS));
        double end = (System.nanoTime() - zero) / NANOS;
        server.calls();
        Files.copy(server.journal(), folder.resolve("backend-calls.jsonl"));
        Files.writeString(
                folder.resolve("tasks.jsonl"),
                "{\"nanos\":" + zero + ",\"at\":\"" + at + "\"}\n" + String.join("\n", tasks) + "\n");

        List<FaultEffect> effects = FaultEffects.of(
                List.of(
                        new PlannedPhase("steady", PhaseKind.STEADY, false, 0, faultFrom, 1, 1, Map.of()),
                        new PlannedPhase(
                                "fault", PhaseKind.FAULT, true, faultFrom, end, 1, 1, Map.of("backend", "429"))),
                folder,
                at);

        assertThat(effects).singleElement().satisfies(effect -> {
            assertThat(effect.failed()).isEqualTo(effect.tasks()).isPositive();
            assertThat(effect.referenceFailed()).isZero();
            assertThat(effect.hit()).isEqualTo(effect.calls());
            if (bug) {
                assertThat(effect.stormLow()).isGreaterThan(30);
                assertThat(effect.retryGapMillis()).isLessThan(100);
            } else {
                assertThat(effect.storm()).isBetween(2.5, 3.5);
                assertThat(effect.stormLow()).isLessThan(6);
                assertThat(effect.retryGapMillis()).isGreaterThanOrEqualTo(90);
            }
        });
    }
}
