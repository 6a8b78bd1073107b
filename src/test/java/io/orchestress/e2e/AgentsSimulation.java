package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;

import io.orchestress.gatling.LoadSimulation;

/** One cheap request an iteration. */
public final class AgentsSimulation extends LoadSimulation {
    public AgentsSimulation() {
        super(
                "smoke",
                requests -> exec(requests.http(
                        "list agents",
                        http -> http.get("/v1/agents").check(jsonPath("$").exists()))));
    }
}
