package io.orchestress.record.metric;

import io.orchestress.record.Better;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One metric that is a number by itself; see {@link Distribution} and {@link ResourceMetric} for those of which several numbers are kept.
 *
 * @param name in kebab-case, with dots between levels
 * @param unit of its values; empty where a {@link Reading} says it, or there is none
 * @param meaning one line
 */
public record MetricDefinition(
        String name,
        Quantity quantity,
        String unit,
        Better better,
        Scope scope,
        Set<Trait> traits,
        String meaning,
        Source source) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    public MetricDefinition {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a metric");
        }
        traits = Set.copyOf(traits);
    }

    /** Where there is one value. */
    public enum Scope {
        /** For each request and for all together, in a phase and in the run. */
        REQUEST,
        /** For each task and for all together, in a phase and in the run. */
        TASK,
        /** In a phase and in the run. */
        PHASE,
        /** For each tenant that sends with another and without it, in the run. */
        TENANT,
        /** In the run. */
        RUN
    }

    public enum Trait {
        /** It depends on the load: a rule that names no phase judges each that holds its load, rather than the run. */
        OF_LOAD,
        /** Waiting of a load generator that did not keep up is in it. */
        HOLDS_WAITING,
        /** Of calls of the scripted backend, which has the machine of the load generator wherever the target is. */
        OF_BACKEND,
        /** A count is its own evidence, of none, too. */
        HOWEVER_FEW,
        /** There is one of it, and no more samples to be had. */
        SINGLE,
        /** Below 0 it has a meaning. */
        SIGNED,
        /** Not known of requests that started after the plan. */
        WITHIN_PLAN,
        /** Of agents, so that it is known of the requests and tasks of one tenant, too. */
        OF_AGENTS
    }

    /** Takes the value out of what was measured. */
    @FunctionalInterface
    public interface Source {
        /** @param name of a request or task; {@code *}: all together */
        @Nullable
        Reading of(RunPart part, String name);
    }

    /**
     * A metric with the traits that its quantity has by itself: in times, rates and scores is what a slow load generator waited.
     *
     * @param unit empty: that of the quantity
     */
    public static MetricDefinition of(
            String name, Quantity quantity, String unit, Better better, Scope scope, String meaning, Source source) {
        boolean waits = quantity == Quantity.TIME || quantity == Quantity.RATE || quantity == Quantity.SCORE;
        Set<Trait> traits = waits ? EnumSet.of(Trait.HOLDS_WAITING) : EnumSet.noneOf(Trait.class);
        return new MetricDefinition(
                name, quantity, unit.isEmpty() ? quantity.unit() : unit, better, scope, traits, meaning, source);
    }

    /** The same with these traits, too. */
    public MetricDefinition with(Trait... more) {
        EnumSet<Trait> all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(List.of(more));
        return new MetricDefinition(name, quantity, unit, better, scope, all, meaning, source);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Empty where it was not measured. */
    public Optional<Reading> at(RunPart part, String name) {
        return Optional.ofNullable(source.of(part, name));
    }
}
