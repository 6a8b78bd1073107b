package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.metrics.TimeSource;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Redirector;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TargetSessionTest {
    private static Settings settings(String... keyValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keyValues.length; i += 2) {
            properties.setProperty(keyValues[i], keyValues[i + 1]);
        }
        return SettingsLoader.load(properties);
    }

    @Test
    void ofTheEmbeddedOrchestratorProcessAndStartUpAreKnown() throws Exception {
        Settings settings = settings();
        try (TargetSession target = TargetSession.open(settings, Duration.ZERO, Optional.empty(), TimeSource.SYSTEM)) {
            assertThat(target.described().embedded()).isTrue();
            assertThat(target.described().startupMillis()).isBetween(1L, 120_000L);
            assertThat(target.process(settings))
                    .isInstanceOfSatisfying(
                            TargetProcess.Pid.class,
                            process -> assertThat(ProcessHandle.of(process.pid())
                                            .orElseThrow()
                                            .parent())
                                    .contains(ProcessHandle.current()));
            Settings named = settings("orchestress.resources.pid", "17");
            assertThat(target.process(named)).isEqualTo(new TargetProcess.Pid(17));
        }
    }

    @Test
    void ofAGivenTargetItIsWhoeverListensThere() throws Exception {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Settings settings = settings("target", orchestrator.url(), "orchestress.target.connect-timeout", "30 s");
            try (TargetSession target =
                    TargetSession.open(settings, Duration.ZERO, Optional.empty(), TimeSource.SYSTEM)) {
                assertThat(target.described().startupMillis()).isNull();
                assertThat(target.process(settings))
                        .isEqualTo(new TargetProcess.ListenerAt(
                                URI.create(orchestrator.url()).getPort()));
            }
        }
    }

    @Test
    void whereTheLoadGoesIsRecordedWithWhatItWasDerivedFrom() throws Exception {
        try (Orchestrator agent = new Orchestrator(EmbeddedSettings.defaults());
                Redirector elsewhere = new Redirector()) {
            String card = "{\"name\":\"x\",\"url\":\"" + agent.url() + "/a2a\",\"protocolVersion\":\"0.3.0\"}";
            elsewhere.saying(card);
            String authority = URI.create(agent.url()).getAuthority();
            Settings settings = settings(
                    "target",
                    elsewhere.url(),
                    "protocol",
                    "a2a",
                    "orchestress.target.allowed-hosts",
                    "[\"" + authority + "\"]");
            try (TargetSession target =
                    TargetSession.open(settings, Duration.ZERO, Optional.empty(), TimeSource.SYSTEM)) {
                int port = URI.create(agent.url()).getPort();
                assertThat(target.described().url()).isEqualTo(agent.url() + "/a2a");
                assertThat(target.described().given()).isEqualTo(elsewhere.url());
                assertThat(target.process(settings)).isEqualTo(new TargetProcess.ListenerAt(port));
                assertThat(target.port()).hasValue(port);
            }
            Settings unnamed = settings("target", elsewhere.url(), "protocol", "a2a");
            assertThatThrownBy(() -> TargetSession.open(unnamed, Duration.ZERO, Optional.empty(), TimeSource.SYSTEM))
                    .isInstanceOf(TargetUnavailableException.class)
                    .hasMessageContaining("name " + authority + " in orchestress.target.allowed-hosts");
        }
    }

    @Test
    void aProcessThatIsNotThereIsRefusedBeforeAnythingIsStarted() {
        Settings settings = settings("orchestress.resources.pid", "2147483646");
        assertThatThrownBy(() -> RunSession.open("SmokeTest", "smoke", settings, target -> {}))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContainingAll("orchestress.resources.pid = 2147483646", "no process");
    }
}
