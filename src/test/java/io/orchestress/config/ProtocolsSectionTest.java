package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.protocol.rest.Follow;
import io.orchestress.protocol.rest.RestCall;
import io.orchestress.protocol.rest.RestSettings;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolsSectionTest {
    private static final String REST = "orchestress.protocols.rest.calls.mine";

    /** The default of each size is a call that there is, of the embedded orchestrator. */
    @Test
    void mapsTheEmbeddedOrchestrator() {
        RestSettings rest = load().protocols().of(RestSettings.class);

        assertThat(rest.calls())
                .containsKeys(rest.spawn())
                .containsKeys(rest.sizes().values().toArray(String[]::new));
        assertThat(rest.calls().get("submit"))
                .satisfies(call -> assertThat(call.follow()).isEqualTo(Follow.POLL))
                .satisfies(call -> assertThat(call.next()).isEqualTo("GET /v1/tasks/#{id}"))
                .satisfies(call -> assertThat(call.state()).isEqualTo("/state"))
                .satisfies(call -> assertThat(call.body()).contains("#{prompt}"));
        assertThat(rest.calls().get("run").follow()).isEqualTo(Follow.NONE);
    }

    @Test
    void leavesOutWhatACallDoesNotName() {
        RestCall call = load(REST, "{ request = \"GET /x\", id = text }")
                .protocols()
                .of(RestSettings.class)
                .calls()
                .get("mine");

        assertThat(call.id()).isEqualTo(RestCall.WHOLE_TEXT);
        assertThat(call.body()).isEmpty();
        assertThat(call.state()).isEmpty();
        assertThat(call.done()).isEmpty();
        assertThat(call.follow()).isEqualTo(Follow.NONE);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    orchestress.protocols.openai.path          | v1/chat          | expected a path that begins with /
                    orchestress.protocols.openai.turns         | 0                | must be from 1 to 1000
                    orchestress.protocols.openai.temperature   | 1                | unknown key
                    orchestress.protocols.openai.message       | #{promt}         | unknown name #{promt}; known here: prompt
                    orchestress.protocols.langgraph.input      | a text           | expected JSON
                    orchestress.protocols.langgraph.stream-modes | [custom]       | expected values or updates among them
                    orchestress.protocols.langgraph.mode       | poll             | expected one of wait, stream
                    orchestress.protocols.langgraph.token      | token            | expected a JSON pointer
                    orchestress.protocols.mcp.era              | old              | expected one of auto, session, stateless
                    orchestress.protocols.mcp.task             | { tool = "", arguments = "{}" } | tool is missing: expected the name of the tool to call
                    orchestress.protocols.a2a.version          | 0.2              | expected one of auto, 0.3, 1.0
                    orchestress.protocols.process.success-exit-codes | [0, 256]   | whole numbers from 0 to 255, not 256
                    orchestress.protocols.rest.spawn           | nothing          | expected one of run, spawn, stream, submit, workflow
                    orchestress.protocols.rest.sizes.simple    | nothing          | no such call; expected one of
                    orchestress.protocols.rest.calls.mine      | { request = x }  | expected a method and a path
                    orchestress.protocols.rest.calls.mine      | { request = "GET /x", state = s }     | expected a JSON pointer
                    orchestress.protocols.rest.calls.mine      | { request = "GET /x", follow = poll } | what to poll
                    orchestress.protocols.rest.calls.mine      | { request = "GET /x", follow = poll, next = "GET /y" } | polling needs state or pending-status
                    orchestress.protocols.rest.calls.mine      | { request = "GET /x", statee = /s }   | unknown key
                    orchestress.prices.models.swift            | { input = -1, output = 1 } | must be from 0
                    orchestress.prices.reference-model                  | nobody           | expected a model that has a price
                    orchestress.prices.cheap-share-from        | 0.9              | must not be above cheap-share-to
                    orchestress.target.headers         | { "a b" = x }        | not a valid HTTP header name
                    orchestress.target.headers         | { a = "x\\ny" }       | a control character
                    orchestress.slo.ttft                       | 0 s              | must be at least 1 ms
                    orchestress.stream.stall                   | 2                | needs its unit
                    """)
    void refuses(String key, String value, String message) {
        Properties properties = new Properties();
        properties.setProperty(key, value);

        InvalidConfigException e =
                catchThrowableOfType(InvalidConfigException.class, () -> SettingsLoader.load(properties));

        assertThat(e).hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"mcp-stdio", "process"})
    void aLocalProtocolHasNoUrl(String protocol) {
        Properties properties = new Properties();
        properties.setProperty("protocol", protocol);
        properties.setProperty("target", "http://127.0.0.1:1");

        InvalidConfigException e =
                catchThrowableOfType(InvalidConfigException.class, () -> SettingsLoader.load(properties));

        assertThat(e).hasMessageContaining("starts a command: it has no URL");
    }

    private static Settings load(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }
}
