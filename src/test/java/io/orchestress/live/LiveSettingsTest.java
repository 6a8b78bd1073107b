package io.orchestress.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.testkit.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveSettingsTest {
    private static final String TOKEN = "0123456789abcdef";

    private static LiveSettings settings(String... keysAndValues) {
        return Reference.settings(keysAndValues).part(LiveSettings.class);
    }

    @Test
    void byDefaultItIsOnLoopbackAtAnyPort() {
        LiveSettings settings = settings();
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.address().isLoopback()).isTrue();
        assertThat(settings.namesPort()).isFalse();
        assertThat(settings.viewers()).isEqualTo(16);
    }

    @Test
    void anotherAddressNeedsAToken() {
        assertThat(settings("live.bind", "0.0.0.0", "live.token", TOKEN)
                        .address()
                        .isLoopback())
                .isFalse();
        assertThat(settings("live.bind", "0.0.0.0", "live.enabled", "false").enabled())
                .isFalse();
        assertThat(settings("live.bind", "::1").address().isLoopback()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "live.bind | 0.0.0.0 | orchestress.live.token must be set",
                "live.bind | '' | expected an address of this machine",
                "live.token | short | at least 16",
                "live.token | 0123456789abcdef;x | at least 16",
                "live.port | 70000 | 65535",
                "live.port | -1 | 65535",
                "live.viewers | 0 | 1",
                "live.prt | 8080 | prt"
            })
    void whatCannotBeIsSaid(String key, String value, String message) {
        assertThatThrownBy(() -> settings(key, value))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(message);
    }
}
