package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingSettingsTest {
    private static TracingSettings load(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty("orchestress.tracing." + key, value);
        return SettingsLoader.load(properties).part(TracingSettings.class);
    }

    @Test
    void requestsCarryATraceByDefault() {
        TracingSettings defaults = SettingsLoader.load(new Properties()).part(TracingSettings.class);
        assertThat(defaults.enabled()).isTrue();
        assertThat(defaults.sampled()).isEqualTo(1);
        assertThat(defaults.linkTo("0af7")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://traces.example/trace/#{traceId}, https://traces.example/trace/0af7",
        "http://127.0.0.1:16686/trace/#{traceId}?uiFind=#{traceId}, http://127.0.0.1:16686/trace/0af7?uiFind=0af7",
        "HTTPS://traces.example/#/t/#{traceId}, HTTPS://traces.example/#/t/0af7",
    })
    void anAddressWithAPlaceForTheId(String link, String address) {
        assertThat(load("link", link).linkTo("0af7")).contains(address);
    }

    @ParameterizedTest
    @CsvSource({
        "link, https://traces.example/trace/, does not contain #{traceId}",
        "link, https://traces.example/#{traceid}, unknown name #{traceid}",
        "link, https://traces.example/#{traceId}/#{spanId}, unknown name #{spanId}",
        "link, javascript:alert('#{traceId}'), must begin with https:// or http://",
        "link, ftp://traces.example/#{traceId}, must begin with https:// or http://",
        "link, data:text/html;#{traceId}, must begin with https:// or http://",
        "link, //traces.example/#{traceId}, must begin with https:// or http://",
        "link, #{traceId}, must begin with https:// or http://",
        "link, https:///#{traceId}, has no host",
        "link, https://me:secret@traces.example/#{traceId}, must not contain credentials",
        "link, https://traces.example/a b#{traceId}, is not a URL",
        "link, 'https://traces.example/\"><script>#{traceId}', is not a URL",
        "sampled, 1.1, must be from 0 to 1",
        "sampled, -0.1, must be from 0 to 1",
        "sampled, all, expected a number from 0 to 1",
        "samples.slowest, 51, must be from 0 to 50",
        "samples.failures, -1, must be from 0 to 50",
        "enabled, maybe, expected true or false",
    })
    void whatIsWrongSaysWhatWouldBeValid(String key, String value, String problem) {
        assertThatThrownBy(() -> load(key, value))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.tracing." + key)
                .hasMessageContaining(problem);
    }
}
