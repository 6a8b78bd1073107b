package io.orchestress.evaluation;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.gates.GateRule;
import io.orchestress.config.GateFile;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.metric.MetricCatalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The gates of a configuration: held against what is known before a run. */
public final class ReleaseGates {
    private ReleaseGates() {}

    /**
     * The same settings with the rules of a file in place of their own.
     *
     * @throws InvalidConfigException naming all that is wrong with the file
     */
    public static Settings judging(Settings settings, Path file) {
        double minThroughputPerSec = settings.profile().minThroughputPerSec();
        return settings.with(
                AnalysisSettings.class,
                analysis -> analysis.judging(
                        GateFile.read(file, rules -> analysis.gates().reading(rules, minThroughputPerSec))));
    }

    /**
     * Refuses rules that no run of this plan and configuration can be judged by.
     *
     * @throws InvalidConfigException naming every such rule
     */
    public static void check(Settings settings, List<PlannedPhase> plan) {
        AnalysisSettings analysis = settings.part(AnalysisSettings.class);
        analysis.gates()
                .refuse(rule -> rule.problemWith(plan).or(() -> unmeasurable(rule, settings, analysis.prices())));
    }

    /**
     * Refuses rules that name a phase which is not in the plan of a record.
     *
     * @throws InvalidConfigException naming every such rule
     */
    public static void checkPhases(Settings settings, List<PlannedPhase> plan) {
        settings.part(AnalysisSettings.class).gates().refuse(rule -> rule.problemWith(plan));
    }

    /** Why a run by this configuration cannot have the figure. */
    private static Optional<String> unmeasurable(GateRule rule, Settings settings, PriceList prices) {
        if (rule.ifMeasured()) {
            return Optional.empty();
        }
        String metric = rule.metric();
        String why = null;
        if (metric.equals(MetricCatalogue.STARTUP.name())
                && settings.target().url().isPresent()) {
            why = "start-up time is only measured for a target that Orchestress starts";
        } else if (rule.isOfResources() && !settings.resources().enabled()) {
            why = "resources are not measured while orchestress.resources.enabled is false";
        } else if (rule.isOfCost() && prices.models().isEmpty()) {
            why = "cost is unknown while orchestress.prices.models is empty";
        } else if (metric.equals(MetricCatalogue.MODEL_SHARE.name())
                && prices.cheap().isEmpty()) {
            why = "this share is unknown while orchestress.prices.cheap is empty";
        } else if (metric.equals(MetricCatalogue.SAVING.name())
                && prices.single().isEmpty()) {
            why = "the saving is unknown while orchestress.prices.reference-model is empty";
        } else if (rule.isOfCost() && !rule.unit().equals(prices.currency())) {
            why = "the limit is in " + rule.unit() + ", orchestress.prices.currency is " + prices.currency();
        }
        return Optional.ofNullable(why).map(text -> text + "; valid: another metric, or add ', if measured'");
    }
}
