package io.orchestress.record.metric;

import io.orchestress.plugin.PluginException;
import io.orchestress.plugin.Plugins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The metrics of other jars.
 *
 * @param all those that can be used
 * @param problems why others cannot
 */
record OtherMetrics(List<MetricDefinition> all, List<Plugins.Problem> problems) {

    /**
     * @param unusable providers that could not be loaded
     * @param ours names that none may have, nor have before its first dot
     */
    static OtherMetrics of(List<MetricProvider> providers, List<Plugins.Problem> unusable, Set<String> ours) {
        List<MetricDefinition> all = new ArrayList<>();
        List<Plugins.Problem> problems = new ArrayList<>(unusable);
        Set<String> taken = new HashSet<>(ours);
        for (MetricProvider provider : providers) {
            try {
                for (MetricDefinition metric : provider.metrics()) {
                    if (ours.contains(metric.name().split("\\.", 2)[0]) || !taken.add(metric.name())) {
                        problems.add(problem(
                                provider,
                                "the name of the metric '" + metric.name()
                                        + "' is taken; valid: one that no other metric has or begins with"));
                    } else {
                        all.add(guarded(provider, metric));
                    }
                }
            } catch (RuntimeException | LinkageError e) {
                problems.add(problem(provider, "it cannot say its metrics: " + e));
            }
        }
        return new OtherMetrics(List.copyOf(all), List.copyOf(problems));
    }

    /** The same, that names its jar when it fails. */
    private static MetricDefinition guarded(MetricProvider provider, MetricDefinition metric) {
        MetricDefinition.Source source = metric.source();
        String part = "the metric '" + metric.name() + "'";
        return new MetricDefinition(
                metric.name(),
                metric.quantity(),
                metric.unit(),
                metric.better(),
                metric.scope(),
                metric.traits(),
                metric.meaning(),
                (place, name) -> PluginException.guard(
                                provider, part, () -> Optional.ofNullable(source.of(place, name)))
                        .orElse(null));
    }

    private static Plugins.Problem problem(MetricProvider provider, String message) {
        return new Plugins.Problem(provider.getClass().getName(), Plugins.where(provider), message);
    }
}
