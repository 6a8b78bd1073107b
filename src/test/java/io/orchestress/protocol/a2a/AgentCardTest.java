package io.orchestress.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.Protocols.A2aVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentCardTest {
    /** Of a2a-js 1.3.0, which serves both forms in one. */
    private static final String OF_A2A_JS = """
            {"name":"Steps","version":"1.0.0","url":"http://127.0.0.1:3201/old","preferredTransport":"JSONRPC","protocolVersion":"0.3",
             "capabilities":{"streaming":true,"pushNotifications":false},
             "supportedInterfaces":[{"url":"http://127.0.0.1:3201/","protocolBinding":"JSONRPC","protocolVersion":"1.0","tenant":""}]}""";

    /** Of a2a-java 0.3.3. */
    private static final String OF_A2A_JAVA = """
            {"name":"Steps","url":"http://127.0.0.1:3202","capabilities":{"streaming":true},
             "additionalInterfaces":[{"transport":"JSONRPC","url":"http://127.0.0.1:3202"}],
             "preferredTransport":"JSONRPC","protocolVersion":"0.3.0"}""";

    private static final String GRPC_FIRST = """
            {"name":"x","url":"http://h:1/grpc","preferredTransport":"GRPC","protocolVersion":"0.3.0",
             "additionalInterfaces":[{"transport":"HTTP+JSON","url":"http://h:2/"},{"transport":"JSONRPC","url":"http://h:3/rpc"}]}""";

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource({
        "AUTO, http://127.0.0.1:3201/, V1_0",
        "V1_0, http://127.0.0.1:3201/, V1_0",
        "V0_3, http://127.0.0.1:3201/old, V0_3"
    })
    void prefers10WhereBothAreOffered(A2aVersion wanted, String url, Dialect dialect) throws AgentCard.Unusable {
        AgentCard.Endpoint endpoint = AgentCard.read(OF_A2A_JS).choose(wanted);

        assertThat(endpoint.url()).hasToString(url);
        assertThat(endpoint.dialect()).isEqualTo(dialect);
    }

    @Test
    void takes03WhereThereIsNoOther() throws AgentCard.Unusable {
        assertThat(AgentCard.read(OF_A2A_JAVA).choose(A2aVersion.AUTO).dialect())
                .isEqualTo(Dialect.V0_3);
        assertThat(AgentCard.read(GRPC_FIRST).choose(A2aVersion.AUTO).url()).hasToString("http://h:3/rpc");
        assertThat(AgentCard.read("{\"url\":\"http://h/\"}")
                        .choose(A2aVersion.AUTO)
                        .dialect())
                .as("the oldest cards name no version")
                .isEqualTo(Dialect.V0_3);
    }

    @Test
    void saysWhetherItStreams() throws AgentCard.Unusable {
        assertThat(AgentCard.read(OF_A2A_JS).streams()).contains(true);
        assertThat(AgentCard.read("{\"capabilities\":{\"streaming\":false}}").streams())
                .contains(false);
        assertThat(AgentCard.read(GRPC_FIRST).streams()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>                                                  | is no JSON",
                "[1]                                                     | is no JSON object",
                "{}                                                      | names no JSON-RPC interface of version 1.0 or 0.3, but none at all",
                "{\"url\":\"http://h/\",\"preferredTransport\":\"GRPC\"} | names no JSON-RPC interface of version 1.0 or 0.3, but GRPC 0.3",
                "{\"url\":\"/rpc\"}                                      | names '/rpc' as its URL, which is none of HTTP",
                "{\"url\":\"file:///etc/passwd\"}                        | names 'file:///etc/passwd' as its URL, which is none of HTTP",
                "{\"url\":\"http://h/\",\"protocolVersion\":\"2.0\"}     | names no JSON-RPC interface of version 1.0 or 0.3, but JSONRPC 2.0"
            })
    void aCardThatCannotBeUsedSaysWhy(String card, String why) {
        assertThatThrownBy(() -> AgentCard.read(card).choose(A2aVersion.AUTO))
                .isInstanceOfSatisfying(
                        AgentCard.Unusable.class, e -> assertThat(e.why()).isEqualTo(why));
    }

    @Test
    void aVersionThatIsNotOffered() {
        assertThatThrownBy(() -> AgentCard.read(OF_A2A_JAVA).choose(A2aVersion.V1_0))
                .hasMessage("names no JSON-RPC interface of version 1.0, but JSONRPC 0.3.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"ok\":true}", "{\"error\":{\"message\":\"no\"}}"})
    void otherAnswersAreNoCards(String text) {
        assertThat(AgentCard.isOne(text)).isFalse();
    }
}
