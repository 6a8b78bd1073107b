package io.orchestress.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.protocol.Call;
import io.orchestress.transport.Outbound;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RestTaskTest {
    private static final URI TARGET = URI.create("http://127.0.0.1:3401");

    @Test
    void putsTheFirstRequest() {
        Outbound.Http request = http(new RestTask(Mappings.of("conf/targets/conductor.conf", "execute"))
                .first(TARGET, Map.of("prompt", "say \"hi\"", "size", "simple", "uuid", "a b")));

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri())
                .hasToString("http://127.0.0.1:3401/api/workflow/execute/orchestress_agent/1"
                        + "?waitForSeconds=30&requestId=a%20b");
        assertThat(body(request))
                .isEqualTo("{\"name\": \"orchestress_agent\", \"version\": 1, "
                        + "\"input\": {\"prompt\": \"say \\\"hi\\\"\", \"size\": \"simple\"}}");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
    }

    @Test
    void putsThePollAndTheStream() {
        Map<String, String> values = Map.of("id", "inv/1?x");
        RestTask polled = new RestTask(Mappings.of("conf/targets/restate.conf", "send"));
        RestTask watched = new RestTask(Mappings.of("conf/targets/conductor.conf", "agent"));
        Outbound.Http poll = http(polled.poll(URI.create("http://127.0.0.1:3501/"), values, 0));
        Outbound.Http stream = http(watched.stream(TARGET, values));

        assertThat(poll.method()).isEqualTo("GET");
        assertThat(poll.uri()).hasToString("http://127.0.0.1:3501/restate/invocation/inv%2F1%3Fx/output");
        assertThat(poll.body()).isEmpty();
        assertThat(poll.headers()).doesNotContainKey("Content-Type");
        assertThat(stream.uri()).hasToString("http://127.0.0.1:3401/api/agent/stream/inv%2F1%3Fx");
        assertThat(stream.headers()).containsEntry("Accept", "text/event-stream");
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void anyPromptArrivesAsItIs(long seed) throws IOException {
        String prompt = anyText(new Random(seed));

        Outbound.Http request =
                http(new RestTask(Mappings.of("", "run")).first(TARGET, Map.of("prompt", prompt, "size", "simple")));

        JsonNode body = new ObjectMapper().readTree(request.body());
        assertThat(body.get("prompt").textValue()).isEqualTo(prompt);
        assertThat(body.size()).isEqualTo(2);
    }

    private static String anyText(Random random) {
        return random.ints(random.nextInt(40), 0, 0xD800)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .append("\"\\#{size}\n")
                .toString();
    }

    private static Outbound.Http http(Call call) {
        return (Outbound.Http) call.request();
    }

    private static String body(Outbound.Http request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
