package load.scenario;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.orchestress.gatling.Requests.noErrorAt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import java.util.List;

/** A client of an OpenAI-compatible server that waits for whole chat completions. */
final class OpenAiJourney implements Journey {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> SIZES = List.of("simple", "medium", "complex", "workflow");

    @Override
    public ChainBuilder iteration(Requests requests) {
        TaskMix mix = TaskMix.of(requests);
        for (String size : SIZES) {
            mix = mix.then(size, complete(requests, size));
        }
        return mix.chain();
    }

    /** Complete means a finish reason: an answer cut off on the way has none. */
    private static ChainBuilder complete(Requests requests, String size) {
        String model = requests.settings().protocols().openai().model();
        return exec(requests.http(
                "complete " + size,
                http -> http.post("/v1/chat/completions")
                        .body(StringBody(session -> body(model, session)))
                        .check(
                                noErrorAt("$.error"),
                                jsonPath("$.choices[0].finish_reason").in("stop", "tool_calls"))));
    }

    private static String body(String model, Session session) {
        ObjectNode body = MAPPER.createObjectNode().put("model", model);
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .put("content", session.getString("size") + ": " + session.getString("prompt"));
        return body.toString();
    }
}
