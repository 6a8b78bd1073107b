package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.mcp.McpClient;
import io.orchestress.protocol.mcp.McpServer;
import io.orchestress.protocol.mcp.McpSettings;
import io.orchestress.protocol.mcp.McpTool;
import io.orchestress.protocol.mcp.McpTransport;
import io.orchestress.protocol.mcp.ToolJudge;
import io.orchestress.sut.discovery.DetectedEndpoint;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.McpHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every server of {@code cases/mcp/cases.json} is taken for what the table says: asked before the load, and then by one user, by the real client
 * over the real wire.
 */
@Timeout(180)
@Tag("slow")
class McpCasesTest {
    private static final Path TABLE = Path.of("src/test/resources/cases/mcp/cases.json");
    private static final String PAGE = "../../../../docs/protocols/mcp-cases.md";
    private static final String PROCESS = """
            ok() { printf '{"jsonrpc":"2.0","id":%%s,"result":%%s}\\n' "$1" "$2"; }
            good='{"content":[{"type":"text","text":"done"}]}'
            while read -r line; do
              id=${line#*\\"id\\":}; id=${id%%%%[,\\}]*}
              case "$line" in
                *server/discover*) printf '{"jsonrpc":"2.0","id":%%s,"error":{"code":-32601,"message":"no"}}\\n' "$id";;
                *'"initialize"'*) ok "$id" '{"protocolVersion":"2025-11-25","capabilities":{}}';;
                *notifications/*) ;;
                *tools/list*) ok "$id" '{"tools":[{"name":"echo"}]}';;
                *tools/call*) %s ;;
              esac
            done
            """;

    /**
     * A server and what becomes of it.
     *
     * @param what shows in the docs, under {@code about}
     * @param server for {@link McpHost}; null: a pipe
     * @param pipe what the process does when a tool is called; null: HTTP
     * @param settings beside those that all have
     * @param refused what is said when it is not loaded at all; null: it is
     * @param outcome of each call of the tool; null: it has no such tool
     * @param says of the last call, if it failed
     * @param notes of the last call, if it passed
     * @param seen by the server
     * @param times how often each was seen
     */
    record Case(
            String id,
            String what,
            String about,
            @Nullable JsonNode server,
            @Nullable String pipe,
            @Nullable Map<String, String> settings,
            @Nullable Integer calls,
            @Nullable List<String> refused,
            @Nullable List<String> remarks,
            @Nullable Integer tools,
            @Nullable List<String> toolNames,
            @Nullable String outcome,
            @Nullable List<String> says,
            @Nullable List<String> notes,
            @Nullable List<String> unsaid,
            @Nullable List<String> seen,
            @Nullable List<String> unseen,
            @Nullable Map<String, Integer> times) {
        @Override
        public String toString() {
            return id + ": " + what;
        }
    }

