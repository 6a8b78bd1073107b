package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.AgentResult;
import io.orchestress.record.RequestResult;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.RealTarget;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of aimock: every failure is counted under its class, as often as the server's own journal says that it happened. */
class OpenAiTargetsTest {
    private static final String TASKS = """
            size,prompt,expected_agent
            simple,fail-cut,
            simple,fail-429,
            simple,hello,
            medium,fail-length,
            medium,fail-filter,
            medium,hello,
            complex,tool-call,
            complex,think-first,
            workflow,fail-500,
            workflow,paced,
            """;

    /** What each fixture is to be judged as. */
    private static final Map<String, String> CLASSES = Map.of(
            "fail-cut", "truncated",
            "fail-429", "http-429",
            "fail-500", "http-500",
            "fail-length", "length",
            "fail-filter", "content-filter",
            "hello", "ok",
            "tool-call", "ok",
            "think-first", "ok",
            "paced", "ok");

    /** Of streams that end well: their text is cut into 20 characters, that of the last into 5. */
    private static final Map<String, Integer> CHUNKS = Map.of(
            "simple: hello", 2,
            "medium: hello", 6,
            "complex: tool-call", 3,
            "complex: think-first", 4,
            "workflow: paced", 13);

    /** Of all that tell: what was cut off does not, but what was filtered is paid for. */
    private static final Map<String, Integer> TOKENS_OUT = Map.of(
            "simple: hello", 7,
            "medium: hello", 31,
            "complex: tool-call", 9,
            "complex: think-first", 16,
            "workflow: paced", 13,
            "medium: fail-length", 8,
            "medium: fail-filter", 5);

    private static final Map<String, String> CLASSES_OF_CHAOS = Map.of(
            "drop", "http-500",
            "rateLimit", "http-429",
            "malformed", "malformed",
            "disconnect", "connection",
            "", "ok");

    @TempDir
    Path folder;

    @Test
    void eachFixtureIsCountedUnderItsClass() throws IOException, InterruptedException {
        Path tasks = Files.writeString(folder.resolve("tasks.csv"), TASKS);
        try (RealTarget aimock = new RealTarget("aimock")) {
            GatlingRun run = run(aimock, 4, "orchestress.task-mix.tasks=" + tasks);

            RequestResult totals = totals(run);
            Map<String, Long> counts = journal(aimock, request -> CLASSES.get(lastWord(request)));
            assertThat(counts(totals))
                    .isEqualTo(counts)
                    .containsOnlyKeys("ok", "truncated", "http-429", "http-500", "length", "content-filter");
            assertThat(totals.count()).isEqualTo(aimock.seen().get("POST:/v1/chat/completions"));

            AgentResult agents =
                    Objects.requireNonNull(Runs.record(run).agents(), "agents").total();
            Map<String, Long> words = journal(aimock, OpenAiTargetsTest::sizeAndWord);
            assertThat(agents.tasks()).satisfies(all -> {
                assertThat(all.ok()).isEqualTo(counts.get("ok"));
                assertThat(all.ended()).isEqualTo(totals.count());
            });
            assertThat(agents.streams()).satisfies(streams -> {
                assertThat(streams.ok()).isEqualTo(counts.get("ok"));
                assertThat(streams.chunks()).isEqualTo(sum(words, CHUNKS));
            });
            assertThat(agents.metrics())
                    .filteredOn(times -> times.name().equals("ttft"))
                    .first()
                    .extracting(AgentResult.Times::count)
                    .isEqualTo(counts.get("ok"));
            assertThat(agents.tokens()).satisfies(tokens -> {
                assertThat(tokens.out()).isEqualTo(sum(words, TOKENS_OUT));
                assertThat(tokens.byModel())
                        .extracting(AgentResult.ModelUse::model)
                        .containsExactly("swift");
            });
            assertThat(agents.retryAfter()).isEqualTo(counts.get("http-429"));
        }
    }

    private static String sizeAndWord(JsonNode request) {
        return request.at("/body/messages/0/content").asText();
    }

