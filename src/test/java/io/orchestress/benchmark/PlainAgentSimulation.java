package io.orchestress.benchmark;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Simulation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** {@link AgentSimulation} as a user of plain Gatling writes it: same protocol, same request, same loop, nothing of ours. */
public final class PlainAgentSimulation extends Simulation {
    private final long nanos = Integer.getInteger("measure.seconds") * 1_000_000_000L;
    private final AtomicLong start = new AtomicLong();

    public PlainAgentSimulation() {
        setUp(scenario("plain")
                        .exec(asLongAs(session -> goesOn())
                                .on(http("get agent")
                                        .get("/v1/agents/agent-1")
                                        .check(status().is(200))
                                        .requestTimeout(Duration.ofSeconds(60))))
                        .injectClosed(constantConcurrentUsers(Integer.getInteger("measure.users"))
                                .during(Duration.ofNanos(nanos))))
                .protocols(http.baseUrl(System.getProperty("target"))
                        .disableWarmUp()
                        .disableCaching()
                        .acceptHeader("application/json")
                        .contentTypeHeader("application/json")
                        .userAgentHeader("Orchestress"))
                .maxDuration(Duration.ofNanos(nanos).plusSeconds(10));
    }

    private boolean goesOn() {
        long now = System.nanoTime();
        start.compareAndSet(0, now);
        return now - start.get() < nanos;
    }
}
