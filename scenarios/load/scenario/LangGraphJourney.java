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
import java.util.Map;
import java.util.TreeMap;

/**
 * A client of a LangGraph server: makes a thread, then runs the assistant and waits for the final state. A run that fails is an
 * HTTP 200 with {@code __error__} inside.
 */
final class LangGraphJourney implements Journey {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Steps that the graph takes for a task of each size. */
    private static final Map<String, Integer> STEPS =
            new TreeMap<>(Map.of("simple", 1, "medium", 3, "complex", 6, "workflow", 10));

    @Override
    public ChainBuilder iteration(Requests requests) {
        ChainBuilder createThread = exec(requests.http(
                "create thread",
                http -> http.post("/threads")
                        .body(StringBody("{}"))
                        .check(jsonPath("$.thread_id").exists())));
        TaskMix mix = TaskMix.of(requests);
        for (String size : STEPS.keySet()) {
            mix = mix.then(size, run(requests, size));
        }
        return createThread.exec(mix.chain());
    }

    private static ChainBuilder run(Requests requests, String size) {
        String assistant = requests.settings().protocols().langgraph().assistant();
        return exec(requests.http(
                "run " + size,
                http -> http.post("/runs/wait")
                        .body(StringBody(session -> body(assistant, session)))
                        .check(noErrorAt("$.__error__"), jsonPath("$.output").exists())));
    }

    private static String body(String assistant, Session session) {
        ObjectNode body = MAPPER.createObjectNode().put("assistant_id", assistant);
        body.putObject("input")
                .put("input", session.getString("prompt"))
                .put("steps", STEPS.get(session.getString("size")))
                .put("delayMs", 10);
        return body.toString();
    }
}
