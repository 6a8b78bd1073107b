package io.orchestress.analysis.gates;

import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.metric.MetricCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A condition of the verdict, as docs/gates.md defines its language.
 *
 * @param name by which it is known and replaced
 * @param text as it was written
 * @param names requests or tasks, each judged by itself; absent: all together
 * @param tenants all requests and tasks of each together; absent: of all users
 * @param phases each judged by itself; absent: where the figure is judged by default
 * @param limit in {@code unit}
 * @param level outcome beyond {@code limit}: WARN or FAIL
 * @param failLimit beyond it the outcome is FAIL; in {@code unit}, and farther out than {@code limit}
 * @param unit of the limits, and of the figure
 * @param ifMeasured whether a run that has no such figure is not judged by this rule, rather than without evidence for it
 */
public record GateRule(
        String name,
        String text,
        GateMetric figure,
        Optional<NamePattern> names,
        Optional<NamePattern> tenants,
        Optional<NamePattern> phases,
        Relation relation,
        double limit,
        Outcome level,
        OptionalDouble failLimit,
        String unit,
        boolean ifMeasured) {
    public GateRule {
        boolean disordered = failLimit.isPresent()
                && (relation.isUpper() ? failLimit.getAsDouble() <= limit : failLimit.getAsDouble() >= limit);
        if (disordered || (level != Outcome.WARN && (level != Outcome.FAIL || failLimit.isPresent()))) {
            throw new IllegalArgumentException(name + ": the limits of '" + text + "' are in the wrong order");
        }
    }

    /**
     * Reads a rule.
     *
     * @param minThroughputPerSec what the word {@code min-throughput} stands for; 0: the rule is none
     * @return empty when the rule asks for the throughput of a profile that wants none
     * @throws RuleException when the text is no rule
     */
    public static Optional<GateRule> parse(String name, String text, double minThroughputPerSec) {
        return new RuleParser(name, text, minThroughputPerSec).parse();
    }

    /** Whether {@code run.json} lacks the figure, and the histograms must be read. */
    public boolean needsHistograms() {
        return figure.needsHistograms();
    }

    /**
     * Whether samples of the histograms are among those that it judges.
     *
     * @param load whether the phase holds its load
     * @param metric a time of agents; empty: latencies of requests
     */
    public boolean looksAt(String phase, boolean load, Optional<String> metric) {
        return figure.isOf(metric)
                && phases.map(wanted -> wanted.matches(phase)).orElse(load || !figure.byLoadPhase());
    }

    /** The figure, as it is written in a rule. */
    public String metric() {
        return figure.word();
    }

    /** Whether the figure is of a process or a machine, rather than of requests. */
    public boolean isOfResources() {
        return figure instanceof GaugeMetric;
    }

    /** Whether the figure is of a search for the capacity. */
    public boolean isOfCapacity() {
        return (figure.word() + ".").startsWith(MetricCatalogue.CAPACITY.name() + ".");
    }

    /** Whether the figure is an amount of money. */
    public boolean isOfCost() {
        return figure.dimension() == Dimension.MONEY;
    }

    /**
     * Returns why no run of a plan could be evaluated by this rule; empty where one could. A rule {@link #ifMeasured} may name what a
     * plan lacks.
     */
    public Optional<String> problemWith(List<PlannedPhase> plan) {
        if (ifMeasured) {
            return Optional.empty();
        }
        Optional<String> ofTenants = TenantCheck.problem(this, plan);
        if (phases.isEmpty() || ofTenants.isPresent()) {
            return ofTenants;
        }
        NamePattern wanted = phases.get();
        List<PlannedPhase> matching =
                plan.stream().filter(phase -> wanted.matches(phase.name())).toList();
        if (matching.stream().anyMatch(phase -> !phase.warmUp())) {
            return Optional.empty();
        }
        List<String> judged = plan.stream()
                .filter(phase -> !phase.warmUp())
                .map(PlannedPhase::name)
                .toList();
        String problem = matching.isEmpty()
                ? "there is no phase '" + wanted.text() + "'"
                : "phase '" + wanted.text() + "' is warm-up, which gates do not evaluate";
        return Optional.of(problem + "; valid: " + String.join(", ", judged) + ", or add ', if measured'");
    }
}
