package io.orchestress.record.metric;

import io.orchestress.record.Better;
import io.orchestress.record.ResourceName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A resource that is read once a second, of which {@code run.json} holds every {@link GaugeStat}; each of these is a metric, such as
 * {@code target.rss.max}. {@link ResourceName} declares the names, and which of the user's own there can be.
 *
 * @param subject whose it is
 * @param resource its name, such as {@code rss}
 */
public record ResourceMetric(String subject, String resource) {

    /** The resource {@code subject.resource}; empty where nothing of that name can be read. */
    public static Optional<ResourceMetric> of(String name) {
        int dot = name.indexOf('.');
        return dot >= 0
                        && ResourceName.SUBJECTS.contains(name.substring(0, dot))
                        && ResourceName.isFigure(name.substring(dot + 1))
                ? Optional.of(new ResourceMetric(name.substring(0, dot), name.substring(dot + 1)))
                : Optional.empty();
    }

    /** All but the user's own. */
    static List<ResourceMetric> known() {
        return ResourceName.SUBJECTS.stream()
                .flatMap(subject -> ResourceName.known().stream()
                        .filter(ResourceName::isFigure)
                        .map(resource -> new ResourceMetric(subject, resource)))
                .toList();
    }

    public String name() {
        return subject + "." + resource;
    }

    /** As in {@code resources.csv}. */
    public String unit() {
        return ResourceName.unit(resource);
    }

    public Quantity quantity() {
        return Quantity.ofResource(unit());
    }

    public Better better() {
        return ResourceName.better(resource);
    }

    /** One line. */
    public String meaning() {
        return ResourceName.meaning(resource);
    }

    /** Names of its metrics. */
    public Stream<String> metrics() {
        return Stream.of(GaugeStat.values()).map(this::metric);
    }

    /** Name of the metric that is one number of it, such as {@code target.rss.max}. */
    public String metric(GaugeStat stat) {
        return name() + "." + stat.label();
    }
}
