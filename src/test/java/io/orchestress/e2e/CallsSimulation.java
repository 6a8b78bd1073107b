package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.tryMax;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.gatling.Requests;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Calls in every block that is known to make naive measurements lose samples, many of which fail, those of the arrival too. */
public final class CallsSimulation extends LoadSimulation {
    public CallsSimulation() {
        super("smoke", new Journey() {
            @Override
            public Optional<ChainBuilder> arrival(Requests requests) {
                return Optional.of(repeat(4).on(exec(get(requests, "arrival"))));
            }

            @Override
            public ChainBuilder iteration(Requests requests) {
                return blocks(requests);
            }
        });
    }

    private static ChainBuilder blocks(Requests requests) {
        return exec(get(requests, "plain"))
                .exec(exitBlockOnFail()
                        .on(exec(get(requests, "in exitBlockOnFail")).exec(get(requests, "after it"))))
                .exec(tryMax(3).on(exec(get(requests, "in tryMax")).exec(get(requests, "in tryMax, second"))))
                .exec(during(Duration.ofMillis(35))
                        .on(exec(get(requests, "in during")).pause(Duration.ofMillis(2))))
                .exec(group("group").on(exec(get(requests, "in group"))))
                .exec(pause(Duration.ofMillis(5)))
                .exec(repeat(2).on(requests.task("task", exec(get(requests, "in a task")))))
                .exec(session -> session.reset())
                .exec(get(requests, "after reset"));
    }

    private static ActionBuilder get(Requests requests, String name) {
        return requests.call(
                name,
                session -> new Call(
                        new Outbound.Http("GET", requests.url().resolve("/v1/agents"), Map.of(), new byte[0]),
                        JsonAnswer::new));
    }

    private static final class JsonAnswer extends Answer {
        @Override
        public boolean event(SseEvent event, long nanos) {
            return false;
        }

        @Override
        protected Reply judge(byte[] body, long nanos) {
            Optional<JsonNode> json = json(body);
            return json.map(Reply::ok).orElseGet(() -> Reply.failed(FailureClass.MALFORMED, "no JSON" + quoted(body)));
        }
    }
}
