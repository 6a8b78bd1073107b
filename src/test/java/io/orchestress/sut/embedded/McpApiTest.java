package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.Mcp.TYPES;
import static io.orchestress.sut.embedded.Mcp.call;
import static io.orchestress.sut.embedded.Mcp.post;
import static io.orchestress.sut.embedded.Mcp.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.Client.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpApiTest {
    @RegisterExtension
    final Server server = new Server();

    private static String openSession(Client client) throws Exception {
        Reply reply = post(client, request(0, "initialize", "\"protocolVersion\":\"2025-06-18\",\"capabilities\":{}"));
        assertThat(reply.status()).isEqualTo(200);
        return reply.header("mcp-session-id");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-26, 2025-03-26",
        "2025-06-18, 2025-06-18",
        "2025-11-25, 2025-11-25",
        "2024-11-05, 2025-11-25",
        "2026-07-28, 2025-11-25",
    })
    void theVersionIsTheOneAskedForIfItHasSessionsElseTheNewestThatHas(String asked, String agreed) throws Exception {
        Reply reply = post(server.client(), request(1, "initialize", "\"protocolVersion\":\"" + asked + "\""));
        assertThat(reply.text("/result/protocolVersion")).isEqualTo(agreed);
        assertThat(reply.json().at("/result/capabilities").has("tools")).isTrue();
        assertThat(reply.text("/result/serverInfo/name")).isEqualTo("orchestress-embedded");
        assertThat(reply.header("mcp-session-id")).matches("[!-~]{36}");
    }

    @Test
    void aSessionLivesFromItsInitializationToItsEnd() throws Exception {
        Client client = server.client();
        String session = openSession(client);
        Reply noted = post(
                client, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", "mcp-session-id", session);
        assertThat(noted.status()).isEqualTo(202);
        assertThat(noted.raw().body()).isEmpty();
        Reply tools = post(client, request(1, "tools/list", ""), "mcp-session-id", session);
        assertThat(tools.json().at("/result/tools").findValuesAsText("name"))
                .containsExactly("spawn_agent", "list_agents", "run_task", "get_task");
        assertThat(tools.text("/result/tools/0/inputSchema/type")).isEqualTo("object");
        assertThat(post(client, request(2, "ping", ""), "mcp-session-id", session)
                        .text("/result"))
                .isEmpty();
        assertThat(client.send("DELETE", "/mcp", "", "mcp-session-id", session).status())
                .isEqualTo(200);
        Reply late = post(client, request(3, "ping", ""), "mcp-session-id", session);
        assertThat(late.status()).isEqualTo(404);
        assertThat(late.text("/error/message")).isEqualTo("Session not found");
        assertThat(client.get("/mcp").status()).isEqualTo(405);
    }

    @Test
    void sessionsAreLostWhenTheFaultSaysSoAndCanBeOpenedAgain() throws Exception {
        Client client = server.client();
        String lost = openSession(client);
        assertThat(client.put("/admin/faults", "{\"loseSessions\":true}")
                        .json()
                        .path("loseSessions")
                        .asBoolean())
                .isFalse();
        assertThat(post(client, request(1, "ping", ""), "mcp-session-id", lost).status())
                .isEqualTo(404);
        String again = openSession(client);
        assertThat(post(client, request(1, "ping", ""), "mcp-session-id", again).status())
                .isEqualTo(200);
    }

    @Test
    void theToolsSpawnAndListAndRunAndLookUp() throws Exception {
        Client client = server.client();
        String session = openSession(client);
        JsonNode spawned = tool(client, session, call(1, "spawn_agent", "{\"type\":\"coder\"}", ""));
        assertThat(spawned.path("agentId").asText()).isEqualTo("agent-1");
        assertThat(tool(client, session, call(2, "list_agents", "{}", ""))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        JsonNode task =
                tool(client, session, call(3, "run_task", "{\"prompt\":\"Fix the bug\",\"size\":\"simple\"}", ""));
        assertThat(task.path("state").asText()).isEqualTo("completed");
        assertThat(task.path("agent").asText()).isEqualTo("coder");
        String id = "{\"taskId\":\"" + task.path("taskId").asText() + "\"}";
        assertThat(tool(client, session, call(4, "get_task", id, ""))).isEqualTo(task);
    }

    private static JsonNode tool(Client client, String session, String body) throws Exception {
        Reply reply = post(client, body, "mcp-session-id", session, "mcp-protocol-version", "2025-06-18");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.json().at("/result/isError").asBoolean(true)).isFalse();
        return Events.json(List.of(reply.text("/result/content/0/text"))).get(0);
    }

    @Test
    void aTaskOfTheSizeOfAWorkflowIsOne() throws Exception {
        Client client = server.client();
        String session = openSession(client);
        Reply reply = post(
                client, call(1, "run_task", "{\"prompt\":\"x\",\"size\":\"workflow\"}", ""), "mcp-session-id", session);
        JsonNode answer = Events.json(Events.data(reply)).get(0);
        assertThat(answer.at("/result/isError").asBoolean(true)).isFalse();
        JsonNode run = Events.json(List.of(answer.at("/result/content/0/text").asText()))
                .get(0);
        assertThat(run.path("state").asText()).isEqualTo("completed");
        assertThat(run.path("steps").size()).isGreaterThan(1);
    }

    @Test
    void aLongTaskIsAStreamWithProgressWhenItIsAskedFor() throws Exception {
        Client client = server.with(Server.quick().meanServiceMillis(40));
        String session = openSession(client);
        String run = "{\"prompt\":\"x\",\"size\":\"complex\"}";
        Reply plain = post(client, call(1, "run_task", run, ""), "mcp-session-id", session);
        assertThat(plain.header("content-type")).isEqualTo("text/event-stream");
        assertThat(Events.data(plain)).hasSize(1);
        Reply told = post(
                client, call(2, "run_task", run, ",\"_meta\":{\"progressToken\":\"p1\"}"), "mcp-session-id", session);
        assertThat(told.raw().body()).startsWith("event: message\ndata: {");
        List<JsonNode> events = Events.json(Events.data(told));
        JsonNode last = events.get(events.size() - 1);
        assertThat(events.subList(0, events.size() - 1))
                .isNotEmpty()
                .allMatch(event -> event.path("method").asText().equals("notifications/progress"))
                .allMatch(event -> event.at("/params/progressToken").asText().equals("p1"))
                .extracting(event -> event.at("/params/progress").asInt())
                .isSorted();
        assertThat(last.path("id").asInt()).isEqualTo(2);
        assertThat(last.at("/result/isError").asBoolean(true)).isFalse();
    }

    @Test
    void everyOneOfManyRequestsWithTheSameIdIsAnswered() throws Exception {
        Client client = server.client();
        String session = openSession(client);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<String> headers = new ArrayList<>(TYPES);
            headers.addAll(List.of("mcp-session-id", session));
            replies.add(client.sending(
                    "POST", "/mcp", call(7, "run_task", "{\"prompt\":\"x\"}", ""), headers.toArray(String[]::new)));
        }
        for (CompletableFuture<Reply> reply : replies) {
            assertThat(reply.get().text("/id")).isEqualTo("7");
            assertThat(reply.get().json().at("/result/isError").asBoolean(true)).isFalse();
        }
        assertThat(client.get("/truth")
                        .json()
                        .at("/operations/POST ~1mcp/count")
                        .asInt())
                .isEqualTo(21);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "spawn_agent | {\"type\":\"poet\"}                 | must be one of planner",
                "spawn_agent | {}                                  | type is missing",
                "run_task    | {}                                  | prompt is missing",
                "run_task    | {\"prompt\":\"x\",\"size\":\"big\"} | must be one of simple",
                "get_task    | {\"taskId\":\"task-9\"}             | no task 'task-9'",
            })
    void aToolThatCannotDoItSaysSoInItsResult(String tool, String arguments, String message) throws Exception {
        Client client = server.client();
        Reply reply = post(client, call(1, tool, arguments, ""), "mcp-session-id", openSession(client));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/result/isError").asBoolean()).isTrue();
        assertThat(reply.text("/result/content/0/text")).contains(message);
    }

    @Test
    void aFailedTaskAndAFullQueueAreErrorsInTheResult() throws Exception {
        Client client = server.with(Server.quick().workers(1).queueCapacity(0).meanServiceMillis(300));
        String session = openSession(client);
        client.put("/admin/faults", "{\"taskFailureRate\":1}");
        String run = call(1, "run_task", "{\"prompt\":\"x\"}", "");
        Reply failed = post(client, run, "mcp-session-id", session);
        assertThat(failed.json().at("/result/isError").asBoolean()).isTrue();
        assertThat(failed.text("/result/content/0/text")).contains("\"state\":\"failed\"");
        CompletableFuture<Reply> busy =
                client.sending("POST", "/v1/tasks?wait=9", "{\"prompt\":\"x\",\"size\":\"complex\"}");
        Eventually.eventually(() -> client.get("/health").text("/activeWorkers").equals("1"));
        assertThat(post(client, run, "mcp-session-id", session).text("/result/content/0/text"))
                .contains("queue_full");
        busy.get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                          | 400 | -32700",
                "[]                                                         | 400 | -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}         | 400 | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}         | 400 | -32000",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}   | 200 | -32602",
            })
    void whatCannotBeUnderstoodIsRefused(String body, int status, int code) throws Exception {
        Reply reply = post(server.client(), body);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().at("/error/code").asInt()).isEqualTo(code);
    }

    @Test
    void bothTypesMustBeAcceptedAndUnknownMethodsAreSaidToBe() throws Exception {
        Client client = server.client();
        String ping = request(1, "ping", "");
        assertThat(client.send("POST", "/mcp", ping, "accept", "application/json")
                        .status())
                .isEqualTo(406);
        assertThat(client.send("POST", "/mcp", ping, "accept", TYPES.get(1)).status())
                .isEqualTo(415);
        String session = openSession(client);
        Reply unknown = post(client, request(1, "nothing/such", ""), "mcp-session-id", session);
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.json().at("/error/code").asInt()).isEqualTo(-32_601);
    }
}
