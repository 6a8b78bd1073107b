package io.orchestress.sut.embedded;

import java.util.List;
import java.util.Map;

/** {@code /v1/workflows}: what there is, run one, look at a run. */
final class WorkflowApi {
    private final WorkflowEngine workflows;
    private final TaskEngine engine;
    private final ServerClock clock;
    private final WaitParameter waiting;

    WorkflowApi(WorkflowEngine workflows, TaskEngine engine, PausableTimers timers, ServerClock clock) {
        this.workflows = workflows;
        this.engine = engine;
        this.clock = clock;
        waiting = new WaitParameter(timers);
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/v1/workflows", this::list),
                Route.of("POST", "/v1/workflows/{name}/runs", this::run),
                Route.of("GET", "/v1/workflows/runs/{id}", this::get));
    }

    private void list(Exchange exchange) {
        exchange.answer(Response.json(200, Map.of("workflows", WorkflowDefinition.ALL)));
    }

    private void run(Exchange exchange) {
        String name = exchange.parameter("name");
        WorkflowDefinition definition = WorkflowDefinition.ALL.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("workflow", name));
        String input = Json.object(exchange.body).text("input");
        waiting.check(exchange);
        WorkflowRun run = workflows
                .start(definition, input, exchange)
                .orElseThrow(() -> ApiException.tooMany(
                        "queue_full", "every worker is busy and the queue is full", engine.retryAfterSeconds()));
        if (exchange.query("wait").isPresent()) {
            workflows.attends(run, exchange);
        }
        waiting.answer(exchange, run.ended(), () -> answer(200, run), () -> answer(202, run));
    }

    private void get(Exchange exchange) {
        String id = exchange.parameter("id");
        WorkflowRun run = workflows.find(id).orElseThrow(() -> ApiException.notFound("run", id));
        exchange.answer(answer(200, run));
    }

    private Response answer(int status, WorkflowRun run) {
        return Response.json(status, run.view(clock.nanos()));
    }
}
