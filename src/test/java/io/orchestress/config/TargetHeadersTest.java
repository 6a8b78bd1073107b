package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetHeadersTest {
    private static Settings load(String headers) {
        Properties properties = new Properties();
        properties.setProperty("orchestress.target.headers", headers);
        return SettingsLoader.load(properties);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length",
                "content-length",
                "Transfer-Encoding",
                "Connection",
                "keep-alive",
                "Expect",
                "Upgrade",
                "TE",
                "Trailer",
                "Proxy-Connection",
                "HTTP2-Settings"
            })
    void whatFramesAMessageIsNotTheUsers(String name) {
        assertThatThrownBy(() -> load("{ " + name + " = SECRET }"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.target.headers." + name)
                .hasMessageContaining("the connection sets this header itself; valid is any header but connection, ")
                .hasMessageNotContaining("SECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRETü",
                "SECRET€",
                "SECRET\\u0007",
                "SECRET\\r\\nX: y",
                "SECRET\\u007f",
                "SECRET\\u00a0",
                "“SECRET”"
            })
    void aValueIsPrintableAsciiAndIsNeverShown(String value) {
        assertThatThrownBy(() -> load("{ Authorization = \"" + value + "\" }"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.target.headers.Authorization")
                .hasMessageContaining("of its value (not shown) is")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void aHeaderIsGivenOnceInWhateverLetters() {
        assertThatThrownBy(() -> load("{ Accept = a, accept = b }"))
                .hasMessageContaining("repeats header Accept: give it once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, deflate, br", "*", "gzip;q=1.0, BR;q=0.1"})
    void aCodingThatCannotBeUndoneIsNotAskedFor(String value) {
        assertThatThrownBy(() -> load("{ accept-encoding = \"" + value + "\" }"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.target.headers.accept-encoding")
                .hasMessageContaining("cannot be decoded on every machine; valid: deflate, gzip, identity, x-gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP, deflate;q=0.5", "identity", "gzip, br;q=0, *;q=0.0", ""})
    void aCodingThatCanBeUndoneIs(String value) {
        assertThat(load("{ Accept-Encoding = \"" + value + "\" }").target().headers())
                .containsEntry("Accept-Encoding", value);
    }

    @Test
    void theRestIsSent() {
        assertThat(load("{ Host = virtual.example, X-Tab = \"a\\tb~ !\", Accept-Encoding = gzip }")
                        .target()
                        .headers()
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(List.of("Host", "X-Tab", "Accept-Encoding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"longest-answer", "longest-stream"})
    void limitsOfAnswersCarryTheirUnit(String key) {
        for (String value : List.of("5", "1 B", "2 GiB", "much")) {
            Properties properties = new Properties();
            properties.setProperty("orchestress.target." + key, value);
            assertThatThrownBy(() -> SettingsLoader.load(properties))
                    .hasMessageContaining("orchestress.target." + key)
                    .hasMessageContaining("from 1 KiB up to 1048576 KiB");
        }
        Properties properties = new Properties();
        properties.setProperty("orchestress.target." + key, "2 MiB");
        assertThat(SettingsLoader.load(properties).target()).isNotNull();
    }
}