    private static long sum(Map<String, Long> times, Map<String, Integer> each) {
        return times.entrySet().stream()
                .mapToLong(word -> word.getValue() * each.getOrDefault(word.getKey(), 0))
                .sum();
    }

    @Test
    void eachFaultOfChaosIsCountedUnderItsClass() throws IOException, InterruptedException {
        try (RealTarget aimock = new RealTarget("aimock")) {
            send(HttpRequest.newBuilder(URI.create(aimock.url() + "/__aimock/chaos"))
                    .POST(HttpRequest.BodyPublishers.ofString("{\"dropRate\":0.1,\"malformedRate\":0.1,"
                            + "\"rateLimitRate\":0.1,\"disconnectRate\":0.1}")));
            RequestResult totals = totals(run(aimock, 5));

            Map<String, Long> counts = new TreeMap<>(counts(totals));
            // A drop within a round trip cannot be told from the close of an idle connection that was under way.
            Optional.ofNullable(counts.remove("idle-closed")).ifPresent(n -> counts.merge("connection", n, Long::sum));
            assertThat(counts)
                    .isEqualTo(journal(
                            aimock,
                            request -> CLASSES_OF_CHAOS.get(
                                    request.at("/response/chaosAction").asText())))
                    .containsOnlyKeys("ok", "http-500", "http-429", "malformed", "connection");
            assertThat(totals.count()).isEqualTo(aimock.seen().get("POST:/v1/chat/completions"));
        }
    }

    @Test
    void aConversationRepeatsWhatWasSaid() throws IOException, InterruptedException {
        try (RealTarget aimock = new RealTarget("aimock")) {
            RequestResult totals = totals(run(
                    aimock,
                    3,
                    "orchestress.protocols.openai.turns=3",
                    "orchestress.protocols.openai.message=simple, turn #{turn}: #{prompt}",
                    "orchestress.task-mix.think-time=20 ms"));

            long conversations = totals.count() / 3;
            assertThat(totals.ok()).isEqualTo(totals.count()).isGreaterThan(30);
            assertThat(journal(aimock, request -> turnsAndMessages(request.at("/body/messages"))))
                    .isEqualTo(
                            Map.of("turn 1: 1", conversations, "turn 2: 3", conversations, "turn 3: 5", conversations));
        }
    }

    private static String turnsAndMessages(JsonNode messages) {
        String asked = messages.get(messages.size() - 1).path("content").asText();
        return asked.replaceFirst("simple, (turn \\d): .*", "$1") + ": " + messages.size();
    }

    /** Few enough requests for the journal, which keeps a thousand. */
    private GatlingRun run(RealTarget aimock, int seconds, String... more) {
        String[] properties = Runs.steady(20, seconds, 250, more);
        String[] all = Arrays.copyOf(properties, properties.length + 4);
        all[properties.length] = "target=" + aimock.url();
        all[properties.length + 1] = "protocol=openai";
        all[properties.length + 2] = "orchestress.breaker.enabled=false";
        all[properties.length + 3] = "orchestress.protocols.openai.first-call=false"; // the journal counts it
        return GatlingRun.of(SmokeTest.class, folder, GatlingRun.LONGEST, all);
    }

    private static RequestResult totals(GatlingRun run) {
        return Objects.requireNonNull(Runs.record(run).totals(), run.output());
    }

    private static Map<String, Long> counts(RequestResult totals) {
        Map<String, Long> counts = new TreeMap<>(FailureCounts.byLabel(totals.failures()));
        counts.put("ok", totals.ok());
        return counts;
    }

    private static String lastWord(JsonNode request) {
        return request.at("/body/messages/0/content").asText().replaceFirst(".*: ", "");
    }

    private static Map<String, Long> journal(RealTarget aimock, Function<JsonNode, String> classOf)
            throws IOException, InterruptedException {
        Map<String, Long> counts = new HashMap<>();
        String journal = send(HttpRequest.newBuilder(URI.create(aimock.url() + "/__aimock/journal")));
        for (JsonNode request : new ObjectMapper().readTree(journal)) {
            if (request.path("path").asText().equals("/v1/chat/completions")) {
                counts.merge(classOf.apply(request), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
