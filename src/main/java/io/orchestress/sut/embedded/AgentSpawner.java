package io.orchestress.sut.embedded;

import java.util.List;
import java.util.function.Consumer;

/** Spawns agents, whoever asks for them, in the time that it takes. */
final class AgentSpawner {
    private final AgentRegistry agents;
    private final PausableTimers timers;
    private final long spawnNanos;

    AgentSpawner(AgentRegistry agents, PausableTimers timers, long spawnMillis) {
        this.agents = agents;
        this.timers = timers;
        spawnNanos = spawnMillis * 1_000_000;
    }

    /**
     * Spawns one.
     *
     * @param then told of it when it is there, on any thread
     * @throws ApiException when there is no such type, or no room for another agent
     */
    void spawn(String type, Consumer<AgentRegistry.Agent> then) {
        if (!AgentRouter.types().contains(type)) {
            throw Json.notOneOf("type", type, List.copyOf(AgentRouter.types()));
        }
        if (!agents.reserve()) {
            throw ApiException.tooMany("too_many_agents", "there is no room for another agent", 1);
        }
        if (spawnNanos == 0) {
            then.accept(agents.spawn(type));
        } else {
            timers.schedule(spawnNanos, () -> then.accept(agents.spawn(type)));
        }
    }
}
