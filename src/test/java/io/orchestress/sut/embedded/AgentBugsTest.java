package io.orchestress.sut.embedded;

import static io.orchestress.sut.embedded.AgentServer.mark;
import static io.orchestress.sut.embedded.AgentServer.names;
import static io.orchestress.sut.embedded.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.sut.embedded.agent.BugControl;
import io.orchestress.sut.embedded.agent.Bugs;
import io.orchestress.sut.embedded.agent.Bugs.Bug;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.lang3.StringUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each bug of the agents does, seen by users and by the backend. */
@Timeout(60)
class AgentBugsTest {
    @RegisterExtension
    final AgentServer server = new AgentServer();

    private static String task(String prompt) {
        return "{\"prompt\":\"" + prompt + "\"}";
    }

    private static String output(Client client, String prompt) throws Exception {
        return client.post("/v1/tasks?wait=9", task(prompt)).text("/output");
    }

    private static Bugs one(Bug bug, long every) {
        return Bugs.of(each -> each == bug ? every : 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000", "7, 143", "10, 100", "1000, 1", "3000, 0"})
    void oneInEachNIsStruck(long every, int least) {
        for (long seed = 0; seed < 20; seed++) {
            BugControl control = new BugControl(seed);
            control.set(one(Bug.LOSE_TASK, every));
            List<Integer> struck = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                if (control.strikes(Bug.LOSE_TASK)) {
                    struck.add(i);
                }
            }
            assertThat(struck.size()).isBetween(every == 7 ? 142 : least, every == 3_000 ? 1 : least);
            for (int i = 1; i < struck.size(); i++) {
                assertThat(struck.get(i) - struck.get(i - 1)).isEqualTo((int) every);
            }
            assertThat(control.struck()).containsEntry("loseTask", (long) struck.size());
        }
    }

    @Test
    void withoutBugsEveryAnswerIsOnesOwnAndEachToolIsCalledOnce() throws Exception {
        Client client = server.start();
        List<CompletableFuture<Client.Reply>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(client.sending("POST", "/v1/tasks?wait=30", task("pay " + mark(i))));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(all.get(i).get().text("/output")).isEqualTo("Paid for " + mark(i) + ". End of " + mark(i));
        }
        List<JsonNode> calls = server.calls();
        assertThat(calls).hasSize(600);
        assertThat(calls.stream().filter(call -> call.path("effect").asBoolean()))
                .hasSize(200);
        assertThat(calls).allSatisfy(call -> assertThat(call.has("others")).isFalse());
    }

    @Test
    void swappedAnswers() throws Exception {
        Client client = server.bug(Bug.SWAP_ANSWERS).start();
        CompletableFuture<Client.Reply> first = client.sending("POST", "/v1/tasks?wait=30", task("x " + mark(1)));
        eventually(() -> client.get("/health").json().path("activeWorkers").asInt() == 1);
        String second = output(client, "x " + mark(2));
        assertThat(second).isEqualTo("Said " + mark(1) + ".");
        assertThat(first.get().text("/output")).isEqualTo("Said " + mark(2) + ".");
        assertThat(output(client, "x " + mark(3))).as("nobody to swap with").isEqualTo("Said " + mark(3) + ".");
    }

    @Test
    void mixedPrompts() throws Exception {
        Client client = server.bug(Bug.MIX_PROMPTS).start();
        output(client, "x " + mark(1));
        output(client, "x " + mark(2));
        List<JsonNode> calls = server.calls();
        assertThat(calls.get(0).has("others")).isFalse();
        assertThat(calls.get(1).path("task").asText()).isEqualTo(mark(2));
        assertThat(calls.get(1).path("others").toString()).contains(mark(1));
    }

    @Test
    void aRepeatedTool() throws Exception {
        Client client = server.bug(Bug.REPEAT_TOOL).start();
        assertThat(output(client, "pay " + mark(1))).startsWith("Paid for " + mark(1));
        assertThat(names(server.calls())).containsExactly("chat swift", "tool pay", "tool pay", "chat swift");
    }

