package io.orchestress.record.metric;

import io.orchestress.record.Better;
import io.orchestress.record.Orphans;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Trait;
import io.orchestress.record.metric.Reading.Surely;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Metrics of tasks that their users left, of runs with a scripted backend; docs/MATH.md defines each. */
final class OrphanMetrics {
    static final MetricDefinition LONGEST = time(
            "orphan-time.max",
            "Longest time from the leaving to the end of the last provider call of a task.",
            o -> o.maxMillis(),
            Orphans::longestWayMillis);

    static final MetricDefinition P95 = time(
            "orphan-time.p95",
            "95 % of the tasks that were left had their last provider call end within this time.",
            o -> o.p95Millis(),
            Orphans::wayMillis);

    static final MetricDefinition COST = share(
            "orphan-cost",
            "Cost after the leaving ÷ cost of the tasks that were left; of tokens where a model has no price.",
            o -> o.cost() == null || o.costAfter() == null
                    ? ofTokens(o).noted("by tokens: a model has no price")
                    : of(o.costAfter(), o.costBeyond() == null ? 0 : o.costBeyond(), o.cost(), o));

    static final List<MetricDefinition> ALL = List.of(
            time(
                    "orphan-time.p50",
                    "Half of the tasks that were left had their last provider call end within this time.",
                    o -> o.p50Millis(),
                    Orphans::wayMillis),
            P95,
            LONGEST,
            COST,
            share(
                    "orphan-tokens",
                    "Tokens after the leaving ÷ tokens of the tasks that were left.",
                    OrphanMetrics::ofTokens),
            metric(
                            "late-writes",
                            Quantity.COUNT,
                            "Tool calls with an effect that began more than 1 s after the leaving.",
                            o -> Reading.of(o.lateWrites(), o.measured(), "tasks")
                                    .surely(beyond(o.lateWritesBeyond(), "", o.longestWayMillis())))
                    .with(Trait.HOWEVER_FEW));

    private OrphanMetrics() {}

    /** @param way what of it the leaving may have taken to get through */
    private static MetricDefinition time(
            String name, String meaning, Function<Orphans, @Nullable Double> millis, ToDoubleFunction<Orphans> way) {
        return metric(name, Quantity.TIME, meaning, orphans -> {
            Double value = millis.apply(orphans);
            return value == null
                    ? null
                    : Reading.of(value, orphans.measured(), "tasks")
                            .surely(beyond(
                                    Math.max(0, value - way.applyAsDouble(orphans)), "ms", way.applyAsDouble(orphans)));
        });
    }

    private static MetricDefinition share(String name, String meaning, Function<Orphans, @Nullable Reading> reading) {
        return metric(name, Quantity.SHARE, meaning, reading);
    }

    private static Reading ofTokens(Orphans orphans) {
        return of(orphans.tokensAfter(), orphans.tokensBeyond(), orphans.tokens(), orphans);
    }

    private static Reading of(double after, double beyond, double all, Orphans orphans) {
        return Reading.of(all > 0 ? after / all : 0, orphans.measured(), "tasks")
                .surely(beyond(all > 0 ? beyond / all : 0, "ratio", orphans.wayMillis()));
    }

    /** What the leaving met on its way is none of the target's faults. */
    private static Surely beyond(double value, String unit, double wayMillis) {
        return new Surely(
                value,
                Format.of(value, unit) + " of it later than the " + Format.of(wayMillis, "ms")
                        + " that a leaving may take to get through",
                "Repeat the run on a quiet machine, or with tasks that take longer.");
    }

    /** What was not seen is unknown, and what was seen keeps no limit while more may have happened. */
    private static MetricDefinition metric(
            String name, Quantity quantity, String meaning, Function<Orphans, @Nullable Reading> reading) {
        return new MetricDefinition(
                name,
                quantity,
                quantity.unit(),
                Better.LOWER,
                Scope.RUN,
                Set.of(Trait.OF_BACKEND),
                meaning,
                (part, ignored) -> part.orphans().map(o -> read(o, reading)).orElse(null));
    }

    private static Reading read(Orphans orphans, Function<Orphans, @Nullable Reading> reading) {
        Reading read = orphans.measured() == 0 ? null : reading.apply(orphans);
        if (read == null) {
            return Reading.unknown("of " + orphans.left() + " tasks that were left, no call reached the backend"
                    + (orphans.doubt().isEmpty() ? "" : ": " + orphans.doubt()));
        }
        return orphans.doubt().isEmpty() ? read : read.doubted(orphans.doubt());
    }
}
