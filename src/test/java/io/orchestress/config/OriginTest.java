package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {
    /** Names of containers often have one: the reason is said, and a name that would do. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://agent_server:8000, agent-server:8000",
        "http://agent_server, agent-server",
        "https://my_agent_1.local/v1, my-agent-1.local"
    })
    void anUnderscoreInTheNameOfAHostIsTheReason(String url, String alias) {
        assertThatThrownBy(() -> Origin.url(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not have an underscore")
                .hasMessageContaining(alias);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"agent_server:8000", "ftp://host", "http://", "http://user_name@:80"})
    void whatIsNoUrlOfHttpIsNone(String url) {
        assertThatThrownBy(() -> Origin.url(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected http://HOST[:PORT]");
    }
}
