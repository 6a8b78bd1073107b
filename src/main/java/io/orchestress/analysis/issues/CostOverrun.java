package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * COST_OVERRUN: cost of a task above its budget. Where the cost of a model is not known, the known part alone is judged, as a lower
 * bound: it may be too much already.
 *
 * @param costPerTask cost of a task above which it speaks, in the currency of the price table; 0: no budget
 * @param costCriticalFactor times that above which it is critical
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record CostOverrun(double costPerTask, double costCriticalFactor, long minSamples) implements IssueRule {
    static final IssueType COST_OVERRUN = new IssueType(
            "COST_OVERRUN",
            "cost per task above `prices.budget-per-task`; of a cost known in part, its known part",
            "high; critical above {issues.cost-critical-factor} times the budget");

    static CostOverrun read(Section root) {
        return new CostOverrun(
                root.section("prices").number("budget-per-task", 0, 1e9),
                root.section("issues").number("cost-critical-factor", 1, 1000),
                Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(COST_OVERRUN);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        double budget = costPerTask;
        if (budget == 0) {
            return List.of();
        }
        return AgentBreaches.find(measured, phase -> perTask(phase, minSamples), cost -> cost > budget)
                .map(breaches -> diagnosis(breaches, budget, budget * costCriticalFactor))
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
                        COST_OVERRUN,
                        breaches.actual() > critical ? Severity.CRITICAL : Severity.HIGH,
                        "Cost per task " + least + Format.beside(breaches.actual(), currency, budget) + " ("
                                + Format.money(cost.known(), currency) + " for " + Format.count(tasks.ended(), "task")
                                + "), limit " + Format.limit(budget, currency) + ": " + breaches.where() + "."
                                + bound(cost),
                        breaches.evidence(MetricCatalogue.COST_PER_TASK.name(), breaches.actual(), budget, currency))
                .with("more_per_thousand", least + Format.money(1000 * (breaches.actual() - budget), currency));
    }

    /** Input from a cache costs a part of the price, as a rule; of how large a part only the price table can tell. */
    private static String bound(Cost cost) {
        List<String> models = cost.fullyPricedCache();
        return models == null
                ? ""
                : " The cost is an upper bound: cached input is priced as other input, because prices lack"
                        + " input-cached for " + String.join(", ", models) + ".";
    }
}
