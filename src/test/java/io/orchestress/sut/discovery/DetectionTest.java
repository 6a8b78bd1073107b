package io.orchestress.sut.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.sut.embedded.EmbeddedOrchestrator;
import io.orchestress.sut.embedded.EmbeddedSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that answer as the real ones of docs/targets.md did. */
@Tag("slow")
class DetectionTest {
    private static final String CARD = "/.well-known/agent-card.json";

    private record Scripted(int status, String type, String text) {}

    private final Map<String, Scripted> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            String method = body.replaceAll("(?s).*\"method\":\"([^\"]*)\".*|.*", "$1");
            String question = exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getPath() + (method.isEmpty() ? "" : " " + method);
            asked.add(question);
            Scripted scripted = answers.getOrDefault(question, new Scripted(404, "text/plain", "Not Found"));
            byte[] text = scripted.text().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", scripted.type());
            if (question.endsWith("initialize")) {
                exchange.getResponseHeaders().set("Mcp-Session-Id", "s1");
            }
            exchange.sendResponseHeaders(scripted.status(), 0);
            exchange.getResponseBody().write(text);
            exchange.getResponseBody().flush();
            if (!scripted.type().endsWith("open")) {
                exchange.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest(name = "{1} {2} → {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a2a    | GET /.well-known/agent-card.json | 200 | {'name':'x','url':'http://127.0.0.1:1/','protocolVersion':'0.3.0'}",
                "mcp    | POST /mcp initialize      | 200 | {'jsonrpc':'2.0','id':1,'result':{'protocolVersion':'2025-11-25'}}",
                "mcp    | POST /mcp server/discover | 200 | {'jsonrpc':'2.0','id':1,'result':{'supportedVersions':['2026-07-28']}}",
                "mcp    | POST /mcp server/discover | 400 | {'jsonrpc':'2.0','id':1,'error':{'code':-32022,'message':'version'}}",
                "openai | GET /v1/models            | 200 | {'object':'list','data':[{'id':'gpt-4o'}]}",
                "openai | GET /v1/models            | 401 | {'error':{'message':'no key','type':'invalid_request_error'}}",
                "openai | POST /v1/chat/completions | 400 | {'error':{'message':'Missing required parameter','type':'invalid_request_error'}}"
            })
    void oneAnswerIsEnough(String protocol, String question, int status, String json)
            throws TargetUnavailableException {
        answer(question, status, "application/json", json);

        assertThat(detected()).isEqualTo(protocol);
        assertThat(said.toString(UTF_8))
                .startsWith("auto: " + url() + " speaks " + protocol + ": ")
                .hasLineCount(1);
    }

    @Test
    void aSessionOfMcpIsClosedAgain() throws TargetUnavailableException {
        answer(
                "POST /mcp initialize",
                200,
                "text/event-stream",
                "id: 0\ndata: \n\nevent: message\ndata: {'jsonrpc':'2.0','id':1,'result':{'protocolVersion':'2025-06-18'}}\n\n");

        assertThat(detected()).isEqualTo("mcp");
        assertThat(asked).contains("DELETE /mcp");
    }

    @Test
    void aStreamThatStaysOpenIsReadAsFarAsItCame() throws TargetUnavailableException {
        answer(
                "POST /mcp initialize",
                200,
                "text/event-stream;open",
                "data: {'jsonrpc':'2.0','id':1,'result':{'protocolVersion':'2025-06-18'}}\n\n");

        assertThat(detected()).isEqualTo("mcp");
    }

    @Test
    void langGraphNeedsBothOfItsAnswers() throws TargetUnavailableException {
        answer("GET /ok", 200, "application/json", "{'ok':true}");
        assertThatThrownBy(this::detected).hasMessageContaining("speaks no known protocol");

        answer(
                "GET /info",
                200,
                "application/json",
                "{'version':'1.4.6','langgraph_js_version':'1.4.18','flags':{'assistants':true}}");
        assertThat(detected()).isEqualTo("langgraph");
    }

    @Test
    void theEmbeddedOrchestratorIsSpokenToInItsOwn() throws IOException, TargetUnavailableException {
        try (EmbeddedOrchestrator embedded = EmbeddedOrchestrator.start(EmbeddedSettings.defaults())) {
            Settings settings = Detection.resolved(
                    settings("target=" + embedded.url(), "protocol=auto"), new PrintStream(said, true, UTF_8));

            assertThat(settings.target().protocol().name()).isEqualTo("rest");
        }
        assertThat(Detection.resolved(settings("protocol=auto"), System.out)
                        .target()
                        .protocol()
                        .name())
                .as("nor is it asked when it is not even started")
                .isEqualTo("rest");
    }

