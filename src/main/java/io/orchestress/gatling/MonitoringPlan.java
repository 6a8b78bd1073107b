package io.orchestress.gatling;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.MetricsPage;
import io.orchestress.config.ResourceSettings;
import io.orchestress.config.Settings;
import io.orchestress.config.Written;
import io.orchestress.monitoring.JmxSource;
import io.orchestress.monitoring.MetricsEndpoint;
import io.orchestress.monitoring.WatchPlan;
import io.orchestress.monitoring.prometheus.Expression;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.record.ResourceName;
import io.orchestress.transport.http.Http;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.remote.JMXConnector;

/** Who is asked for figures during a run, out of the configuration. */
final class MonitoringPlan {
    static final String OWN_PAGE = "the embedded orchestrator's metrics page";

    private static final String JMX_USER = "ORCHESTRESS_JMX_USER";
    private static final String JMX_PASSWORD = "ORCHESTRESS_JMX_PASSWORD";
    private static final Duration EMBEDDED_TIMEOUT = Duration.ofMillis(800);

    /** Facts, and not figures that anybody could give. */
    private static final Set<String> FACTS = Set.of(ResourceName.PID, ResourceName.READ);

    /** What the embedded orchestrator says of itself. */
    private static final Map<String, String> EMBEDDED = Map.ofEntries(
            Map.entry(ResourceName.QUEUE_DEPTH, "orchestrator_queue_depth"),
            Map.entry(ResourceName.ACTIVE_AGENTS, "orchestrator_agents"),
            Map.entry(ResourceName.SESSIONS, "orchestrator_sessions"),
            Map.entry(ResourceName.POOL_USE, "orchestrator_active_workers / orchestrator_workers"),
            Map.entry(ResourceName.CONNECTIONS, "orchestrator_connections"),
            Map.entry(ResourceName.HEAP, "process_heap_used_bytes"),
            Map.entry(ResourceName.HEAP_MAX, "process_heap_max_bytes"),
            Map.entry(ResourceName.HEAP_AFTER_GC, "process_heap_after_gc_bytes"),
            Map.entry(ResourceName.GC_COUNT, "rate(process_gc_collections_total)"),
            Map.entry(ResourceName.GC_PAUSE, "rate(process_gc_seconds_total)"));

    private MonitoringPlan() {}

    /** What is said of figures, read; what cannot be is left out and told. */
    private record Read<T>(T value, List<ConfigProblem> problems) {}

    /**
     * Refuses what cannot be watched, before anything is sent.
     *
     * @throws InvalidConfigException naming every problem
     */
    static void check(Settings settings) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (MetricsPage page : settings.resources().prometheus()) {
            problems.addAll(metrics(page).problems());
            String variable = page.authorizationFrom();
            if (!variable.isEmpty() && System.getenv(variable) == null) {
                problems.add(new ConfigProblem(
                        "orchestress.resources.prometheus",
                        variable,
                        "the start of a run",
                        "authorization-from names an environment variable that is not set"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    static WatchPlan plan(Settings settings, TargetSession target) {
        List<MetricsEndpoint> endpoints = new ArrayList<>();
        for (MetricsPage page : settings.resources().prometheus()) {
            endpoints.add(new MetricsEndpoint(
                    page.url(),
                    place(page.subject(), page.url()),
                    page.subject(),
                    page.timeout(),
                    Optional.of(page.authorizationFrom())
                            .filter(variable -> !variable.isEmpty())
                            .map(System::getenv),
                    settings.part(TargetAccess.class).http(),
                    metrics(page).value()));
        }
        target.ownMetrics().ifPresent(url -> endpoints.add(embedded(url)));
        return new WatchPlan(target.process(settings), target.port(), endpoints, jmx(settings.resources()));
    }

    /** Without the query, which may hold a secret. */
    private static String place(String subject, URI url) {
        return "the metrics page of the " + subject + " at " + url.getScheme() + "://" + url.getRawAuthority()
                + url.getRawPath();
    }

    private static MetricsEndpoint embedded(URI url) {
        Map<String, Expression> metrics = new LinkedHashMap<>();
        EMBEDDED.forEach((name, text) -> metrics.put(name, Expression.parse(text)));
        return new MetricsEndpoint(
                url, OWN_PAGE, ResourceName.TARGET, EMBEDDED_TIMEOUT, Optional.empty(), Http.direct(), metrics);
    }

    private static Read<Map<String, Expression>> metrics(MetricsPage page) {
        Map<String, Expression> metrics = new LinkedHashMap<>();
        List<ConfigProblem> problems = new ArrayList<>();
        for (Written figure : page.metrics()) {
            if (!ResourceName.isKnown(figure.name()) || FACTS.contains(figure.name())) {
                problems.add(problem(
                        figure,
                        "unknown metric '" + figure.name() + "'; known: "
                                + String.join(
                                        ", ",
                                        ResourceName.known().stream()
                                                .filter(name -> !FACTS.contains(name))
                                                .toList())
                                + ", or a name of your own such as x-cache-hit-ratio"));
            }
            try {
                metrics.put(figure.name(), Expression.parse(figure.text()));
            } catch (IllegalArgumentException e) {
                problems.add(problem(figure, e.getMessage() + "; valid: NAME, rate(NAME), NAME / NAME, NAME * 0.001"));
            }
        }
        return new Read<>(metrics, problems);
    }

    private static ConfigProblem problem(Written figure, String message) {
        return new ConfigProblem(figure.key(), figure.text(), figure.origin(), message);
    }

    static Optional<JmxSource> jmx(ResourceSettings resources) {
        return switch (resources.jmx()) {
            case ResourceSettings.OFF -> Optional.empty();
            case ResourceSettings.ATTACH -> Optional.of(new JmxSource.Attach());
            default -> Optional.of(new JmxSource.At(resources.jmx(), credentials(System.getenv())));
        };
    }

    private static Map<String, Object> credentials(Map<String, String> environment) {
        String user = environment.get(JMX_USER);
        String password = environment.get(JMX_PASSWORD);
        return user == null || password == null
                ? Map.of()
                : Map.of(JMXConnector.CREDENTIALS, new String[] {user, password});
    }
}
