package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.orchestress.gatling.Requests.noErrorAt;

import io.orchestress.gatling.LoadSimulation;

/** Runs of a LangGraph server, of which those of every third user fail inside an HTTP 200. */
public final class FailingGraphSimulation extends LoadSimulation {
    public FailingGraphSimulation() {
        super(
                "smoke",
                requests -> exec(session -> session.set("fail", session.userId() % 3 == 0))
                        .exec(requests.http(
                                "run",
                                http -> http.post("/runs/wait")
                                        .body(
                                                StringBody(
                                                        "{\"assistant_id\":\"worker\","
                                                                + "\"input\":{\"input\":\"x\",\"steps\":1,\"delayMs\":1,\"fail\":#{fail}}}"))
                                        .check(
                                                noErrorAt("$.__error__"),
                                                jsonPath("$.output").is("done:x")))));
    }
}
