package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** {@code /v1/tasks}: submit, wait for, look at, watch, cancel; and the models there are. */
final class TaskApi {
    private final TaskEngine engine;
    private final TokenStreams streams;
    private final WaitParameter waiting;

    /** The models with their prices, and once more as OpenAI's clients want to have them. */
    private record ModelList(List<Model> models, String object, List<OpenAiModel> data) {
        static final ModelList ALL = new ModelList(
                Model.ALL,
                "list",
                Model.names().stream()
                        .map(name -> new OpenAiModel(name, "model", 0, "orchestress"))
                        .toList());
    }

    /** @param created seconds since 1970; these models were always there */
    private record OpenAiModel(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {}

    /** A task in short. */
    private record Accepted(String taskId, TaskState state) {}

    TaskApi(TokenStreams streams) {
        this.engine = streams.engine;
        this.streams = streams;
        waiting = new WaitParameter(streams.timers);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/v1/tasks", this::submit),
                Route.of("GET", "/v1/tasks/{id}", this::get),
                Route.of("DELETE", "/v1/tasks/{id}", this::cancel),
                Route.of("GET", "/v1/tasks/{id}/events", this::events),
                Route.of("GET", "/v1/models", this::models));
    }

    private void submit(Exchange exchange) {
        Json body = Json.object(exchange.body);
        TaskSpec spec = spec(body);
        waiting.check(exchange);
        boolean waits = exchange.query("wait").isPresent();
        Task task = engine.submit(spec, Orders.says(body.text("prompt"), spec.model(), !waits, exchange))
                .orElseThrow(() -> ApiException.tooMany(
                        "queue_full", "every worker is busy and the queue is full", engine.retryAfterSeconds()));
        if (waits) {
            engine.attends(task, exchange);
        }
        waiting.answer(
                exchange,
                task.ended(),
                () -> Response.json(200, engine.view(task)),
                () -> Response.json(202, accepted(task, waits)));
    }

    private static Accepted accepted(Task task, boolean waited) {
        if (waited) {
            task.leftAlone();
        }
        return new Accepted(task.id(), waited ? task.state() : TaskState.QUEUED);
    }

    private static TaskSpec spec(Json body) {
        String prompt = body.text("prompt");
        String sizeText = body.optionalText("size").orElse(TaskSize.MEDIUM.text());
        TaskSize size = TaskSize.of(sizeText).orElseThrow(() -> Json.notOneOf("size", sizeText, TaskSize.texts()));
        String agent = body.optionalText("agent").orElseGet(() -> AgentRouter.route(prompt));
        if (!AgentRouter.types().contains(agent)) {
            throw Json.notOneOf("agent", agent, List.copyOf(AgentRouter.types()));
        }
        Model model = body.optionalText("model")
                .map(name -> Model.of(name).orElseThrow(() -> Json.notOneOf("model", name, Model.names())))
                .orElse(size.defaultModel);
        return new TaskSpec(agent, model, size, TaskSpec.tokensOf(prompt));
    }

    private void get(Exchange exchange) {
        exchange.answer(Response.json(200, engine.view(task(exchange))));
    }

    private void cancel(Exchange exchange) {
        Task task = task(exchange);
        engine.cancel(task);
        exchange.answer(Response.json(200, engine.view(task)));
    }

    private void events(Exchange exchange) {
        Task task = task(exchange);
        engine.attends(task, exchange);
        TaskEvents.start(task, streams, exchange);
    }

    private void models(Exchange exchange) {
        exchange.answer(Response.json(200, ModelList.ALL));
    }

    private Task task(Exchange exchange) {
        String id = exchange.parameter("id");
        return engine.find(id).orElseThrow(() -> ApiException.notFound("task", id));
    }
}
