package io.orchestress.sut.embedded;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Agents that were spawned and not stopped. */
final class AgentRegistry {
    private static final Pattern ID = Pattern.compile("agent-[1-9][0-9]{0,17}");

    private final int max;
    private final ConcurrentNavigableMap<Long, Agent> agents = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger places = new AtomicInteger();

    /** An agent as clients see it; {@code state} is always idle: tasks are given to a type, not to one agent. */
    record Agent(String agentId, String type, String state) {}

    /** @param max agents that there can be at the same time */
    AgentRegistry(int max) {
        this.max = max;
    }

    /** Takes a place for an agent that is to be spawned; false when all are taken. */
    boolean reserve() {
        if (places.incrementAndGet() <= max) {
            return true;
        }
        places.decrementAndGet();
        return false;
    }

    /** Spawns an agent in a place that was reserved. */
    Agent spawn(String type) {
        long number = numbers.incrementAndGet();
        Agent agent = new Agent("agent-" + number, type, "idle");
        agents.put(number, agent);
        return agent;
    }

    Optional<Agent> find(String id) {
        return Optional.ofNullable(agents.get(number(id)));
    }

    Optional<Agent> stop(String id) {
        Agent stopped = agents.remove(number(id));
        if (stopped != null) {
            places.decrementAndGet();
        }
        return Optional.ofNullable(stopped);
    }

    /** The newest, newest first. */
    List<Agent> newest(int limit) {
        return agents.descendingMap().values().stream().limit(limit).toList();
    }

    int count() {
        return agents.size();
    }

    /** The number in an id; 0, which no agent has, for anything else. */
    private static long number(String id) {
        if (!ID.matcher(id).matches()) {
            return 0;
        }
        return Long.parseLong(id, "agent-".length(), id.length(), 10);
    }
}
