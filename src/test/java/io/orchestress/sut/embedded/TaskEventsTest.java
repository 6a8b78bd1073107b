package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.sut.embedded.Client.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TaskEventsTest {
    @RegisterExtension
    final Server server = new Server();

    private static List<String> events(Reply stream) {
        return Arrays.stream(stream.raw().body().split("\n\n"))
                .map(event -> event.replaceFirst("(?s)event: (\\w+)\ndata: .*", "$1"))
                .toList();
    }

    @Test
    void tellsTheStatesThenTheTokensThenTheEnd() throws Exception {
        Client client = server.with(Server.quick().workers(1).meanServiceMillis(200));
        client.post("/v1/tasks", "{\"prompt\":\"x\",\"size\":\"complex\"}");
        String id = client.post("/v1/tasks", "{\"prompt\":\"x\",\"size\":\"simple\"}")
                .text("/taskId");
        Reply stream = client.get("/v1/tasks/" + id + "/events");
        assertThat(stream.header("content-type")).isEqualTo("text/event-stream");
        List<String> events = events(stream);
        assertThat(events.subList(0, 2)).containsExactly("state", "state");
        assertThat(events.subList(2, 18)).containsOnly("token");
        assertThat(events.subList(18, events.size())).containsExactly("state", "done");
        assertThat(stream.raw().body())
                .containsSubsequence("\"queued\"", "\"running\"", "\"completed\"", "\"output\":\"the agent has");
    }

    @Test
    void tokensCarryTheOutput() throws Exception {
        Client client = server.client();
        String id = client.post("/v1/tasks?wait=9", "{\"prompt\":\"x\",\"size\":\"simple\"}")
                .text("/taskId");
        Reply stream = client.get("/v1/tasks/" + id + "/events");
        String text = Arrays.stream(stream.raw().body().split("\n\n"))
                .filter(event -> event.startsWith("event: token"))
                .map(event -> event.replaceFirst("(?s).*\"text\":\"([^\"]*)\".*", "$1"))
                .reduce("", String::concat);
        assertThat(text.strip()).isEqualTo(client.get("/v1/tasks/" + id).text("/output"));
    }

    @Test
    void aCancelledTaskEndsItsStream() throws Exception {
        Client client = server.with(Server.quick().workers(1).meanServiceMillis(3_600_000));
        String id = client.post("/v1/tasks", "{\"prompt\":\"x\"}").text("/taskId");
        CompletableFuture<Reply> stream = client.sending("GET", "/v1/tasks/" + id + "/events", "");
        client.delete("/v1/tasks/" + id);
        assertThat(events(stream.get())).startsWith("state").endsWith("state", "done");
        assertThat(stream.get().raw().body()).contains("\"cancelled\"");
    }

    @Test
    void theConnectionServesTheNextRequestAfterAStream() throws Exception {
        Client client = server.client();
        String id = client.post("/v1/tasks?wait=9", "{\"prompt\":\"x\"}").text("/taskId");
        assertThat(events(client.get("/v1/tasks/" + id + "/events"))).endsWith("done");
        assertThat(events(client.get("/v1/tasks/" + id + "/events"))).endsWith("done");
        assertThat(client.get("/v1/tasks/none/events").status()).isEqualTo(404);
    }

    @Test
    void tokensAreDueEvenlyAtTheirRateOrFasterToFitTheServiceTime() {
        TaskSpec spec = new TaskSpec("coder", Model.SWIFT, TaskSize.SIMPLE, 1);
        Task atRate = new Task(1, spec, 1_000_000_000, 100, 0);
        atRate.start(0, 5);
        assertThat(atRate.tokensAt(5 + 9_999_999)).isZero();
        assertThat(atRate.tokensAt(5 + 10_000_000)).isEqualTo(1);
        assertThat(atRate.tokensAt(5 + 159_999_999)).isEqualTo(15);
        assertThat(atRate.tokensAt(5 + 900_000_000)).isEqualTo(16);
        assertThat(atRate.nanosUntilToken(3, 5 + 10_000_000)).isEqualTo(20_000_000);

        Task squeezed = new Task(2, spec, 16_000_000, 100, 0);
        squeezed.start(0, 0);
        assertThat(squeezed.tokensAt(8_000_000)).isEqualTo(8);
    }
}
