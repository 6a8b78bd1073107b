package io.orchestress.evaluation;

import io.orchestress.analysis.gates.GateLimits;
import io.orchestress.analysis.gates.GateRule;
import io.orchestress.analysis.gates.GradeScale;
import io.orchestress.analysis.gates.RuleException;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.GateRuleText;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.metric.MetricCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gates of a configuration: read, and held against what is known before a run. */
public final class ReleaseGates {
    private ReleaseGates() {}

    /**
     * The rules as the analysis takes them.
     *
     * @throws InvalidConfigException naming every text that is no rule
     */
    public static GateLimits limits(Settings settings) {
        List<ConfigProblem> problems = new ArrayList<>();
        List<GateRule> rules = new ArrayList<>();
        for (GateRuleText text : settings.gates().rules()) {
            try {
                GateRule.parse(text.name(), text.text(), settings.profile().minThroughputPerSec())
                        .ifPresent(rules::add);
            } catch (RuleException e) {
                problems.add(problem(text, String.valueOf(e.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new GateLimits(
                rules,
                settings.gates().minSamples(),
                GradeScale.valueOf(settings.gates().scale().name()));
    }

    /**
     * Refuses rules that no run of this plan and configuration can be judged by.
     *
     * @throws InvalidConfigException naming every such rule
     */
    public static void check(Settings settings, List<PlannedPhase> plan) {
        refuse(settings, rule -> rule.problemWith(plan).or(() -> unmeasurable(rule, settings)));
    }

    /**
     * Refuses rules that name a phase which is not in the plan of a record.
     *
     * @throws InvalidConfigException naming every such rule
     */
    public static void checkPhases(Settings settings, List<PlannedPhase> plan) {
        refuse(settings, rule -> rule.problemWith(plan));
    }

    private interface Check {
        Optional<String> problemWith(GateRule rule);
    }

    private static void refuse(Settings settings, Check check) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (GateRule rule : limits(settings).rules()) {
            check.problemWith(rule)
                    .ifPresent(problem -> settings.gates().rules().stream()
                            .filter(text -> text.name().equals(rule.name()))
                            .forEach(text -> problems.add(problem(text, problem))));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    /** Why a run by this configuration cannot have the figure. */
    private static Optional<String> unmeasurable(GateRule rule, Settings settings) {
        if (rule.ifMeasured()) {
            return Optional.empty();
        }
        String metric = rule.metric();
        Settings.Prices prices = settings.prices();
        String why = null;
        if (metric.equals(MetricCatalogue.STARTUP.name())
                && settings.target().url().isPresent()) {
            why = "the start-up time of a target that we do not start is not measured";
        } else if (rule.isOfResources() && !settings.resources().enabled()) {
            why = "resources are not measured while orchestress.resources.enabled is false";
        } else if (rule.isOfCost() && prices.models().isEmpty()) {
            why = "there is no cost while orchestress.prices.models is empty";
        } else if (metric.equals(MetricCatalogue.MODEL_SHARE.name())
                && prices.cheap().isEmpty()) {
            why = "there is no such share while orchestress.prices.cheap is empty";
        } else if (metric.equals(MetricCatalogue.SAVING.name())
                && prices.single().isEmpty()) {
            why = "there is no saving while orchestress.prices.reference-model is empty";
        } else if (rule.isOfCost() && !rule.unit().equals(prices.currency())) {
            why = "the limit is in " + rule.unit() + ", orchestress.prices.currency is " + prices.currency();
        }
        return Optional.ofNullable(why).map(text -> text + "; valid: another metric, or add ', if measured'");
    }

    private static ConfigProblem problem(GateRuleText text, String message) {
        return new ConfigProblem(text.key(), text.text(), text.origin(), message);
    }
}
