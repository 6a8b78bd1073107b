package io.orchestress.benchmark;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.orchestress.gatling.LoadSimulation;

/** The cheapest request there is. */
public final class AgentSimulation extends LoadSimulation {
    public AgentSimulation() {
        super(
                "smoke",
                requests -> exec(requests.http(
                        "get agent", http -> http.get("/v1/agents/agent-1").check(status().is(200)))));
    }
}
