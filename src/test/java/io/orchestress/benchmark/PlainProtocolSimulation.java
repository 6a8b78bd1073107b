package io.orchestress.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.csv;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Simple tasks over each protocol, as a user of plain Gatling writes the calls and their checks by hand. */
public final class PlainProtocolSimulation extends Simulation {
    private static final String PROMPT = "#{prompt.jsonStringify()}";

    private final long nanos = Integer.getInteger("measure.seconds") * 1_000_000_000L;
    private final AtomicLong start = new AtomicLong();
    private final AtomicLong ids = new AtomicLong(10);

    public PlainProtocolSimulation() {
        String protocol = System.getProperty("measure.protocol");
        List<Map<String, Object>> tasks = csv("feeders/tasks.csv").readRecords().stream()
                .filter(task -> "simple".equals(task.get("size")))
                .toList();
        setUp(scenario("plain")
                        .exec(arrival(protocol))
                        .exec(asLongAs(session -> goesOn())
                                .on(feed(listFeeder(tasks).random()).exec(call(protocol))))
                        .injectClosed(constantConcurrentUsers(Integer.getInteger("measure.users"))
                                .during(nanos / 1_000_000_000L)))
                .protocols(http.baseUrl(System.getProperty("target"))
                        .disableWarmUp()
                        .disableCaching()
                        .sseUnmatchedInboundMessageBufferSize(1_000)
                        .contentTypeHeader("application/json")
                        .acceptHeader("application/json, text/event-stream")
                        .userAgentHeader("Orchestress"));
    }

    private static ChainBuilder arrival(String protocol) {
        if (!protocol.equals("mcp")) {
            return exec(session -> session);
        }
        return exec(http("initialize")
                        .post("/mcp")
                        .body(StringBody("""
                                        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"plain","version":"1"}}}"""))
                        .check(header("Mcp-Session-Id").saveAs("session")))
                .exec(http("initialized")
                        .post("/mcp")
                        .header("Mcp-Session-Id", "#{session}")
                        .header("MCP-Protocol-Version", "2025-11-25")
                        .body(StringBody("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"))
                        .check(status().is(202)));
    }

    private ChainBuilder call(String protocol) {
        return switch (protocol) {
            case "rest" ->
                exec(http("run task")
                        .post("/v1/tasks?wait=30")
                        .body(StringBody("{\"prompt\": " + PROMPT + ", \"size\": \"simple\"}"))
                        .check(
                                jsonPath("$.error").notExists(),
                                jsonPath("$.state").is("completed"),
                                jsonPath("$.output").exists(),
                                jsonPath("$.agent").is("#{expected_agent}")));
            case "openai" ->
                exec(http("complete")
                        .post("/v1/chat/completions")
                        .body(StringBody(
                                "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":" + PROMPT + "}]}"))
                        .check(
                                jsonPath("$.error").notExists(),
                                jsonPath("$.choices[0].finish_reason").is("stop"),
                                jsonPath("$.choices[0].message.content").exists(),
                                jsonPath("$.usage.completion_tokens").saveAs("tokens")));
            case "openai-stream" ->
                exec(sse("complete")
                                .post("/v1/chat/completions")
                                .body(StringBody("{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":"
                                        + PROMPT + "}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}"))
                                .await(60)
                                .on(sse.checkMessage("done").matching(substring("[DONE]"))))
                        .exec(sse.processUnmatchedMessages(
                                (messages, session) -> session.set("chunks", messages.size())))
                        .exec(sse("close").close());
            case "mcp" ->
                exec(session -> session.set("id", ids.incrementAndGet()))
                        .exec(http("run_task")
                                .post("/mcp")
                                .header("Mcp-Session-Id", "#{session}")
                                .header("MCP-Protocol-Version", "2025-11-25")
                                .body(StringBody(
                                        "{\"jsonrpc\":\"2.0\",\"id\":#{id},\"method\":\"tools/call\",\"params\":{\"name\":\"run_task\","
                                                + "\"arguments\":{\"prompt\":" + PROMPT + ",\"size\":\"simple\"}}}"))
                                .check(
                                        jsonPath("$.error").notExists(),
                                        jsonPath("$.id").ofLong().isEL("#{id}"),
                                        jsonPath("$.result.isError").is("false"),
                                        jsonPath("$.result.content[0].text").exists()));
            case "a2a" ->
                exec(session -> session.set("id", ids.incrementAndGet()))
                        .exec(http("send")
                                .post("/a2a")
                                .header("A2A-Version", "1.0")
                                .body(StringBody(
                                        "{\"jsonrpc\":\"2.0\",\"id\":#{id},\"method\":\"SendMessage\",\"params\":{\"message\":"
                                                + "{\"messageId\":\"#{randomUuid()}\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":"
                                                + PROMPT + "}]}}}"))
                                .check(
                                        jsonPath("$.error").notExists(),
                                        jsonPath("$.id").ofLong().isEL("#{id}"),
                                        jsonPath("$.result.task.status.state").is("TASK_STATE_COMPLETED")));
            default -> throw new IllegalArgumentException(protocol);
        };
    }

    private boolean goesOn() {
        long now = System.nanoTime();
        start.compareAndSet(0, now);
        return now - start.get() < nanos;
    }
}
