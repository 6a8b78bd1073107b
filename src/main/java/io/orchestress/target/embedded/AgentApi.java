package io.orchestress.target.embedded;

import java.util.List;

/** {@code /v1/agents}: spawn, look at, stop. */
final class AgentApi {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 10_000;

    private final AgentRegistry agents;
    private final PausableTimers timers;
    private final long spawnNanos;

    private record Listing(List<AgentRegistry.Agent> agents, int total) {}

    AgentApi(AgentRegistry agents, PausableTimers timers, long spawnMillis) {
        this.agents = agents;
        this.timers = timers;
        spawnNanos = spawnMillis * 1_000_000;
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
        if (!AgentRouter.types().contains(type)) {
            throw Json.notOneOf("type", type, List.copyOf(AgentRouter.types()));
        }
        if (!agents.reserve()) {
            throw ApiException.tooMany("too_many_agents", "there is no room for another agent", 1);
        }
        if (spawnNanos == 0) {
            exchange.answer(Response.json(201, agents.spawn(type)));
        } else {
            timers.schedule(spawnNanos, () -> {
                AgentRegistry.Agent agent = agents.spawn(type);
                exchange.onEventLoop(() -> exchange.answer(Response.json(201, agent)));
            });
        }
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