    @Test
    void whatIsNotKnownIsAllThatWasAskedAndAnswered() {
        answer(
                "POST /mcp initialize",
                200,
                "application/json",
                "{'jsonrpc':'2.0','id':1,'error':{'code':-32601,'message':'no'}}");

        assertThatThrownBy(this::detected)
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContainingAll(
                        url() + " speaks no known protocol; set -Dprotocol=NAME",
                        "rest: GET /v1/agents?limit=1 → HTTP 404 Not Found",
                        "a2a: GET " + CARD + " → HTTP 404 Not Found",
                        "mcp: POST /mcp → HTTP 200 {\"jsonrpc\"",
                        "langgraph: GET /ok → HTTP 404",
                        "openai: POST /v1/chat/completions → HTTP 404");
        assertThat(asked).as("few questions").hasSizeLessThan(12);
    }

    @Test
    void severalAreForTheUserToChooseFrom() {
        card("'url':'" + url() + "'");
        answer("GET /v1/models", 200, "application/json", "{'object':'list','data':[]}");

        assertThatThrownBy(this::detected)
                .hasMessageContainingAll("speaks several protocols", "\n  a2a: ", "\n  openai: ")
                .hasMessageNotContaining("langgraph");
    }

    @Test
    void theCardSaysWhereAndInWhichVersion() throws TargetUnavailableException {
        card("'supportedInterfaces':[{'url':'" + url().replace("127.0.0.1", "localhost")
                + "/rpc?a=b','protocolBinding':'JSONRPC','protocolVersion':'1.0'}]");

        DetectedEndpoint spoken = Detection.spoken(URI.create(url()), settings("target=" + url(), "protocol=a2a"));

        assertThat(spoken.endpoint()).as("by the name that the user gave").hasToString(url() + "/rpc?a=b");
        assertThat(spoken.version()).isEqualTo("1.0");
    }

    @Test
    void aCardCannotSendTheLoadElsewhere() throws TargetUnavailableException {
        card("'url':'http://198.51.100.7/'");

        assertThatThrownBy(() -> Detection.spoken(URI.create(url()), settings("target=" + url(), "protocol=a2a")))
                .hasMessage("the agent card of " + url() + " (" + CARD
                        + ") points elsewhere: http://198.51.100.7 is not the "
                        + "target, " + url()
                        + ": name 198.51.100.7 in orchestress.target.allowed-hosts to put load on it");

        Settings allowed =
                settings("target=" + url(), "protocol=a2a", "orchestress.target.allowed-hosts=[\"198.51.100.7\"]");
        assertThat(Detection.spoken(URI.create(url()), allowed).endpoint()).hasHost("198.51.100.7");
    }

    static Stream<JsonNode> cardsOfTheField() throws IOException {
        JsonNode rows =
                new ObjectMapper().readTree(Files.readString(Path.of("src/test/resources/cases/agents/cards.json")));
        return StreamSupport.stream(rows.spliterator(), false);
    }

