package io.orchestress.analysis.gates;

import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.Better;
import io.orchestress.record.Estimate;
import io.orchestress.record.RequestResult;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Trait;
import io.orchestress.record.metric.Reading;
import io.orchestress.record.metric.RunPart;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A metric that is a number by itself, as the catalogue declares it. */
record CatalogueMetric(MetricDefinition definition) implements GateMetric {

    @Override
    public String word() {
        return definition.name();
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(definition.quantity());
    }

    @Override
    public Better better() {
        return definition.better();
    }

    @Override
    public boolean byLoadPhase() {
        return definition.is(Trait.OF_LOAD);
    }

    @Override
    public boolean inPhases() {
        return definition.scope() != Scope.RUN && definition.scope() != Scope.TENANT;
    }

    @Override
    public String ofWhat() {
        return switch (definition.scope()) {
            case REQUEST -> "request";
            case TASK -> "task";
            case TENANT -> "tenant";
            case PHASE, RUN -> "";
        };
    }

    @Override
    public List<String> names(RunPart place) {
        return switch (definition.scope()) {
            case REQUEST -> place.requests().stream().map(RequestResult::name).toList();
            case TASK ->
                place.agents().stream()
                        .flatMap(agents -> agents.tasksByName().stream())
                        .map(Tasks::name)
                        .toList();
            case TENANT ->
                place.isolations().stream().map(TenantIsolation::name).toList();
            case PHASE, RUN -> List.of();
        };
    }

    @Override
    public boolean isByTenant() {
        return switch (definition.scope()) {
            case REQUEST, TASK, TENANT -> true;
            case PHASE, RUN -> definition.is(Trait.OF_AGENTS);
        };
    }

    @Override
    public boolean eachByItself() {
        return definition.scope() == Scope.TENANT;
    }

    @Override
    public Optional<MeasuredMetric> at(RunPart place, String name, Percentiles percentiles) {
        return definition.at(place, name).map(this::judged);
    }

    private MeasuredMetric judged(Reading reading) {
        OptionalDouble free = reading.strained().free();
        MeasuredMetric value = new MeasuredMetric(
                        dimension() == Dimension.SHARE ? reading.percent() : reading.value(),
                        reading.samples(),
                        reading.good(),
                        reading.noun(),
                        reading.note())
                .doubtful(reading.doubt())
                .strained(
                        reading.strained().was(),
                        free.isPresent() ? OptionalDouble.of(scale() * free.getAsDouble()) : free);
        if (reading.surely().isPresent()) {
            return value.by(new LeastEvidence(reading.surely().get(), scale(), reading.samples()));
        }
        if (reading.interval().isPresent()) {
            Estimate interval = reading.interval().get();
            return value.by(new IntervalEvidence(
                    value.value(),
                    scale() * interval.low(),
                    scale() * interval.high(),
                    reading.samples(),
                    dimension().unit()));
        }
        if (reading.hits().isEmpty()) {
            return value;
        }
        double hits = reading.hits().getAsDouble();
        return dimension() == Dimension.SHARE
                ? value.ofShare(hits)
                : value.by((limit, relation) ->
                        value.ofShare(hits).evidence().orElseThrow().against(100 * limit, relation));
    }

    /** From the unit of the metric to that of limits. */
    private double scale() {
        return dimension() == Dimension.SHARE ? 100 : 1;
    }

    @Override
    public boolean mayBeNegative() {
        return definition.is(Trait.SIGNED);
    }

    @Override
    public boolean holdsInjectorsWaiting() {
        return definition.is(Trait.HOLDS_WAITING);
    }

    @Override
    public boolean isOfBackend() {
        return definition.is(Trait.OF_BACKEND);
    }

    @Override
    public long needed(long minSamples, RunPart place, Relation relation) {
        return definition.is(Trait.SINGLE) || eachByItself() ? 1 : definition.is(Trait.HOWEVER_FEW) ? 0 : minSamples;
    }
}
