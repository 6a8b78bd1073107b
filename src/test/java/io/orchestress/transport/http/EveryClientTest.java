package io.orchestress.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.monitoring.MetricsEndpoint;
import io.orchestress.monitoring.ResourceWatch;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.monitoring.WatchPlan;
import io.orchestress.monitoring.prometheus.Expression;
import io.orchestress.notify.Hooks;
import io.orchestress.notify.Notification;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TargetEvent;
import io.orchestress.sut.Liveness;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.sut.control.Controls;
import io.orchestress.sut.discovery.Detection;
import io.orchestress.testkit.Redirector;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.workload.Plan;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A server that sends everybody elsewhere, before every client that is no load: nothing arrives there. The load has {@code RedirectsTest}. */
@Tag("slow")
class EveryClientTest {
    static final List<String> WAYS = Redirector.WAYS;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    @ParameterizedTest
    @FieldSource("WAYS")
    void nothingArrivesElsewhere(String way) throws Exception {
        try (Redirector server = new Redirector().by(way)) {
            URI url = URI.create(server.url());
            liveness(url);
            detection(url);
            metrics(url);
            control(url);
            webhook(url);

            assertThat(server.asked())
                    .as("each has asked")
                    .contains(
                            "/",
                            "/.well-known/agent-card.json",
                            "/ok",
                            "/v1/models",
                            "/mcp",
                            "/metrics",
                            "/control",
                            "/hook");
            assertThat(server.arrived()).isEmpty();
        }
    }

    private void liveness(URI url) throws Exception {
        Liveness.check(url, TargetAccess.PLAIN, Duration.ofSeconds(10));
    }

    private void detection(URI url) {
        for (String protocol : List.of("auto", "a2a", "langgraph")) {
            Settings settings = settings("target", url.toString(), "protocol", protocol);
            assertThat(catchThrowable(() -> {
                        Detection.resolved(settings, out);
                        Detection.spoken(url, settings);
                    }))
                    .isInstanceOf(TargetUnavailableException.class);
        }
    }

    private void metrics(URI url) throws Exception {
        MetricsEndpoint page = new MetricsEndpoint(
                url.resolve("/metrics"),
                "the page",
                "target",
                Duration.ofSeconds(10),
                Optional.of("Bearer secret"),
                Http.direct(),
                Map.of("queue-depth", Expression.parse("jobs")));
        WatchPlan plan =
                new WatchPlan(new TargetProcess.Unknown(), OptionalInt.empty(), List.of(page), Optional.empty());
        try (ResourceWatch watch = ResourceWatch.open(plan, 1, System::nanoTime, Instant::now, out::println)) {
            watch.start();
            while (!said.toString(StandardCharsets.UTF_8).contains("No readings from the page")) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    private void control(URI url) throws Exception {
        Settings settings = settings(
                "target",
                url.toString(),
                "orchestress.controls.x",
                "{request=\"PUT /control\", body=\"#{value}\", headers{Authorization=secret}}",
                "orchestress.workloads.smoke.phases",
                "[{kind=steady, users=1, hold=1 s, controls{x=1}}]");
        Plan plan = Plan.of("smoke", settings.workloads().get("smoke"), settings.profile());
        CompletableFuture<TargetEvent> pulled = new CompletableFuture<>();
        try (Controls controls = Controls.of(plan, settings, url, () -> 0, pulled::complete)) {
            controls.start();
            assertThat(pulled.get(60, TimeUnit.SECONDS).kind()).isNotNull();
        }
    }

    private void webhook(URI url) throws Exception {
        Settings settings = settings(
                "orchestress.hooks.x", "{on=[verdict], url=\"" + url + "/hook\", headers{Authorization=secret}}");
        RunRecord run = SyntheticFindings.spike().build().record();
        Notification news =
                new Notification(run, Objects.requireNonNull(run.verdict()), Path.of("results"), Optional.empty());
        new Hooks(settings.hooks(), new PrintWriter(new StringWriter())).tell(news);
    }

    private static Settings settings(String... properties) {
        Properties given = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            given.setProperty(properties[i], properties[i + 1]);
        }
        return SettingsLoader.load(given);
    }
}
