package io.orchestress.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
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

    private static final URI TARGET = URI.create("http://h:4/base");

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource({
        "AUTO, http://127.0.0.1:3201/, V1_0",
        "V1_0, http://127.0.0.1:3201/, V1_0",
        "V0_3, http://127.0.0.1:3201/old, V0_3"
    })
    void prefers10WhereBothAreOffered(A2aVersion wanted, String url, Dialect dialect) throws AgentCard.Unusable {
        AgentCard.Endpoint endpoint = AgentCard.read(OF_A2A_JS).choose(wanted, TARGET);

        assertThat(endpoint.url()).hasToString(url);
        assertThat(endpoint.dialect()).isEqualTo(dialect);
    }

    @Test
    void takes03WhereThereIsNoOther() throws AgentCard.Unusable {
        assertThat(AgentCard.read(OF_A2A_JAVA).choose(A2aVersion.AUTO, TARGET).dialect())
                .isEqualTo(Dialect.V0_3);
        assertThat(AgentCard.read(GRPC_FIRST).choose(A2aVersion.AUTO, TARGET).url())
                .hasToString("http://h:3/rpc");
        assertThat(AgentCard.read("{\"url\":\"http://h/\"}")
                        .choose(A2aVersion.AUTO, TARGET)
                        .dialect())
                .as("the oldest cards name no version")
                .isEqualTo(Dialect.V0_3);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({"/rpc?a=b, http://h:4/rpc?a=b", "HTTP://H:4/, HTTP://H:4/", "http://0.0.0.0:4/, http://0.0.0.0:4/"})
    void aPathAloneIsOneOfTheTarget(String url, String at) throws AgentCard.Unusable {
        assertThat(AgentCard.read("{\"url\":\"" + url + "\"}")
                        .choose(A2aVersion.AUTO, TARGET)
                        .url())
                .hasToString(at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSONRPC", "jsonrpc", "JSON-RPC"})
    void aBindingIsKnownHoweverItIsWritten(String binding) throws AgentCard.Unusable {
        assertThat(AgentCard.read("{\"supportedInterfaces\":[{\"url\":\"/\",\"protocolBinding\":\"" + binding + "\"}]}")
                        .choose(A2aVersion.AUTO, TARGET)
                        .dialect())
                .as("only 1.0 has this list")
                .isEqualTo(Dialect.V1_0);
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
                "<html>                                                  | is not JSON",
                "[1]                                                     | is not a JSON object",
                "{}                                                      | lists no JSON-RPC interface of version 1.0 or 0.3, but none at all",
                "{\"url\":\"http://h/\",\"preferredTransport\":\"GRPC\"} | lists no JSON-RPC interface of version 1.0 or 0.3, but GRPC 0.3",
                "{\"url\":\"rpc\"}                                       | gives the URL 'rpc', which is not an HTTP URL",
                "{\"url\":\"file:///etc/passwd\"}                        | gives the URL 'file:///etc/passwd', which is not an HTTP URL",
                "{\"url\":\"http://h/\",\"protocolVersion\":\"2.0\"}     | lists no JSON-RPC interface of version 1.0 or 0.3, but JSONRPC 2.0"
            })
    void aCardThatCannotBeUsedSaysWhy(String card, String why) {
        assertThatThrownBy(() -> AgentCard.read(card).choose(A2aVersion.AUTO, TARGET))
                .isInstanceOfSatisfying(
                        AgentCard.Unusable.class, e -> assertThat(e.why()).isEqualTo(why));
    }

    @Test
    void aVersionThatIsNotOffered() {
        assertThatThrownBy(() -> AgentCard.read(OF_A2A_JAVA).choose(A2aVersion.V1_0, TARGET))
                .hasMessage("lists no JSON-RPC interface of version 1.0, but JSONRPC 0.3.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{}", "[]", "{\"ok\":true}", "{\"error\":{\"message\":\"no\"}}"})
    void otherAnswersAreNoCards(String text) {
        assertThat(AgentCard.isOne(text)).isFalse();
    }
}