    @Test
    void anAnswerGivenTwice() throws Exception {
        Client client = server.bug(Bug.ANSWER_TWICE).start();
        assertThat(output(client, "x " + mark(1))).isEqualTo("Said " + mark(1) + ".\nSaid " + mark(1) + ".");
        String id = client.post("/v1/tasks", task("x " + mark(1))).text("/taskId");
        String events = client.get("/v1/tasks/" + id + "/events").raw().body();
        assertThat(StringUtils.countMatches(events, "event: done")).isEqualTo(2);
        String chat = client.post(
                        "/v1/chat/completions",
                        "{\"model\":\"swift\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                .raw()
                .body();
        assertThat(StringUtils.countMatches(chat, "[DONE]")).isEqualTo(2);
    }

    @Test
    void aLostTask() throws Exception {
        Client client =
                server.bug(Bug.LOSE_TASK).shaped(builder -> builder.workers(1)).start();
        String id = client.post("/v1/tasks", task("x " + mark(1))).text("/taskId");
        eventually(() -> client.get("/truth").json().at("/bugsStruck/loseTask").asInt() == 1);
        eventually(() -> client.get("/health").json().path("activeWorkers").asInt() == 0);
        assertThat(client.get("/v1/tasks/" + id).text("/state")).isEqualTo("running");
        client.delete("/admin/bugs");
        assertThat(output(client, "x " + mark(2))).as("the slot is free").isEqualTo("Said " + mark(2) + ".");
    }

    @Test
    void aCutAnswer() throws Exception {
        Client client = server.bug(Bug.CUT_ANSWER).start();
        String whole = "Paid for " + mark(1) + ". End of " + mark(1);
        assertThat(output(client, "pay " + mark(1))).isEqualTo(whole.substring(0, whole.length() / 2));
    }

    @Test
    void anOldAnswer() throws Exception {
        Client client = server.bug(Bug.OLD_ANSWER).start();
        List<String> answers = new ArrayList<>();
        for (int place = 0; place < 3; place++) {
            answers.add(client.post(
                            "/a2a",
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\",\"params\":{\"message\":{\"role\":"
                                    + "\"user\",\"messageId\":\"m\",\"contextId\":\"c\",\"parts\":[{\"kind\":\"text\","
                                    + "\"text\":\"x " + mark(place) + "\"}]}}}")
                    .text("/result/artifacts/0/parts/0/text"));
        }
        assertThat(answers).containsExactly("Said " + mark(0) + ".", "Said " + mark(0) + ".", "Said " + mark(1) + ".");
    }

    @ParameterizedTest
    @CsvSource({"KEEP_GOING, 3, 1", "WRITE_LATE, 2, 0"})
    void aCancelledTaskGoesOn(Bug bug, int calls, int slots) throws Exception {
        Client client = server.bug(bug).start(AgentServer.SCRIPT.replace("first-token = 0 ms", "first-token = 300 ms"));
        String id = client.post("/v1/tasks", task("pay " + mark(1))).text("/taskId");
        eventually(() -> server.backend().counts().view(0).get("open").equals(1));
        assertThat(client.delete("/v1/tasks/" + id).text("/state")).isEqualTo("cancelled");
        assertThat(client.get("/health").json().path("activeWorkers").asInt()).isEqualTo(slots);
        eventually(() -> server.backend().view().get("outcomes").toString().contains("answered=" + (calls + 1)));
        eventually(() -> client.get("/health").json().path("activeWorkers").asInt() == 0);
        assertThat(server.calls()).hasSize(calls);
    }

    @Test
    void aStrippedMarkAndADroppedTrace() throws Exception {
        Client client = server.bugs(Bugs.of(bug -> bug == Bug.STRIP_MARK || bug == Bug.DROP_TRACE ? 1 : 0))
                .start();
        String[] headers = {"baggage", "orchestress-task=" + mark(1)};
        client.send("POST", "/v1/tasks?wait=9", task("x " + mark(1)), headers);
        client.put("/admin/bugs", "{\"stripMark\":1}");
        client.send("POST", "/v1/tasks?wait=9", task("x " + mark(1)), headers);
        client.put("/admin/bugs", "{\"dropTrace\":1}");
        client.send("POST", "/v1/tasks?wait=9", task("x " + mark(1)), headers);
        assertThat(server.calls().stream().map(call -> call.path("by").asText("nothing")))
                .containsExactly("nothing", "baggage", "prompt");
    }

    @Test
    void bugsAreSetWhileItRuns() throws Exception {
        Client client = server.start();
        assertThat(client.put("/admin/bugs", "{\"cutAnswer\":5}")
                        .json()
                        .path("cutAnswer")
                        .asInt())
                .isEqualTo(5);
        assertThat(client.get("/admin/bugs").json().path("cutAnswer").asInt()).isEqualTo(5);
        assertThat(client.put("/admin/bugs", "{\"cutAnswers\":5}").status()).isEqualTo(400);
        assertThat(client.put("/admin/bugs", "{\"cutAnswer\":-5}").text("/error/message"))
                .isEqualTo("cutAnswer is -5, must be a whole number from 0 to 1000000000");
        assertThat(client.delete("/admin/bugs").status()).isEqualTo(204);
        assertThat(client.get("/admin/bugs").json().path("cutAnswer").asInt()).isZero();
    }
}
