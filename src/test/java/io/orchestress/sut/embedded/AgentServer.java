package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.Backend;
import io.orchestress.backend.LiveBackend;
import io.orchestress.backend.Scripts;
import io.orchestress.backend.call.TaskNonce;
import io.orchestress.sut.embedded.AgentOptions.ToolOrder;
import io.orchestress.sut.embedded.agent.Bugs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An orchestrator whose agents call a scripted backend, both in this process; stopped after each test. */
final class AgentServer implements AfterEachCallback {
    /** Answers at once; tasks that hold {@code pay}, {@code search} or {@code both} call tools first, the last two at once. */
    static final String SCRIPT = """
            models {
              default { first-token = 0 ms, tokens-per-second = 1000000 }
            }
            tools { search { result = "Found #{nonce}" }, pay { effect = true, result = "Paid #{nonce}" } }
            tasks = [
              { name = pay, when = pay, turns = [{ tools = [pay] }, { answer = "Paid for #{nonce}. End of #{nonce}" }] }
              { name = both, when = both, turns = [{ tools = [search, pay] }, { answer = "Both for #{nonce}." }] }
              { name = search, when = search, turns = [{ tools = [search], times = 3 }, { answer = "Found for #{nonce}." }] }
              { name = say, turns = [{ answer = "Said #{nonce}." }] }
            ]
            """;

    /** A model that takes an hour. */
    static final String SLOW = SCRIPT.replace("first-token = 0 ms", "first-token = 1 h");

    /** Tools that take an hour. */
    static final String SLOW_TOOLS = SCRIPT.replace("pay { effect = true,", "pay { effect = true, latency = 1 h,")
            .replace("search { result", "search { latency = 1 h, result");

    private Path journal;
    private Backend backend;
    private EmbeddedOrchestrator orchestrator;
    private UnaryOperator<EmbeddedSettings.Builder> shaping = builder -> builder;
    private Bugs bugs = Bugs.NONE;
    private int tries = 3;
    private long callTimeoutMillis = 60_000;
    private ToolOrder tools = ToolOrder.SEQUENTIAL;
    private double overheadMillis;

    AgentServer shaped(UnaryOperator<EmbeddedSettings.Builder> by) {
        shaping = by;
        return this;
    }

    AgentServer bugs(Bugs wanted) {
        bugs = wanted;
        return this;
    }

    /** One of them, for every task. */
    AgentServer bug(Bugs.Bug bug) {
        return bugs(Bugs.of(each -> each == bug ? 1 : 0));
    }

    AgentServer calls(int mostTries, long timeoutMillis) {
        tries = mostTries;
        callTimeoutMillis = timeoutMillis;
        return this;
    }

    AgentServer parallel() {
        tools = ToolOrder.PARALLEL;
        return this;
    }

    AgentServer overhead(double millis) {
        overheadMillis = millis;
        return this;
    }

    Client start() throws IOException {
        return start(SCRIPT);
    }

    Client start(String script) throws IOException {
        journal = Files.createTempFile("calls", ".jsonl");
        journal.toFile().deleteOnExit();
        backend = Backend.start(Scripts.settings(Scripts.file(script).toString(), "journal=" + journal));
        return startAt(backend.url());
    }

    /** With a provider that is there. */
    Client startAt(String url) {
        EmbeddedSettings.Builder builder = Server.quick()
                .agent(new AgentOptions(url, overheadMillis, ServiceLaw.FIXED, tools, tries, callTimeoutMillis))
                .bugs(bugs);
        orchestrator = EmbeddedOrchestrator.start(shaping.apply(builder).build());
        return new Client(orchestrator.url());
    }

    Backend backend() {
        return backend;
    }

    /** Where the calls are written. */
    Path journal() {
        return journal;
    }

    static String mark(int task) {
        return TaskNonce.of(task);
    }

    /** What the backend has received of models and tools: once all of it has ended, and the backend with it. */
    List<JsonNode> calls() throws IOException {
        stop();
        List<JsonNode> calls = LiveBackend.written(journal);
        assertThat(backend.view().get("lostFromJournal")).isEqualTo(0L);
        return calls;
    }

    /** Their kinds and names, in the order of their arrival. */
    static List<String> names(List<JsonNode> calls) {
        return calls.stream()
                .sorted((a, b) -> Long.compare(a.path("n").asLong(), b.path("n").asLong()))
                .map(call ->
                        call.path("kind").asText() + " " + call.path("name").asText())
                .toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    private void stop() {
        if (orchestrator != null) {
            orchestrator.close();
            orchestrator = null;
        }
        if (backend != null) {
            backend.close();
        }
    }
}
