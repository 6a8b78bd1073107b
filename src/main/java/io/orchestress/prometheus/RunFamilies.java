package io.orchestress.prometheus;

import static io.orchestress.text.openmetrics.MetricFamily.Type.COUNTER;
import static io.orchestress.text.openmetrics.MetricFamily.Type.GAUGE;
import static io.orchestress.text.openmetrics.MetricFamily.Type.HISTOGRAM;
import static io.orchestress.text.openmetrics.MetricFamily.Type.INFO;

import io.orchestress.metrics.Counter;
import io.orchestress.record.ResourceName;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.Quantity;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.text.openmetrics.MetricFamily;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The metrics of the page; those that a record has, too, have their names and words from its catalogue. */
final class RunFamilies {
    static final MetricFamily RUN =
            MetricFamily.of("run", INFO, "", "The run: its id as in the record, what it runs, and against what.");
    static final MetricFamily STATUS =
            MetricFamily.of("run.status", GAUGE, "", "1 for the status of the run, as in run.json, 0 for the others.");
    static final MetricFamily STARTED =
            MetricFamily.of("run.start.time", GAUGE, "seconds", "Start of the load, in seconds since 1970.");
    static final MetricFamily ELAPSED =
            MetricFamily.of("run.elapsed", GAUGE, "seconds", "Time since the load started, to the last whole second.");
    static final MetricFamily PLANNED =
            MetricFamily.of("run.planned", GAUGE, "seconds", "Time after which the plan is over, at the latest.");
    static final MetricFamily PHASE = MetricFamily.of(
            "phase.active", GAUGE, "", "1 for the phase under way, 0 for the other phases of the plan.");
    static final MetricFamily USERS = MetricFamily.of("users", GAUGE, "", "Virtual users that are alive.");
    static final MetricFamily PLANNED_USERS =
            MetricFamily.of("users.planned", GAUGE, "", "Virtual users of the plan at this time.");
    static final MetricFamily IN_FLIGHT =
            MetricFamily.of("requests.in.flight", GAUGE, "", "Requests sent and not answered.");
    static final MetricFamily REQUESTS = catalogued(MetricCatalogue.REQUESTS);
    static final MetricFamily OVER_RANGE = MetricFamily.of(
            "requests.over.range", COUNTER, "", "Requests that took longer than 24 h: in no other metric of requests.");
    static final MetricFamily COST = catalogued(MetricCatalogue.COST_TOTAL);
    static final MetricFamily UNPRICED = MetricFamily.of(
            "models.unpriced",
            GAUGE,
            "",
            "Models whose cost is unknown: no price, or token counts that cannot be true.");
    static final MetricFamily BREAKER =
            MetricFamily.of("breaker.state", GAUGE, "", "1 for the state of the circuit breaker, 0 for the others.");
    static final MetricFamily BREAKER_VALUE =
            MetricFamily.of("breaker.value", GAUGE, "", "What a rule of the circuit breaker measured over its window.");
    static final MetricFamily BREAKER_LIMIT =
            MetricFamily.of("breaker.limit", GAUGE, "", "The limit of a rule, above which the circuit breaker trips.");
    static final MetricFamily BREAKER_DISTANCE = MetricFamily.of(
            "breaker.distance",
            GAUGE,
            Quantity.SHARE.exposedUnit(),
            "1 − value ÷ limit of a rule: 0 is at the limit, below 0 is beyond it.");
    static final MetricFamily FOLDED = MetricFamily.of(
            "metrics.folded",
            COUNTER,
            "",
            "Samples of this page counted as (others), because orchestress.prometheus.most-series was reached.");

    private static final Map<Counter, MetricFamily> COUNTS = Arrays.stream(Counter.values())
            .collect(Collectors.toMap(
                    counter -> counter,
                    counter -> MetricFamily.of(counter.label(), COUNTER, "", counter.meaning()),
                    (one, other) -> one,
                    () -> new EnumMap<>(Counter.class)));

    private static final Map<String, MetricFamily> TIMES = MetricCatalogue.distributions().stream()
            .collect(Collectors.toMap(
                    Distribution::name,
                    times -> MetricFamily.of(times.name(), HISTOGRAM, Quantity.TIME.exposedUnit(), times.meaning())));

    private RunFamilies() {}

    /** A sum that a record has, too, under the same name. */
    private static MetricFamily catalogued(MetricDefinition metric) {
        String name = metric.name().endsWith(".total")
                ? metric.name().substring(0, metric.name().length() - ".total".length())
                : metric.name();
        return MetricFamily.of(name, COUNTER, "", metric.meaning());
    }

    static MetricFamily of(Counter counter) {
        MetricFamily family = COUNTS.get(counter);
        if (family == null) {
            throw new IllegalStateException(counter.label());
        }
        return family;
    }

    /** @param distribution name of one of {@link MetricCatalogue#distributions} */
    static MetricFamily ofTimes(String distribution) {
        MetricFamily family = TIMES.get(distribution);
        if (family == null) {
            throw new IllegalArgumentException("no distribution " + distribution);
        }
        return family;
    }

    static MetricFamily ofResource(ResourceMetric resource) {
        boolean counts = ResourceName.isOfItsSecond(resource.resource());
        return MetricFamily.of(
                "resource." + resource.resource(),
                counts ? COUNTER : GAUGE,
                resource.quantity().exposedUnit(),
                resource.meaning());
    }
}
