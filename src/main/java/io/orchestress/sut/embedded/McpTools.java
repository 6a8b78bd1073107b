package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.sut.embedded.JsonRpc.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tools: {@code spawn_agent}, {@code list_agents}, {@code run_task}, {@code get_task}. Their text is one JSON object. */
final class McpTools {
    private static final int STEPS = 4;

    private static final String WORKFLOW = "workflow";

    private final TaskEngine engine;
    private final WorkflowEngine workflows;
    private final ServerClock clock;
    private final AgentRegistry agents;
    private final AgentSpawner spawner;
    private final PausableTimers timers;

    /** What a failed tool says. */
    private record Failure(ApiError error) {}

    McpTools(
            TaskEngine engine,
            WorkflowEngine workflows,
            ServerClock clock,
            AgentRegistry agents,
            AgentSpawner spawner,
            PausableTimers timers) {
        this.engine = engine;
        this.workflows = workflows;
        this.clock = clock;
        this.agents = agents;
        this.spawner = spawner;
        this.timers = timers;
    }

    static ObjectNode capabilities() {
        ObjectNode capabilities = Json.newObject();
        capabilities.putObject("tools").put("listChanged", false);
        return capabilities;
    }

    static ObjectNode list() {
        Map<String, ?> text = Map.of("type", "string");
        Map<String, ?> type = Map.of("type", "string", "enum", List.copyOf(AgentRouter.types()));
        Map<String, ?> size = Map.of("type", "string", "enum", sizes());
        ObjectNode result = Json.newObject();
        result.putArray("tools")
                .add(tool("spawn_agent", "Spawns an agent", Map.of("type", type), List.of("type")))
                .add(tool("list_agents", "The newest agents and how many there are", Map.of(), List.of()))
                .add(tool(
                        "run_task",
                        "Runs a task, or for the size workflow the research workflow, and waits for its end",
                        Map.of("prompt", text, "size", size),
                        List.of("prompt")))
                .add(tool("get_task", "A task as it is now", Map.of("taskId", text), List.of("taskId")));
        return result;
    }

    private static ObjectNode tool(String name, String description, Map<String, ?> properties, List<String> required) {
        ObjectNode tool = Json.newObject().put("name", name).put("description", description);
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        schema.set("properties", Json.tree(properties));
        schema.set("required", Json.tree(required));
        return tool;
    }

    /** Answers at once or later. */
    void call(McpCall call) {
        try {
            switch (call.tool) {
                case "spawn_agent" ->
                    spawner.spawn(
                            call.arguments.text("type"), agent -> call.exchange.onEventLoop(() -> call.succeed(agent)));
                case "list_agents" ->
                    call.succeed(new AgentApi.Listing(agents.newest(AgentApi.DEFAULT_LIMIT), agents.count()));
                case "run_task" -> run(call);
                case "get_task" -> call.succeed(engine.view(find(call.arguments.text("taskId"))));
                default -> throw new Refusal(JsonRpc.INVALID_PARAMS, "Unknown tool: " + call.tool);
            }
        } catch (ApiException e) {
            call.fail(new Failure(e.error()));
        }
    }

    private Task find(String id) {
        return engine.find(id).orElseThrow(() -> ApiException.notFound("task", id));
    }

    /** A complex task, or one whose progress is asked for, is answered with a stream. */
    private void run(McpCall call) {
        String prompt = call.arguments.text("prompt");
        String sizeText = call.arguments.optionalText("size").orElse(TaskSize.MEDIUM.text());
        if (sizeText.equals(WORKFLOW)) {
            runWorkflow(call, prompt);
            return;
        }
        TaskSize size = TaskSize.of(sizeText).orElseThrow(() -> Json.notOneOf("size", sizeText, sizes()));
        TaskSpec spec = TaskSpec.of(prompt, size);
        Task task = engine.submit(spec, Orders.says(prompt, spec.model(), false, call.exchange))
                .orElseThrow(this::full);
        if (call.stateless) {
            call.exchange.whenGone(() -> engine.cancel(task));
        } else {
            engine.attends(task, call.exchange);
        }
        boolean progress = !call.progressToken().isMissingNode();
        if (progress || size == TaskSize.COMPLEX) {
            call.openStream();
        }
        if (progress && engine.hasAgents()) {
            task.eachTurn(() -> tellTurn(call, task));
        } else if (progress) {
            task.started().thenRun(() -> tell(call, task, 1));
        }
        task.ended().thenRun(() -> call.exchange.onEventLoop(() -> answer(call, engine.view(task))));
    }

    private void runWorkflow(McpCall call, String prompt) {
        WorkflowRun run = workflows
                .start(WorkflowDefinition.ALL.get(0), prompt, call.exchange)
                .orElseThrow(this::full);
        workflows.attends(run, call.exchange);
        call.openStream();
        run.ended()
                .thenRun(() -> call.exchange.onEventLoop(() -> {
                    WorkflowRun.View view = run.view(clock.nanos());
                    if (view.state().equals("completed")) {
                        call.succeed(view);
                    } else {
                        call.fail(view);
                    }
                }));
    }

    private ApiException full() {
        return ApiException.tooMany(
                "queue_full",
                "every worker is busy and the queue is full, retry after " + engine.retryAfterSeconds() + " s",
                engine.retryAfterSeconds());
    }

    private static List<String> sizes() {
        List<String> sizes = new ArrayList<>(TaskSize.texts());
        sizes.add(WORKFLOW);
        return sizes;
    }

    /** Tells that the agent's model has spoken once more; how often it will is not known. */
    private static void tellTurn(McpCall call, Task task) {
        int turns = task.turns();
        call.exchange.onEventLoop(() -> {
            if (!task.state().ended() && call.exchange.clientIsThere()) {
                call.progress(turns, 0);
            }
        });
    }

    /** Tells of each quarter of the service time but the last, whose end is the result. */
    private void tell(McpCall call, Task task, int step) {
        timers.schedule(
                task.serviceNanos / STEPS,
                () -> call.exchange.onEventLoop(() -> {
                    if (!task.state().ended() && call.exchange.clientIsThere()) {
                        call.progress(step, STEPS);
                        if (step < STEPS - 1) {
                            tell(call, task, step + 1);
                        }
                    }
                }));
    }

    private static void answer(McpCall call, TaskView task) {
        if (task.state() == TaskState.COMPLETED) {
            call.succeed(task);
        } else {
            call.fail(task);
        }
    }
}
