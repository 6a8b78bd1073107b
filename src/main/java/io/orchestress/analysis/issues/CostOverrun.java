package io.orchestress.analysis.issues;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.Issue.Severity;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * COST_OVERRUN: cost of a task above its budget. Where the cost of a model is not known, the known part alone is judged, as a lower
 * bound: it may be too much already.
 */
final class CostOverrun implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        double budget = limits.agents().costPerTask();
        if (budget == 0) {
            return List.of();
        }
        return AgentBreaches.find(measured, phase -> perTask(phase, limits.minSamples()), cost -> cost > budget)
                .map(breaches ->
                        diagnosis(breaches, budget, budget * limits.agents().costCriticalFactor()))
                .stream()
                .toList();
    }

    private static OptionalDouble perTask(AgentResult phase, long minSamples) {
        Cost cost = phase.cost();
        Tasks tasks = phase.tasks();
        return cost == null || tasks == null || tasks.ended() < Math.max(1, minSamples)
                ? OptionalDouble.empty()
                : OptionalDouble.of(cost.known() / tasks.ended());
    }

    private static Diagnosis diagnosis(AgentBreaches breaches, double budget, double critical) {
        Cost cost = Objects.requireNonNull(breaches.worst().cost());
        Tasks tasks = Objects.requireNonNull(breaches.worst().tasks());
        String currency = cost.currency();
        String least = cost.total() == null ? "at least " : "";
        return Diagnosis.of(
                        IssueType.COST_OVERRUN,
                        breaches.actual() > critical ? Severity.CRITICAL : Severity.HIGH,
                        "A task costs " + least + Format.beside(breaches.actual(), currency, budget) + " ("
                                + Format.money(cost.known(), currency) + " for " + Format.count(tasks.ended(), "task")
                                + "), budget " + Format.limit(budget, currency) + ": " + breaches.where() + "."
                                + bound(cost),
                        breaches.evidence("costPerTask", breaches.actual(), budget, currency))
                .with("more_per_thousand", least + Format.money(1000 * (breaches.actual() - budget), currency));
    }

    /** Input from a cache costs a part of the price, as a rule; of how large a part only the price table can tell. */
    private static String bound(Cost cost) {
        List<String> models = cost.fullyPricedCache();
        return models == null
                ? ""
                : " The cost is an upper bound: input from the cache is priced like any other, for there is no"
                        + " input-cached among the prices of " + String.join(", ", models) + ".";
    }
}
