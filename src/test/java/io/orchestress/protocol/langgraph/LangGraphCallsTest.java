package io.orchestress.protocol.langgraph;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Reply;
import io.orchestress.testkit.Played;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LangGraphCallsTest {
    private static final URI TARGET = URI.create("http://127.0.0.1:2124/");
    private static final Map<String, String> VALUES = Map.of("prompt", "say \"hi\"", "size", "medium");

    @Test
    void aThread() {
        Outbound.Http request =
                (Outbound.Http) calls(RunMode.WAIT).createThread(TARGET).request();

        assertThat(request.uri()).hasToString("http://127.0.0.1:2124/threads");
        assertThat(body(request)).isEqualTo("{}");
    }

    @Test
    void theThreadsIdIsInItsAnswer() {
        String thread = "{\"thread_id\":\"01a1fcdb-66a8-750c-9643-04c1227d62c8\",\"status\":\"idle\",\"config\":{}}";

        assertThat(thread(thread).value().asText()).isEqualTo("01a1fcdb-66a8-750c-9643-04c1227d62c8");
        assertThat(thread("{\"thread_id\":null}").outcome()).isEqualTo(FailureClass.MALFORMED);
        assertThat(thread("{\"thread_id\":\"" + "1".repeat(9000) + "\"}").outcome())
                .isEqualTo(FailureClass.MALFORMED);
        assertThat(thread("<html>").outcome()).isEqualTo(FailureClass.MALFORMED);
    }

    @Test
    void aRunThatIsWaitedFor() {
        Outbound.Http request = (Outbound.Http)
                calls(RunMode.WAIT).run(TARGET, "01a1/../x", VALUES).request();

        assertThat(request.uri()).hasToString("http://127.0.0.1:2124/threads/01a1%2F..%2Fx/runs/wait");
        assertThat(body(request))
                .isEqualTo(
                        "{\"assistant_id\":\"worker\",\"input\":{\"input\": \"say \\\"hi\\\"\", \"size\": \"medium\"}}");
    }

    @Test
    void aRunThatIsStreamed() {
        Outbound.Http request = (Outbound.Http)
                calls(RunMode.STREAM).run(TARGET, "01a1", VALUES).request();

        assertThat(request.uri()).hasToString("http://127.0.0.1:2124/threads/01a1/runs/stream");
        assertThat(request.headers()).containsEntry("Accept", "text/event-stream");
        assertThat(body(request)).endsWith(",\"stream_mode\":[\"updates\",\"custom\"]}");
    }

    private static Reply thread(String body) {
        return Played.body(200, "application/json", body)
                .to(calls(RunMode.WAIT).createThread(TARGET).answer().get());
    }

    private static LangGraphCalls calls(RunMode mode) {
        return new LangGraphCalls(new LangGraphSettings(
                "worker", mode, List.of("updates", "custom"), "{\"input\": #{prompt}, \"size\": #{size}}", "/token"));
    }

    private static String body(Outbound.Http request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
