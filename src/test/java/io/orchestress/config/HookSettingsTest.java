package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.HookSettings.Command;
import io.orchestress.config.HookSettings.Event;
import io.orchestress.config.HookSettings.Hook;
import io.orchestress.config.HookSettings.Webhook;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookSettingsTest {
    @TempDir
    Path folder;

    @Test
    void nobodyIsToldByDefault() {
        assertThat(SettingsLoader.load(new Properties()).hooks().hooks()).isEmpty();
    }

    @Test
    void whatIsGivenAndWhatIsNot() throws IOException {
        HookSettings hooks = load("""
                a { on = [fail, regression], url = "https://hooks.example/x?key=K1", headers { X-Key = K2 } }
                b { on = [critical-regression], command = [sh, --token, K3], timeout = 5 min, required = true }
                """).hooks();

        assertThat(hooks.hooks())
                .containsExactly(
                        new Hook(
                                "a",
                                Set.of(Event.FAIL, Event.REGRESSION),
                                Duration.ofSeconds(10),
                                false,
                                new Webhook(URI.create("https://hooks.example/x?key=K1"), Map.of("X-Key", "K2"), 3)),
                        new Hook(
                                "b",
                                Set.of(Event.CRITICAL_REGRESSION),
                                Duration.ofMinutes(5),
                                true,
                                new Command(List.of("sh", "--token", "K3"))));
    }

    @Test
    void theirSecretsAreNotRecorded() throws IOException {
        Settings settings = load("""
                a { on = [fail], url = "https://K1.example/K1", headers { X-Key = K2 } }
                b.on = [fail], b.command = [sh, --token, K3]
                """);

        assertThat(settings.effective())
                .containsEntry("hooks.a.url", "(redacted)")
                .containsEntry("hooks.a.headers.X-Key", "(redacted)")
                .containsEntry("hooks.b.command", "[\"sh\",\"--token\",\"(redacted)\"]");
        assertThat(settings.effective().toString()).doesNotContain("K1", "K2", "K3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a { on = [fail] } | hooks.a: needs either a url, for a webhook, or a command",
                "a { on = [fail], url = \"http://h/\", command = [sh] } | hooks.a: needs either a url",
                "a { on = [faill], url = \"http://h/\" } | hooks.a.on: 'faill' is not one of verdict, pass, warn, fail, inconclusive",
                "a { on = [], url = \"http://h/\" } | hooks.a.on: name at least one of verdict",
                "a { url = \"http://h/\" } | hooks.a.on: is missing",
                "a { on = [fail], url = \"ftp://h/K1\" } | hooks.a.url = (redacted): expected http://HOST",
                "a { on = [fail], url = \"K1 K1\" } | hooks.a.url = (redacted): expected http://HOST",
                "a { on = [fail], url = \"http://h/\", attempts = 0 } | hooks.a.attempts = 0: must be from 1 to 10",
                "a { on = [fail], url = \"http://h/\", timeout = 10 } | hooks.a.timeout = 10: a duration needs its unit",
                "a { on = [fail], url = \"http://h/\", headers { Host = K1 } } | hooks.a.headers.Host = (redacted): the connection sets",
                "a { on = [fail], url = \"http://h/\", adress = K1 } | hooks.a.adress = (redacted): unknown key; known here: on, required, url",
                "a { on = [fail], command = [no-such-program-anywhere] } | hooks.a.command: there is no program 'no-such-program-anywhere' in PATH",
                "a = 1 | hooks.a = (redacted): expected an object",
            })
    void whatCannotBeUsedNamesItsLine(String hooks, String problem) {
        assertThatThrownBy(() -> load(hooks))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("hooks.conf: 2: orchestress." + problem)
                .hasMessageNotContaining("K1");
    }

    @Test
    void aSecretThatTheEnvironmentDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> load("a { on = [fail], url = ${NO_SUCH_VARIABLE_ANYWHERE} }"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("${NO_SUCH_VARIABLE_ANYWHERE}");
    }

    private Settings load(String hooks) throws IOException {
        Path file = Files.writeString(folder.resolve("hooks.conf"), "orchestress.hooks {\n" + hooks + "\n}\n");
        Properties properties = new Properties();
        properties.setProperty("config", file.toString());
        return SettingsLoader.load(properties);
    }
}