    /** Cards that were reported in public. */
    @ParameterizedTest
    @MethodSource
    void cardsOfTheField(JsonNode row) throws TargetUnavailableException {
        answer("GET " + CARD, 200, "application/json", port(row.path("card").toString()));
        Settings settings = settings("target=" + url(), "protocol=a2a");

        if (row.has("loads")) {
            assertThat(Detection.spoken(URI.create(url()), settings).endpoint())
                    .hasToString(port(row.path("loads").asText()));
        } else {
            assertThat(row.path("says")).isNotEmpty();
            row.path("says")
                    .forEach(says -> assertThatThrownBy(() -> Detection.spoken(URI.create(url()), settings))
                            .isInstanceOf(TargetUnavailableException.class)
                            .hasMessageContaining(port(says.asText())));
        }
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "http://0.0.0.0:PORT/a, http://127.0.0.1:PORT/a",
        "http://[::]:PORT/invoke?x=1, http://127.0.0.1:PORT/invoke?x=1",
        "http://[0:0:0:0:0:0:0:0]:PORT/, http://127.0.0.1:PORT/",
        "http://LOCALHOST:PORT/a, http://127.0.0.1:PORT/a",
        "HTTP://127.0.0.1:PORT/a, http://127.0.0.1:PORT/a",
        "/a2a, http://127.0.0.1:PORT/a2a",
    })
    void otherFormsOfTheTargetsOwnAddress(String named, String loaded) throws TargetUnavailableException {
        card("'url':'" + port(named) + "'");

        assertThat(Detection.spoken(URI.create(url()), settings("target=" + url(), "protocol=a2a"))
                        .endpoint())
                .hasToString(port(loaded));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "http://0.0.0.0:9/, 'says http://0.0.0.0:9/, which stands for all addresses of the agent''s machine, and points elsewhere: http://127.0.0.1:9 is not the target'",
        "https://127.0.0.1:PORT/, 'says https, but the target is http://127.0.0.1:PORT, and one port speaks one of the two'",
        "https://localhost:PORT/, 'says https, but the target is'",
        "https://127.0.0.1:9/, points elsewhere: https://127.0.0.1:9 is not the target",
        "http://localhost:9/, points elsewhere: http://localhost:9 is not the target",
        "//198.51.100.7/a2a, points elsewhere: http://198.51.100.7 is not the target",
        "http://user@127.0.0.1:PORT/, must not have a user",
    })
    void aCardThatPointsElsewhereIsToldTheTrueReason(String named, String why) {
        card("'url':'" + named.replace("PORT", port("PORT")) + "'");

        assertThatThrownBy(() -> Detection.spoken(URI.create(url()), settings("target=" + url(), "protocol=a2a")))
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining(port(why));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>                                                      | is not JSON",
                "{'name':'x','url':'http://h/','preferredTransport':'GRPC'}  | lists no JSON-RPC interface",
                "{'url':'OWN/','capabilities':{'streaming':false}} | set orchestress.protocols.a2a.mode = send"
            })
    void aCardThatCannotBeUsed(String card, String why) {
        answer("GET " + CARD, 200, "application/json", card.replace("OWN", url()));

        assertThatThrownBy(() -> Detection.spoken(URI.create(url()), settings("target=" + url(), "protocol=a2a")))
                .isInstanceOf(TargetUnavailableException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "a2a, does not speak a2a (GET /.well-known/agent-card.json → HTTP 404 Not Found)",
        "langgraph, does not speak langgraph (GET /ok → HTTP 404 Not Found)"
    })
    void theWrongProtocolIsToldTheRightOne(String protocol, String message) {
        answer("GET /v1/models", 200, "application/json", "{'object':'list','data':[]}");

        assertThatThrownBy(
                        () -> Detection.spoken(URI.create(url()), settings("target=" + url(), "protocol=" + protocol)))
                .hasMessageContainingAll(message, "It appears to speak:", "\n  openai: GET /v1/models");
    }

    @ParameterizedTest
    @CsvSource({"rest", "openai", "mcp"})
    void whatCannotBeAskedHarmlesslyOrIsByItsClientIsNot(String protocol) throws TargetUnavailableException {
        Detection.spoken(URI.create(url()), settings("target=" + url(), "protocol=" + protocol));

        assertThat(asked).isEmpty();
    }

    @Test
    void saysWhatIsSpokenInstead() {
        answer("GET " + CARD, 200, "application/json", "{'name':'x','url':'http://h/','capabilities':{}}");

        assertThat(Detection.instead(URI.create(url()), settings("target=" + url(), "protocol=mcp")))
                .startsWith("It appears to speak:")
                .contains("a2a: GET " + CARD);
    }

    private String port(String text) {
        int port = server.getAddress().getPort();
        return text.replace("PORT", Integer.toString(port)).replace("OTHER", Integer.toString(port - 1));
    }

    private void card(String members) {
        answer("GET " + CARD, 200, "application/json", "{'name':'x'," + members + "}");
    }

    private void answer(String question, int status, String type, String text) {
        answers.put(question, new Scripted(status, type, text.replace('\'', '"')));
    }

    private String detected() throws TargetUnavailableException {
        return Detection.resolved(settings("target=" + url(), "protocol=auto"), new PrintStream(said, true, UTF_8))
                .target()
                .protocol()
                .name();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static Settings settings(String... properties) {
        Properties all = new Properties();
        all.setProperty("orchestress.target.connect-timeout", "2 s");
        for (String property : properties) {
            int equals = property.indexOf('=');
            all.setProperty(property.substring(0, equals), property.substring(equals + 1));
        }
        return SettingsLoader.load(all);
    }
}
