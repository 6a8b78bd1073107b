package io.orchestress.sut.embedded;

import java.util.List;

/** {@code /v1/agents}: spawn, look at, stop. */
final class AgentApi {
    static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 10_000;

    private final AgentRegistry agents;
    private final AgentSpawner spawner;

    /** The newest agents, and how many there are. */
    record Listing(List<AgentRegistry.Agent> agents, int total) {}

    AgentApi(AgentRegistry agents, AgentSpawner spawner) {
        this.agents = agents;
        this.spawner = spawner;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/v1/agents/{id}", this::get),
                Route.of("POST", "/v1/agents", this::spawn),
                Route.of("GET", "/v1/agents", this::list),
                Route.of("DELETE", "/v1/agents/{id}", this::stop));
    }

    private void spawn(Exchange exchange) {
        String type = Json.object(exchange.body).text("type");
        spawner.spawn(type, agent -> exchange.onEventLoop(() -> exchange.answer(Response.json(201, agent))));
    }

    private void list(Exchange exchange) {
        int limit = exchange.query("limit").map(AgentApi::limit).orElse(DEFAULT_LIMIT);
        exchange.answer(Response.json(200, new Listing(agents.newest(limit), agents.count())));
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_LIMIT) {
            throw ApiException.badRequest("limit is '" + text + "', must be a whole number from 0 to " + MAX_LIMIT);
        }
        return Integer.parseInt(text);
    }

    private void get(Exchange exchange) {
        String id = exchange.parameter("id");
        exchange.answer(Response.json(200, agents.find(id).orElseThrow(() -> ApiException.notFound("agent", id))));
    }

    private void stop(Exchange exchange) {
        String id = exchange.parameter("id");
        if (agents.stop(id).isEmpty()) {
            throw ApiException.notFound("agent", id);
        }
        exchange.answer(Response.noContent());
    }
}
