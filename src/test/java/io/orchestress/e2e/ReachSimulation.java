package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.status;

import com.fasterxml.jackson.databind.node.NullNode;
import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseEvent;
import java.util.Map;

/** One request by Gatling's client and one by the wire of the protocols. */
public final class ReachSimulation extends LoadSimulation {
    public ReachSimulation() {
        super("smoke", ReachSimulation::iteration);
    }

    private static ChainBuilder iteration(Requests requests) {
        return exec(requests.http("http", http -> http.get("/a?b=c").check(status().is(200))))
                .exec(session -> session.reset())
                .exec(requests.http("http after reset", http -> http.get("/").check(status().is(200))))
                .exec(requests.call(
                        "call",
                        session -> new Call(
                                new Outbound.Http("GET", requests.url().resolve("/a"), Map.of(), new byte[0]),
                                AnyAnswer::new)));
    }

    private static final class AnyAnswer extends Answer {
        @Override
        public boolean event(SseEvent event, long nanos) {
            return false;
        }

        @Override
        protected Reply judge(byte[] body, long nanos) {
            return Reply.ok(NullNode.getInstance());
        }
    }
}
