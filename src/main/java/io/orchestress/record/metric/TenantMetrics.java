package io.orchestress.record.metric;

import io.orchestress.record.Better;
import io.orchestress.record.Estimate;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Trait;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Metrics of tenants beside others; docs/MATH.md defines each. */
final class TenantMetrics {
    static final MetricDefinition ISOLATION = metric(
            "isolation",
            Quantity.COUNT,
            Better.LOWER,
            "p95 of a tenant while another sends ÷ p95 while that one does not; from the intended start where the record has that view.",
            TenantIsolation::ratio);

    static final MetricDefinition SERVED = metric(
            "isolation.served",
            Quantity.SHARE,
            Better.HIGHER,
            "What a tenant is served while another sends ÷ what it is served while that one does not: the smaller of success rates and, in the closed model, of successes per second.",
            TenantIsolation::served);

    static final List<MetricDefinition> ALL = List.of(ISOLATION, SERVED);

    private TenantMetrics() {}

    private static MetricDefinition metric(
            String name,
            Quantity quantity,
            Better better,
            String meaning,
            Function<TenantIsolation, @Nullable Estimate> estimate) {
        return new MetricDefinition(
                name,
                quantity,
                quantity.unit(),
                better,
                Scope.TENANT,
                Set.of(Trait.HOLDS_WAITING),
                meaning,
                (part, tenant) -> part.isolations().stream()
                        .filter(isolation -> isolation.name().equals(tenant))
                        .findFirst()
                        .map(isolation -> reading(isolation, estimate.apply(isolation), quantity)
                                .strained(part.strain().ofUsersIn(isolation.phases()), OptionalDouble.empty()))
                        .orElse(null));
    }

    /** Where most of what a tenant asks for is refused, the times of the rest keep no limit. */
    private static Reading reading(TenantIsolation isolation, @Nullable Estimate estimate, Quantity quantity) {
        if (estimate == null) {
            return Reading.unknown(isolation.doubt());
        }
        long samples = Math.min(isolation.with().ended(), isolation.without().ended());
        Reading reading = Reading.of(estimate, samples, isolation.noun());
        return quantity == Quantity.COUNT && !isolation.doubt().isEmpty()
                ? reading.doubted(isolation.doubt())
                : reading;
    }
}