    static Stream<Case> cases() throws IOException {
        return Stream.of(new ObjectMapper().readValue(TABLE.toFile(), Case[].class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isWhatTheTableSays(Case c) {
        if (c.pipe() != null) {
            check(c, URI.create("http://127.0.0.1:1"), new McpTransport.Stdio(), null);
            return;
        }
        try (McpHost host = new McpHost(c.server())) {
            check(c, host.url(), new McpTransport.StreamableHttp(host.url().resolve("/mcp")), host);
        }
    }

    private static void check(Case c, URI url, McpTransport transport, @Nullable McpHost host) {
        Settings settings = settings(c, url);
        Requests requests = new Requests(settings, List.of());
        requests.targetIs(url, new DetectedEndpoint(settings.target().protocol(), url, ""));
        McpServer server;
        try (PreflightClient inquiry = requests.inquiry()) {
            server = McpServer.ask(
                    transport, settings.protocols().of(McpSettings.class).era(), inquiry::ask);
        } catch (McpServer.RefusedException e) {
            if (c.refused() == null) {
                fail("refused: " + e.getMessage());
            } else {
                assertThat(e.getMessage()).contains(c.refused());
            }
            orNone(c.unsaid()).forEach(words -> assertThat(e.getMessage()).doesNotContain(words));
            seen(c, host);
            return;
        }
        assertThat(c.refused()).as("refused").isNull();
        if (c.tools() != null) {
            assertThat(server.tools()).hasSize(c.tools());
        }
        assertThat(server.tools().keySet()).containsAll(orNone(c.toolNames()));
        orNone(c.remarks())
                .forEach(
                        words -> assertThat(String.join("; ", server.remarks())).contains(words));
        assertThat(server.remarks()).hasSize(c.remarks() == null ? 0 : 1);
        if (c.outcome() != null) {
            use(c, requests, server, transport);
        }
        seen(c, host);
    }

    private static void use(Case c, Requests requests, McpServer server, McpTransport transport) {
        McpSettings mcp = requests.settings().protocols().of(McpSettings.class);
        McpClient client = new McpClient(transport, server.stateless(), mcp.progress());
        McpTool tool = server.tools().get("echo");
        assertThat(tool).as("the tool").isNotNull();
        try (PreflightClient user = requests.inquiry()) {
            assertThat(user.ask(client.initialize()).detail()).isEmpty();
            assertThat(user.ask(client.initialized()).detail()).isEmpty();
            for (int i = 0; i < (c.calls() == null ? 1 : c.calls()); i++) {
                Reply reply = user.ask(client.callTool(
                        tool, "{\"message\":\"hi\"}", new ToolJudge(mcp.success(), mcp.error(), false)));
                assertThat(reply.outcome().label()).as(reply.detail()).isEqualTo(c.outcome());
                orNone(c.notes())
                        .forEach(words ->
                                assertThat(String.join("; ", reply.notes())).contains(words));
                orNone(c.says()).forEach(words -> assertThat(reply.detail()).contains(words));
            }
            client.farewell().ifPresent(user::ask);
        }
    }

    private static void seen(Case c, @Nullable McpHost host) {
        if (host == null) {
            return;
        }
        assertThat(host.seen()).containsAll(orNone(c.seen()));
        for (String unseen : orNone(c.unseen())) {
            assertThat(host.seen()).noneMatch(seen -> seen.startsWith(unseen));
        }
        if (c.times() != null) {
            c.times()
                    .forEach((what, times) -> assertThat(host.seen().stream().filter(what::equals))
                            .as(what)
                            .hasSize(times));
        }
    }

    private static List<String> orNone(@Nullable List<String> texts) {
        return texts == null ? List.of() : texts;
    }

    private static String process(String whenCalled) {
        try {
            return new ObjectMapper().writeValueAsString(List.of("sh", "-c", PROCESS.formatted(whenCalled)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Settings settings(Case c, URI url) {
        Properties given = new Properties();
        given.setProperty("orchestress.target.protocol", c.pipe() == null ? "mcp" : "mcp-stdio");
        given.setProperty("orchestress.target.url", url.toString());
        given.setProperty("orchestress.target.request-timeout", "10 s");
        if (c.pipe() != null) {
            given.remove("orchestress.target.url");
            given.setProperty("orchestress.protocols.mcp.command", process(c.pipe()));
        }
        if (c.settings() != null) {
            given.putAll(c.settings());
        }
        return SettingsLoader.load(given);
    }

    @Test
    void thePageIsWrittenFromTheTable() throws IOException {
        Map<String, List<Case>> byKind =
                cases().collect(Collectors.groupingBy(Case::about, java.util.LinkedHashMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder("""
                # What is made of MCP servers

                Written by a test from `src/test/resources/cases/mcp/cases.json`, of which every row is a server that the tests talk to. [mcp](mcp.md) says the
                rules; this says what comes out.

                | the server | becomes |
                |---|---|
                """);
        byKind.forEach((kind, cases) -> {
            page.append("| **").append(kind).append("** | |\n");
            cases.forEach(c -> page.append("| ")
                    .append(escaped(c.what()))
                    .append(" | ")
                    .append(escaped(becomes(c)))
                    .append(" |\n"));
        });
        Golden.assertMatches(PAGE, page.toString());
    }

    private static String becomes(Case c) {
        List<String> parts = new ArrayList<>();
        if (c.refused() != null) {
            parts.add("refused before the load: " + quoted(c.refused()));
        }
        if (c.outcome() != null) {
            parts.add("`" + c.outcome() + "`" + (c.says() == null ? "" : ": " + quoted(c.says())));
        }
        if (c.notes() != null) {
            parts.add("noted: " + quoted(c.notes()));
        }
        if (c.remarks() != null) {
            parts.add("said on the console: " + quoted(c.remarks()));
        }
        if (c.times() != null) {
            parts.add(c.times().entrySet().stream()
                    .map(e -> e.getValue() + " × `" + e.getKey() + "`")
                    .collect(Collectors.joining(", ")));
        } else if (c.seen() != null) {
            parts.add("sends `" + String.join("`, `", c.seen()) + "`");
        }
        return String.join("; ", parts);
    }

    private static String quoted(List<String> words) {
        return words.stream().map(one -> "“" + one + "”").collect(Collectors.joining(", "));
    }

    private static String escaped(String text) {
        return text.replace("\n", " ").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
