package load.scenario;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.status;
import static io.orchestress.gatling.Requests.noErrorAt;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A user of the embedded orchestrator: spawns an agent, then runs tasks and workflows. Short tasks are waited for in one request;
 * a complex one is submitted and polled.
 */
final class RestJourney implements Journey {
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    @Override
    public Optional<ChainBuilder> arrival(Requests requests) {
        return Optional.of(exec(requests.http(
                "spawn agent",
                http -> http.post("/v1/agents")
                        .body(StringBody("{\"type\":\"coder\"}"))
                        .check(status().is(201), jsonPath("$.agentId").exists()))));
    }

    @Override
    public ChainBuilder iteration(Requests requests) {
        return TaskMix.of(requests)
                .then("simple", runTask(requests, "simple"))
                .then("medium", runTask(requests, "medium"))
                .then("complex", submitAndPoll(requests))
                .then("workflow", runWorkflow(requests))
                .chain();
    }

    private static ChainBuilder runTask(Requests requests, String size) {
        return exec(requests.http(
                "run " + size + " task",
                http -> http.post("/v1/tasks?wait=30")
                        .body(StringBody(RestJourney::task))
                        .check(noErrorAt("$.error"), jsonPath("$.state").is("completed"))));
    }

    private static ChainBuilder submitAndPoll(Requests requests) {
        ChainBuilder submit = exec(requests.http(
                "submit complex task",
                http -> http.post("/v1/tasks")
                        .body(StringBody(RestJourney::task))
                        .check(
                                status().is(202),
                                jsonPath("$.taskId").saveAs("taskId"),
                                jsonPath("$.state").saveAs("state"))));
        Duration interval = requests.settings().protocols().pollInterval();
        ChainBuilder poll = exec(requests.http(
                "poll complex task",
                http -> http.get("/v1/tasks/#{taskId}")
                        .check(
                                noErrorAt("$.error"),
                                jsonPath("$.state")
                                        .in("queued", "running", "completed")
                                        .saveAs("state"))));
        return submit.exec(asLongAs(session -> !ENDED.contains(session.getString("state")))
                .on(pause(interval).exec(poll)));
    }

    private static ChainBuilder runWorkflow(Requests requests) {
        return exec(requests.http(
                "run workflow",
                http -> http.post("/v1/workflows/research/runs?wait=60")
                        .body(StringBody(session -> Json.object("input", session.getString("prompt"))))
                        .check(noErrorAt("$.error"), jsonPath("$.state").is("completed"))));
    }

    private static String task(Session session) {
        return Json.object("prompt", session.getString("prompt"), "size", session.getString("size"));
    }
}
