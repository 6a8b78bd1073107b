package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.AgentServer.mark;
import static io.orchestress.sut.embedded.AgentServer.names;
import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.sut.embedded.agent.Bugs;
import io.orchestress.testkit.MoreTime;
import io.orchestress.testkit.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that really call a backend: seen from both sides. */
@Timeout(60)
class AgentTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @RegisterExtension
    final AgentServer server = new AgentServer();

    private static String a2a(String method, String text, String more) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{\"message\":{\"role\":\"user\","
                + "\"messageId\":\"m\",\"parts\":[{\"kind\":\"text\",\"text\":\"" + text + "\"}]}" + more + "}}";
    }

    private static String chat(String prompt, boolean stream) {
        return "{\"model\":\"swift\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt
                + "\"}]}";
    }

    private static String mcp(String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"run_task\",\"arguments\":"
                + arguments + ",\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}";
    }

    private static final String[] MCP_HEADERS = {
        "content-type",
        "application/json",
        "accept",
        "application/json, text/event-stream",
        "mcp-protocol-version",
        "2026-07-28",
        "mcp-method",
        "tools/call",
        "mcp-name",
        "run_task"
    };

    @Test
    void aTaskIsALoopOfModelAndToolUntilTheAnswer() throws Exception {
        Client client = server.start();
        JsonNode task = client.send(
                        "POST",
                        "/v1/tasks?wait=9",
                        "{\"prompt\":\"pay " + mark(1) + "\"}",
                        "traceparent",
                        TRACE,
                        "baggage",
                        "orchestress-task=" + mark(1))
                .json();
        assertThat(task.path("state").asText()).isEqualTo("completed");
        assertThat(task.path("output").asText()).isEqualTo("Paid for " + mark(1) + ". End of " + mark(1));
        List<JsonNode> calls = server.calls();
        assertThat(names(calls)).containsExactly("chat swift", "tool pay", "chat swift");
        assertThat(calls).allSatisfy(call -> {
            assertThat(call.path("task").asText()).isEqualTo(mark(1));
            assertThat(call.path("trace").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(call.path("outcome").asText()).isEqualTo("answered");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void toolsAreCalledOneAfterTheOtherOrAtOnce(boolean parallel) throws Exception {
        AgentServer wanted = parallel ? server.parallel() : server;
        String slow = AgentServer.SCRIPT.replace("tools { search {", "tools { search { latency = 100 ms,");
        Client client = wanted.start(slow);
        client.post("/v1/tasks?wait=9", "{\"prompt\":\"both " + mark(2) + "\"}");
        List<JsonNode> calls = server.calls();
        JsonNode search = calls.stream()
                .filter(c -> c.path("name").asText().equals("search"))
                .findFirst()
                .orElseThrow();
        JsonNode pay = calls.stream()
                .filter(c -> c.path("name").asText().equals("pay"))
                .findFirst()
                .orElseThrow();
        assertThat(pay.path("start").asLong() < search.path("end").asLong()).isEqualTo(parallel);
        assertThat(calls).hasSize(2 + 2);
    }

    @Test
    void everyProtocolGivesTheAnswerOfTheModel() throws Exception {
        Client client = server.start();
        String said = "Said " + mark(3) + ".";
        String prompt = "do " + mark(3);
        assertThat(client.post("/v1/chat/completions", chat(prompt, false)).text("/choices/0/message/content"))
                .isEqualTo(said);
        assertThat(client.post("/a2a", a2a("message/send", prompt, "")).text("/result/artifacts/0/parts/0/text"))
                .isEqualTo(said);
        assertThat(client.send("POST", "/mcp", mcp("{\"prompt\":\"" + prompt + "\"}"), MCP_HEADERS)
                        .text("/result/content/0/text"))
                .contains("\"output\":\"" + said + "\"");
        assertThat(client.post("/v1/workflows/research/runs?wait=9", "{\"input\":\"" + prompt + "\"}")
                        .text("/output"))
                .isEqualTo(said);
        List<JsonNode> calls = server.calls();
        assertThat(calls).as("three tasks, and six steps").hasSize(9);
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.path("task").asText()).isEqualTo(mark(3)));
    }

    @Test
    void streamsSayWhatTheModelSays() throws Exception {
        Client client = server.start();
        String prompt = "pay " + mark(4);
        String said = "Paid for " + mark(4) + ". End of " + mark(4);
        List<String> chunks = Events.data(client.post("/v1/chat/completions", chat(prompt, true)));
        assertThat(chunks.get(chunks.size() - 1)).isEqualTo("[DONE]");
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : Events.json(chunks.subList(0, chunks.size() - 1))) {
            text.append(chunk.at("/choices/0/delta/content").asText());
        }
        assertThat(text.toString()).isEqualTo(said);

        StringBuilder parts = new StringBuilder();
        List<JsonNode> updates = Events.json(Events.data(client.post("/a2a", a2a("message/stream", prompt, ""))));
        updates.forEach(update ->
                parts.append(update.at("/result/artifact/parts/0/text").asText("")));
        assertThat(parts.toString()).isEqualTo(said);
        assertThat(updates.get(updates.size() - 1).at("/result/status/state").asText())
                .isEqualTo("completed");

        String id = client.post("/v1/tasks", "{\"prompt\":\"" + prompt + "\"}").text("/taskId");
        String events = client.get("/v1/tasks/" + id + "/events").raw().body();
        assertThat(events).contains("event: done").contains("\"output\":\"" + said + "\"");
    }

    @Test
    void aConversationIsSentAsItIs() throws Exception {
        Client client = server.start(AgentServer.SCRIPT.replace("Said #{nonce}.", "#{prompt}"));
        String answer = client.post(
                        "/v1/chat/completions",
                        "{\"model\":\"sage\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"},"
                                + "{\"role\":\"user\",\"content\":\"first\"},{\"role\":\"assistant\",\"content\":\"yes\"},"
                                + "{\"role\":\"user\",\"content\":\"a \\\"b\\\"\\n ü 💶\"}]}")
                .text("/choices/0/message/content");
        assertThat(answer).isEqualTo("a \"b\"\n ü 💶");
    }

    /** A provider that refuses its first calls of a model. */
    private static HttpServer refusing(int times, String retryAfterMillis, List<Long> arrivals) throws IOException {
        HttpServer provider = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        provider.createContext("/mcp", call -> say(call, 200, "{\"result\":{\"tools\":[]}}"));
        provider.createContext("/v1/chat/completions", call -> {
            arrivals.add(System.nanoTime());
            if (arrivals.size() > times) {
                say(call, 200, "{\"choices\":[{\"message\":{\"content\":\"done\"},\"finish_reason\":\"stop\"}]}");
            } else {
                call.getResponseHeaders().add("retry-after-ms", retryAfterMillis);
                say(call, 429, "{\"error\":{\"message\":\"not now\"}}");
            }
        });
        provider.start();
        return provider;
    }

    private static void say(HttpExchange call, int status, String body) throws IOException {
        call.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Test
    void aRefusalForNowIsTriedAgainWhenTheProviderSays() throws Exception {
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        HttpServer provider = refusing(2, "150", arrivals);
        try {
            Client client = server.calls(3, 60_000)
                    .startAt("http://127.0.0.1:" + provider.getAddress().getPort());
            JsonNode task =
                    client.post("/v1/tasks?wait=30", "{\"prompt\":\"x\"}").json();
            assertThat(task.path("output").asText()).isEqualTo("done");
            assertThat(arrivals).hasSize(3);
            assertThat(arrivals.get(2) - arrivals.get(0)).isGreaterThanOrEqualTo(2 * 150_000_000L);
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void aStormRetriesAHundredTimesWithoutAPause() throws Exception {
        List<Long> arrivals = new CopyOnWriteArrayList<>();
        HttpServer provider = refusing(1_000, "60000", arrivals);
        try {
            Client client = server.bug(Bugs.Bug.RETRY_STORM)
                    .startAt("http://127.0.0.1:" + provider.getAddress().getPort());
            JsonNode task =
                    client.post("/v1/tasks?wait=30", "{\"prompt\":\"x\"}").json();
            assertThat(task.at("/error/message").asText())
                    .isEqualTo("the model's provider answered HTTP 429: not now (after 100 tries)");
            assertThat(arrivals).hasSize(100);
        } finally {
            provider.stop(0);
        }
    }

    @Test
    void aTaskFailsWithTheWordsOfTheProvider() throws Exception {
        Client client = server.calls(2, 60_000)
                .start(AgentServer.SCRIPT
                        .replace(
                                "tokens-per-second = 1000000",
                                "tokens-per-second = 1000000, limits { concurrency = 1 }")
                        .replace("first-token = 0 ms", "first-token = 1 h"));
        client.post("/v1/tasks", "{\"prompt\":\"holds the only place\"}");
        eventually(() -> server.backend().counts().view(0).get("open").equals(1));
        JsonNode task = client.post("/v1/tasks?wait=30", "{\"prompt\":\"x\"}").json();
        assertThat(task.path("state").asText()).isEqualTo("failed");
        assertThat(task.at("/error/message").asText())
                .contains("HTTP 429: Rate limit reached for swift on")
                .endsWith("(after 2 tries)");
    }

    @Test
    void aCallThatTakesTooLongFails() throws Exception {
        Client client = server.calls(1, 50).start(AgentServer.SLOW);
        String why;
        do { // a busy machine takes longer than that to say which tools there are; the next task asks again
            why = client.post("/v1/tasks?wait=30", "{\"prompt\":\"x\"}")
                    .json()
                    .at("/error/message")
                    .asText();
        } while (why.startsWith("the tools are not known"));
        assertThat(why).isEqualTo("the model's provider: no answer within 50 ms");
        eventually(() -> server.backend().counts().of(Outcome.LEFT) >= 1);
    }

    @Test
    void withoutAProviderATaskSaysSo() throws Exception {
        try (Ports.Closed nobody = Ports.closed()) {
            JsonNode task = server.calls(1, 1_000)
                    .startAt(nobody.url())
                    .post("/v1/tasks?wait=30", "{\"prompt\":\"x\"}")
                    .json();
            assertThat(task.at("/error/message").asText()).contains("no connection to 127.0.0.1:" + nobody.port());
        }
    }

    @Test
    void aToolThatTheScriptWantsAndNobodyHasFailsTheTask() throws Exception {
        Client client = server.start(
                "tools { theirs { served = false } }, tasks = [{ name = x, turns = [{ tools = [theirs] }, { answer = y }] }]");
        JsonNode task = client.post("/v1/tasks?wait=30", "{\"prompt\":\"x\"}").json();
        assertThat(task.path("state").asText())
                .as("a call that offers no tools is answered")
                .isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({
        "cancel, model",
        "cancel, tool",
        "drop, model",
        "drop, tool",
        "drop-events, model",
        "drop-chat, model",
        "drop-stream, model",
        "drop-mcp, model",
        "drop-a2a, model",
        "drop-a2a-stream, tool",
        "drop-workflow, model"
    })
    void whoLeavesStopsTheCallAtOnce(String how, String where) throws Exception {
        Client client = server.parallel().start(where.equals("model") ? AgentServer.SLOW : AgentServer.SLOW_TOOLS);
        String prompt = "both " + mark(5);
        String body = "{\"prompt\":\"" + prompt + "\"}";
        switch (how) {
            case "cancel" -> {
                String id = client.post("/v1/tasks", body).text("/taskId");
                awaitOpen(open(where));
                assertThat(client.delete("/v1/tasks/" + id).text("/state")).isEqualTo("cancelled");
            }
            case "drop" -> drop(client, where, "POST /v1/tasks?wait=3600", body);
            case "drop-events" -> {
                String id = client.post("/v1/tasks", body).text("/taskId");
                drop(client, where, "GET /v1/tasks/" + id + "/events", "");
            }
            case "drop-chat" -> drop(client, where, "POST /v1/chat/completions", chat(prompt, false));
            case "drop-stream" -> drop(client, where, "POST /v1/chat/completions", chat(prompt, true));
            case "drop-mcp" -> drop(client, where, "POST /mcp", mcp(body));
            case "drop-a2a" -> drop(client, where, "POST /a2a", a2a("message/send", prompt, ""));
            case "drop-a2a-stream" -> drop(client, where, "POST /a2a", a2a("message/stream", prompt, ""));
            default ->
                drop(client, where, "POST /v1/workflows/research/runs?wait=99", "{\"input\":\"" + prompt + "\"}");
        }
        eventually(() -> server.backend().counts().of(Outcome.LEFT) == open(where));
        eventually(() -> client.get("/health").json().path("activeWorkers").asInt() == 0);
        eventually(() -> server.backend().counts().view(0).get("open").equals(0));
    }

    /** Calls that are open in a task while its model, or its tools, take an hour. */
    private static int open(String where) {
        return where.equals("model") ? 1 : 2;
    }

    private void awaitOpen(int calls) throws Exception {
        eventually(() -> server.backend().counts().view(0).get("open").equals(calls));
    }

    private void drop(Client client, String where, String line, String body) throws Exception {
        StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nhost: localhost\r\n");
        for (int i = 0; i < MCP_HEADERS.length; i += 2) {
            head.append(MCP_HEADERS[i]).append(": ").append(MCP_HEADERS[i + 1]).append("\r\n");
        }
        head.append("content-length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body);
        try (Socket socket = new Socket("127.0.0.1", client.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitOpen(open(where));
            if (line.contains("/events")) {
                assertThat(socket.getInputStream().read()).isPositive();
            }
        }
    }

    @Test
    void ownTimeIsWhatItIsToldToBe() throws Exception {
        Client client = server.overhead(50).start();
        JsonNode task = client.post("/v1/tasks?wait=9", "{\"prompt\":\"pay " + mark(6) + "\"}")
                .json();
        assertThat(task.path("serviceMillis").asDouble()).isGreaterThanOrEqualTo(50);
        List<JsonNode> calls = server.calls();
        long first = calls.get(0).path("start").asLong();
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.path("start").asLong()).isGreaterThanOrEqualTo(first));
    }

    /** What is left of the response time is the time of the call of a tool, and of those of models, which take none. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTruthHasItsOwnTime(boolean streamed) throws Exception {
        Client client =
                server.overhead(20).start(AgentServer.SCRIPT.replace("pay { effect", "pay { latency = 40 ms, effect"));
        client.post(
                "/v1/chat/completions",
                "{\"model\":\"swift\",\"stream\":" + streamed + ",\"messages\":[{\"role\":\"user\",\"content\":\"pay "
                        + mark(7) + "\"}]}");
        JsonNode truth = client.get("/truth").json();
        long own = truth.at("/agentOwnMicros/max").asLong();
        long response = truth.at("/operations/POST ~1v1~1chat~1completions/responseMicros/max")
                .asLong();
        assertThat(truth.at("/agentOwnMicros/count").asInt()).isEqualTo(1);
        assertThat(own).isGreaterThanOrEqualTo(19_900);
        assertThat(response - own).isGreaterThanOrEqualTo(39_800);
    }

    @Test
    void aFreezeHoldsTheAgents() throws Exception {
        Client client = server.start(AgentServer.SCRIPT.replace("first-token = 0 ms", "first-token = 5 ms"));
        MoreTime.than(Duration.ofMillis(300), freeze -> {
            client.put("/admin/faults", "{\"freezeMillis\":" + freeze.toMillis() + "}");
            long before = System.nanoTime();
            client.post("/v1/tasks?wait=60", "{\"prompt\":\"x\"}");
            assertThat(System.nanoTime() - before).isGreaterThan(250_000_000);
        });
    }
}
