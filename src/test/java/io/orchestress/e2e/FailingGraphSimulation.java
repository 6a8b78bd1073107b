package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import java.util.Map;

/** Runs of a LangGraph server, of which those of every fourth user fail, and those of the user before it ask a question back. */
public final class FailingGraphSimulation extends LoadSimulation {
    public FailingGraphSimulation() {
        super("smoke", FailingGraphSimulation::iteration);
    }

    private static ChainBuilder iteration(Requests requests) {
        LangGraphCalls good = calls(requests, "{\"input\": \"x\"}");
        LangGraphCalls failing = calls(requests, "{\"input\": \"x\", \"fail\": true}");
        LangGraphCalls asking = calls(requests, "{\"input\": \"x\", \"ask\": true}");
        return exec(requests.call(
                        "create thread",
                        session -> good.createThread(requests.url()),
                        (session, reply) -> session.set("thread", reply.value().asText())))
                .exec(requests.call("run", session -> {
                    long of = session.userId() % 4;
                    LangGraphCalls calls = of == 0 ? failing : of == 3 ? asking : good;
                    return calls.run(requests.url(), session.getString("thread"), Map.of());
                }));
    }

    private static LangGraphCalls calls(Requests requests, String input) {
        LangGraphSettings settings = requests.settings().protocols().of(LangGraphSettings.class);
        return new LangGraphCalls(new LangGraphSettings(
                settings.assistant(), settings.mode(), settings.streamModes(), input, settings.tokenPointer()));
    }
}
