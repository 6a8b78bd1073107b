package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import java.util.Map;

/** Runs of a LangGraph server, of which those of every fourth user fail, and those of the user before it ask a question back. */
public final class FailingGraphSimulation extends LoadSimulation {
    /** A configuration with an input for it; an empty text is false to the graph. */
    static final String CONFIG = """
            orchestress.protocols.langgraph.input = \"""{"input": "x", "fail": #{fail}, "ask": #{ask}}\"""
            """;

    public FailingGraphSimulation() {
        super("smoke", FailingGraphSimulation::iteration);
    }

    private static ChainBuilder iteration(Requests requests) {
        LangGraphCalls calls =
                new LangGraphCalls(requests.settings().protocols().langgraph());
        return exec(requests.call(
                        "create thread",
                        session -> calls.createThread(requests.url()),
                        (session, reply) -> session.set("thread", reply.value().asText())))
                .exec(requests.call("run", session -> {
                    Map<String, String> values = Requests.values(session);
                    values.put("fail", session.userId() % 4 == 0 ? "yes" : "");
                    values.put("ask", session.userId() % 4 == 3 ? "yes" : "");
                    return calls.run(requests.url(), session.getString("thread"), values);
                }));
    }
}
