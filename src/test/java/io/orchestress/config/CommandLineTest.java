package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.protocol.process.ProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {
    @TempDir
    Path folder;

    static Stream<Arguments> shown() {
        return Stream.of(
                Arguments.of(
                        List.of("python3", "agent.py", "--task", "#{prompt}"), "python3 agent.py --task #{prompt}"),
                Arguments.of(List.of("sh", "-c", "cat; exit 3"), "sh -c 'cat; exit 3'"),
                Arguments.of(List.of("echo", "it's", ""), "echo 'it'\\''s' ''"),
                Arguments.of(List.of("agent", "--api-key", "K", "go"), "agent --api-key (redacted) go"),
                Arguments.of(List.of("agent", "--api-key=K", "go"), "agent --api-key=(redacted) go"),
                Arguments.of(List.of("env", "MY_TOKEN=K", "agent"), "env MY_TOKEN=(redacted) agent"),
                Arguments.of(
                        List.of("curl", "-H", "Authorization: Bearer K", "x"),
                        "curl -H 'Authorization: (redacted)' x"));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void withoutSecrets(List<String> command, String shown) {
        assertThat(CommandLine.shown(command)).isEqualTo(shown);
    }

    @Test
    void theRecordedConfigurationHasNoSecretsOfTheCommandEither() {
        Settings settings =
                load("orchestress.protocols.process.command", "[\"sh\", \"--token\", \"K1\", \"PASSWORD=K2\"]");
        assertThat(settings.effective().get("protocols.process.command"))
                .isEqualTo("[\"sh\",\"--token\",\"(redacted)\",\"PASSWORD=(redacted)\"]");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("[]", "needs the program and its arguments"),
                Arguments.of("[\"\"]", "needs the program and its arguments"),
                Arguments.of(
                        "[\"no-such-program-anywhere\"]", "there is no program 'no-such-program-anywhere' in PATH"),
                Arguments.of("[\"./none/x\"]", "there is no program"),
                Arguments.of("[\"/etc\"]", "there is no program /etc that can be executed"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aCommandThatCannotBeStartedNamesItsLine(String command, String message) throws IOException {
        for (String protocol : List.of("process", "mcp-stdio")) {
            String section = protocol.equals("process") ? "process" : "mcp";
            Path config = Files.writeString(
                    folder.resolve("my.conf"), "\norchestress.protocols." + section + ".command = " + command + "\n");
            assertThatThrownBy(() -> load("protocol", protocol, "config", config.toString()))
                    .isInstanceOf(InvalidConfigException.class)
                    .hasMessageContaining(config + ": 2: orchestress.protocols." + section + ".command: " + message);
        }
    }

    @Test
    void whatIsNotUsedNeedNotBeThere() {
        assertThat(load("orchestress.protocols.process.command", "[\"no-such-program-anywhere\"]")
                        .protocols()
                        .of(ProcessSettings.class)
                        .command())
                .containsExactly("no-such-program-anywhere");
    }

    @Test
    void theExpressionOfTheOutput() {
        assertThatThrownBy(() -> load("orchestress.protocols.process.output", "a(b"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("orchestress.protocols.process.output = a(b: expected a regular expression: ");
    }

    private static Settings load(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }
}
