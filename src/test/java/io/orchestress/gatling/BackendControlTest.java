package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.ControlSettings.Request;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.sut.control.ControlCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendControlTest {
    private static final String PHASE =
            "orchestress.workloads.mine.phases = [\n{ kind = steady, users = 1, hold = 1 s, controls { backend = \"%s\" } }]\n";
    private static final String ENABLED =
            "orchestress.backend.enabled = true\norchestress.target.url = \"http://127.0.0.1:1\"\n";

    @TempDir
    private Path folder;

    private Settings load(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.conf"), config);
        Properties properties = new Properties();
        properties.setProperty("config", file.toString());
        return SettingsLoader.load(properties);
    }

    @Test
    void aRunWithABackendCanSetItsFaultsForAnyTarget() throws IOException {
        Settings planned = BackendControl.planned("mine", load(PHASE.formatted("429; hang tool=lookup") + ENABLED));
        ControlCheck.check("mine", planned);
        assertThat(planned.driven("faults")).isEqualTo("backend-faults");
        Settings running = BackendControl.at("http://127.0.0.1:4711", planned);
        assertThat(running.controls().get("backend")).isInstanceOfSatisfying(Request.class, control -> {
            assertThat(control.address()).isEqualTo("http://127.0.0.1:4711/faults");
            assertThat(control.reset()).isEqualTo(Optional.of("none"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            430                   | unknown fault
            is-error tool=serch   | this backend serves no tool
            429 share=2           | is no share of calls
            """)
    void aWrongFaultIsNamedWithFileAndLine(String value, String expected) throws IOException {
        Settings settings = load(PHASE.formatted(value) + ENABLED);
        assertThatThrownBy(() -> BackendControl.planned("mine", settings))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.message()).contains(expected);
                            assertThat(problem.origin()).contains("mine.conf: 2");
                            assertThat(problem.key())
                                    .isEqualTo("orchestress.workloads.mine.phases[0].controls.backend");
                        }));
        assertThat(BackendControl.planned("smoke", settings).controls())
                .as("of another workload it does not matter")
                .containsKey("backend");
    }

    @Test
    void withoutABackendTheControlIsNotThereAndTheMessageSaysHow() throws IOException {
        Settings settings = load(PHASE.formatted("429") + "orchestress.target.url = \"http://127.0.0.1:1\"");
        assertThat(BackendControl.planned("mine", settings).controls()).doesNotContainKey("backend");
        assertThatThrownBy(() -> ControlCheck.check("mine", settings))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(ConfigProblem::message)
                                .singleElement()
                                .asString()
                                .contains("orchestress.backend.enabled = true"));
    }

    @Test
    void aControlOfTheUsersOwnTakesItsPlace() throws IOException {
        Settings settings = load(PHASE.formatted("whatever it takes") + ENABLED
                + "orchestress.controls.backend { command = [\"true\", \"#{value}\"] }");
        Settings planned = BackendControl.planned("mine", settings);
        assertThat(List.of(planned, BackendControl.at("http://127.0.0.1:1", planned)))
                .allSatisfy(each -> assertThat(each.controls().get("backend")).isNotInstanceOf(Request.class));
    }
}
