package io.orchestress.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;

import io.gatling.javaapi.core.Simulation;
import java.util.concurrent.atomic.AtomicLong;

/** {@link StreamingSimulation} as a user of plain Gatling writes it, with Gatling's own SSE. Its times are whole milliseconds. */
public final class PlainStreamingSimulation extends Simulation {
    private final long nanos = Integer.getInteger("measure.seconds") * 1_000_000_000L;
    private final AtomicLong start = new AtomicLong();

    public PlainStreamingSimulation() {
        int users = Integer.getInteger("measure.users");
        int ramp = Integer.getInteger("measure.ramp");
        String body = "{\"model\":\"sage\",\"messages\":[{\"role\":\"user\",\"content\":\"" + StreamingSimulation.PROMPT
                + "\"}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
        setUp(scenario("plain")
                        .exec(asLongAs(session -> goesOn())
                                .on(exec(sse("chat")
                                                .post("/v1/chat/completions")
                                                .body(StringBody(body))
                                                .await(60)
                                                .on(sse.checkMessage("done").matching(substring("[DONE]"))))
                                        .exec(sse.processUnmatchedMessages((messages, session) -> {
                                            messages.forEach(message -> ArrivalLag.HERE.seen(
                                                    message.message(), ArrivalLag.HERE.nanosOf(message.timestamp())));
                                            return session;
                                        }))
                                        .exec(sse("chat").close())))
                        .injectClosed(
                                rampConcurrentUsers(0).to(users).during(ramp),
                                constantConcurrentUsers(users).during(nanos / 1_000_000_000L - ramp)))
                .protocols(http.baseUrl(System.getProperty("target"))
                        .disableWarmUp()
                        .sseUnmatchedInboundMessageBufferSize(10_000)
                        .contentTypeHeader("application/json")
                        .userAgentHeader("Orchestress"));
    }

    private boolean goesOn() {
        long now = System.nanoTime();
        start.compareAndSet(0, now);
        return now - start.get() < nanos;
    }
}
