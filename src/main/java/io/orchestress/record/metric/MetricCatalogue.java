package io.orchestress.record.metric;

import io.orchestress.metrics.Metric;
import io.orchestress.plugin.Plugins;
import io.orchestress.record.ResourceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every metric there is. One that is added here is in gates, exports, OpenMetrics, and, where it has a direction, in history and trends; a
 * comparison has statistics of its own, and takes the names from here.
 */
public final class MetricCatalogue {
    public static final MetricDefinition REQUESTS = RequestMetrics.REQUESTS;
    public static final MetricDefinition FAILED_REQUESTS = RequestMetrics.FAILED;
    public static final MetricDefinition THROUGHPUT = RequestMetrics.THROUGHPUT;
    public static final MetricDefinition ERROR_RATE = RequestMetrics.ERROR_RATE;
    public static final MetricDefinition SUCCESS_RATE = RequestMetrics.SUCCESS_RATE;
    public static final MetricDefinition APDEX = RequestMetrics.APDEX;
    public static final MetricDefinition STABILITY = RequestMetrics.STABILITY;
    public static final MetricDefinition OUTLIERS = RequestMetrics.OUTLIERS;
    public static final MetricDefinition GOODPUT = AgentMetrics.GOODPUT;
    public static final MetricDefinition GOOD_SHARE = AgentMetrics.GOOD_SHARE;
    public static final MetricDefinition STALLED_SHARE = AgentMetrics.STALLED_SHARE;
    public static final MetricDefinition ROUTING_ACCURACY = AgentMetrics.ROUTING_ACCURACY;
    public static final MetricDefinition COST_TOTAL = AgentMetrics.COST_TOTAL;
    public static final MetricDefinition COST_PER_TASK = AgentMetrics.COST_PER_TASK;
    public static final MetricDefinition TOKENS_PER_TASK = AgentMetrics.TOKENS_PER_TASK;
    public static final MetricDefinition MODEL_SHARE = AgentMetrics.MODEL_SHARE;
    public static final MetricDefinition SAVING = AgentMetrics.SAVING;
    public static final MetricDefinition STARTUP = WholeRunMetrics.STARTUP;
    public static final MetricDefinition RECOVERY = WholeRunMetrics.RECOVERY;
    public static final MetricDefinition OWN_SHARE = SidesMetrics.OWN_SHARE;
    public static final MetricDefinition AMPLIFICATION = SidesMetrics.AMPLIFICATION;
    public static final MetricDefinition ORPHAN_TIME = OrphanMetrics.P95;
    public static final MetricDefinition ORPHAN_COST = OrphanMetrics.COST;
    public static final MetricDefinition RETRY_STORM = WholeRunMetrics.RETRY_STORM;
    public static final MetricDefinition LONGEST_ORPHAN_TIME = OrphanMetrics.LONGEST;
    public static final MetricDefinition BYSTANDERS_FAILED = WholeRunMetrics.BYSTANDERS_FAILED;
    public static final MetricDefinition BYSTANDERS_SLOWDOWN = WholeRunMetrics.BYSTANDERS_SLOWDOWN;
    public static final MetricDefinition ISOLATION = TenantMetrics.ISOLATION;
    public static final MetricDefinition SERVED = TenantMetrics.SERVED;
    public static final MetricDefinition CAPACITY = WholeRunMetrics.CAPACITY;

    /** Before a failure class: the share of requests that failed in this way. */
    public static final String FAILURES = "failures";

    private static final List<MetricDefinition> OURS = Stream.of(
                    RequestMetrics.ALL,
                    AgentMetrics.ALL,
                    WholeRunMetrics.ALL,
                    SidesMetrics.ALL,
                    OrphanMetrics.ALL,
                    AnswerMetrics.ALL,
                    TenantMetrics.ALL)
            .flatMap(List::stream)
            .toList();

    private static final Plugins<MetricProvider> PLUGINS = Plugins.load(MetricProvider.class);

    private static final OtherMetrics OTHERS = OtherMetrics.of(PLUGINS.all(), PLUGINS.problems(), ourNames());

    private static final List<MetricDefinition> NUMBERS =
            Stream.concat(OURS.stream(), OTHERS.all().stream()).toList();

    private MetricCatalogue() {}

    private static Set<String> ourNames() {
        return Stream.of(
                        OURS.stream().map(MetricDefinition::name),
                        Distribution.ALL.stream().map(Distribution::name),
                        Stream.of(LatencyStat.values()).map(LatencyStat::label),
                        ResourceName.SUBJECTS.stream(),
                        Stream.of(FAILURES))
                .flatMap(names -> names)
                .collect(Collectors.toSet());
    }

    /** Where other jars name their {@link MetricProvider}s. */
    public static String service() {
        return PLUGINS.service();
    }

    /** Why metrics of other jars cannot be used. */
    public static List<Plugins.Problem> problems() {
        return OTHERS.problems();
    }

    /** Those that are a number by themselves, those of other jars last. */
    public static List<MetricDefinition> numbers() {
        return NUMBERS;
    }

    /** Empty where the name is none of {@link #numbers}. */
    public static Optional<MetricDefinition> number(String name) {
        return NUMBERS.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** Times, with many numbers each. */
    public static List<Distribution> distributions() {
        return Distribution.ALL;
    }

    /** One of {@link #distributions}, a time of agents. */
    public static Distribution times(Metric metric) {
        return Distribution.ALL.stream()
                .filter(distribution -> distribution.name().equals(metric.label()))
                .findFirst()
                .orElseThrow();
    }

    /** Resources, with several numbers each; without those of the user's own, see {@link ResourceName#OWN_PREFIX}. */
    public static List<ResourceMetric> resources() {
        return ResourceMetric.known();
    }
}
