package io.orchestress.sut.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.config.ControlSettings;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCheckTest {
    private static final String PHASE =
            "orchestress.workloads.mine.phases = [\n{ kind = steady, users = 1, hold = 1 s, controls { size = %s } }]\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"scalability", "faults"})
    void theEmbeddedOrchestratorHasTheControlsOfEveryWorkload(String workload) {
        assertThatCode(() -> ControlCheck.check(workload, load(""))).doesNotThrowAnyException();
    }

    @Test
    void aTargetHasThoseOfTheConfigurationOnly() throws IOException {
        Settings settings = load("orchestress.target.url = \"http://127.0.0.1:1\"");

        InvalidConfigException e = refused("scalability", settings);

        assertThat(e.problems())
                .first()
                .asString()
                .contains(
                        "reference.conf: ",
                        "orchestress.workloads.scalability.phases[0].controls.instances = 1: this target has no control 'instances'"
                                + " (there are none): define it with orchestress.controls.instances { request",
                        "ConcurrencyTest and ConnectionsTest");
        assertThatCode(() -> ControlCheck.check("connections", settings)).doesNotThrowAnyException();
    }

    @Test
    void ofOneWorkloadOnlyItsOwnControlsMatter() throws IOException {
        Settings settings = load(PHASE.formatted("3"));

        assertThatCode(() -> ControlCheck.check("spike", settings)).doesNotThrowAnyException();
        assertThat(refused("mine", settings).problems())
                .singleElement()
                .asString()
                .contains("mine.conf: 2: ", "no control 'size' (known: bug, fault, instances, workers)");
    }

    @ParameterizedTest(name = "{0} set to {1}")
    @CsvSource(delimiter = '|', textBlock = """
            { request = "PUT http://198.51.100.7/x" } | 3 | is not this machine: name it in orchestress.target.allowed-hosts
            { request = "PUT /x", body = "{\\"n\\": #{value}}" } | three | would send invalid JSON: {"n": three}
            """)
    void refusesBeforeTheLoad(String control, String value, String message) throws IOException {
        Settings settings = load("orchestress.controls.size = " + control + "\n" + PHASE.formatted(value));

        assertThat(refused("mine", settings).problems())
                .singleElement()
                .asString()
                .contains("mine.conf: ", message);
    }

    @Test
    void whatIsNoJsonByItsHeadersNeedNotBe() throws IOException {
        Settings settings = load("orchestress.controls.size { request = \"PUT /x\", body = \"n=#{value}\", headers {"
                + " Content-Type = \"text/plain\" } }\n" + PHASE.formatted("3"));

        assertThatCode(() -> ControlCheck.check("mine", settings)).doesNotThrowAnyException();
    }

    @Test
    void aCommandHasNoAddress() throws IOException {
        Settings settings = load("orchestress.controls.size { request = \"PUT /x\" }\norchestress.target.protocol ="
                + " process\norchestress.protocols.process.command = [\"true\"]\n" + PHASE.formatted("3"));

        assertThat(refused("mine", settings).problems())
                .singleElement()
                .asString()
                .contains("give a full URL, or a command");
    }

    @Test
    void readsAControl() throws IOException {
        Settings settings = load("""
                orchestress.controls {
                  size { request = "PUT /x/#{value}", headers { X-Key = hidden }, reset = 1 }
                  scale { command = ["true", "--n=#{value}"], timeout = 5 s }
                }
                """);

        ControlSettings.Request size = (ControlSettings.Request)
                Objects.requireNonNull(settings.controls().get("size"));
        assertThat(size.method()).isEqualTo("PUT");
        assertThat(size.address()).isEqualTo("/x/#{value}");
        assertThat(size.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(size.reset()).contains("1");
        ControlSettings.Control scale =
                Objects.requireNonNull(settings.controls().get("scale"));
        assertThat(scale.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(scale.reset()).isEqualTo(Optional.empty());
        assertThat(settings.effective()).containsEntry("controls.size.headers.X-Key", "(redacted)");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                               | needs either a request, such as "PUT /admin/workers", or a command
            { request = "PUT /x", command = ["true"] }       | needs either a request
            { request = "/x" }                               | expected a method and a path or URL
            { request = "PUT x" }                            | expected a method and a path or URL
            { request = "PUT ftp://127.0.0.1/x" }            | expected a method and a path or URL
            { request = "PUT http://#{value}/x" }            | expected a method and a path or URL
            { request = "PUT /x", body = "#{size}" }         | unknown name #{size}; known here: value
            { request = "PUT /x", headers { Host = a } }     | the connection sets this header itself
            { request = "PUT /x", after = 3 }                | unknown key
            { command = ["/no/such/program"] }               | there is no program /no/such/program
            { command = ["true", "#{n}"] }                   | unknown name #{n}; known here: value
            """)
    void refusesWhenItIsRead(String control, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.conf"), "\norchestress.controls.size = " + control);
        Properties properties = new Properties();
        properties.setProperty("config", file.toString());

        InvalidConfigException e =
                catchThrowableOfType(InvalidConfigException.class, () -> SettingsLoader.load(properties));

        assertThat(e.problems()).first().asString().contains("mine.conf: 2: orchestress.controls.size", message);
    }

    private static InvalidConfigException refused(String workload, Settings settings) {
        return catchThrowableOfType(InvalidConfigException.class, () -> ControlCheck.check(workload, settings));
    }

    private Settings load(String config) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(
                "config", Files.writeString(folder.resolve("mine.conf"), config).toString());
        return SettingsLoader.load(properties);
    }
}
