package io.orchestress.evaluation;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.PlanningLimits;
import io.orchestress.analysis.capacity.CapacityLimits;
import io.orchestress.analysis.endurance.DriftLimits;
import io.orchestress.analysis.issues.AgentLimits;
import io.orchestress.analysis.issues.IssueLimits;
import io.orchestress.analysis.issues.ResourceLimits;
import io.orchestress.analysis.issues.TrendLimits;
import io.orchestress.analysis.recovery.RecoveryLimits;
import io.orchestress.analysis.regression.RegressionLimits;
import io.orchestress.config.PlanningSettings;
import io.orchestress.config.RegressionSettings;
import io.orchestress.config.Settings;
import io.orchestress.record.PriceList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The configuration's thresholds as the analysis takes them; what the configuration does not hold keeps its default. */
final class Thresholds {
    private static final double NANOS_PER_MILLI = 1e6;

    private Thresholds() {}

    static AnalysisSettings of(Settings settings) {
        return new AnalysisSettings(
                settings.gates().apdexSatisfied().toMillis(),
                issues(settings),
                ReleaseGates.limits(settings),
                prices(settings.prices()),
                Texts.of(settings.issues().catalogue()),
                planning(settings.planning()));
    }

    private static PlanningLimits planning(PlanningSettings planning) {
        return new PlanningLimits(
                new CapacityLimits(
                        planning.capacity().expectedLoad(),
                        CapacitySlos.conditions(planning.capacity().slo())),
                new RecoveryLimits(
                        planning.recovery().tolerance(),
                        planning.recovery().sustained().toMillis() / 1000.0),
                new DriftLimits(
                        planning.endurance().growthPerHour(),
                        planning.endurance().memoryPerHourBytes(),
                        planning.endurance().countPerHour(),
                        planning.endurance().latencyPerHour().toNanos() / 1e6,
                        planning.endurance().shortest().toMillis() / 1000.0,
                        planning.endurance().cooldown().toMillis() / 1000.0),
                InjectorThresholds.of(planning.injector()));
    }

    static RegressionLimits regression(Settings settings) {
        RegressionSettings regression = settings.regression();
        return new RegressionLimits(
                regression.falseAlarms(),
                regression.block().toMillis() / 1000.0,
                regression.minSamples(),
                InjectorThresholds.disturbance(settings),
                regression.decides(),
                byKind(regression.tolerance()),
                byKind(regression.noise()),
                regression.resolution().toNanos() / 1e6,
                regression.service(),
                new RegressionLimits.Duel(
                        settings.duel().latency(), settings.duel().length().toMillis() / 1000.0));
    }

    private static Map<RegressionLimits.Kind, Double> byKind(Map<String, Double> byName) {
        Map<RegressionLimits.Kind, Double> byKind = new EnumMap<>(RegressionLimits.Kind.class);
        byName.forEach((name, value) -> byKind.put(
                RegressionLimits.Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')), value));
        return byKind;
    }

    static PriceList prices(Settings.Prices prices) {
        Map<String, PriceList.Price> models = new HashMap<>();
        prices.models()
                .forEach((name, price) ->
                        models.put(name, new PriceList.Price(price.input(), price.cachedInput(), price.output())));
        return new PriceList(prices.currency(), models, prices.cheap(), prices.single());
    }

    private static IssueLimits issues(Settings settings) {
        Settings.Issues issues = settings.issues();
        IssueLimits defaults = IssueLimits.DEFAULT;
        return new IssueLimits(
                issues.minSamples(),
                issues.elevatedErrorRate(),
                issues.errorRate(),
                issues.errorRateCritical(),
                issues.p95().toMillis(),
                issues.p95Critical().toMillis(),
                issues.mean().toMillis(),
                issues.throughputPerSec(),
                defaults.minThroughputSeconds(),
                settings.planning().recovery().slow().toMillis() / 1000.0,
                defaults.omissionFactor(),
                defaults.omissionGapMillis(),
                defaults.unfinishedRatio(),
                defaults.tailSamples(),
                new TrendLimits(
                        issues.variation(),
                        issues.latencyDrift(),
                        issues.scalingDrop(),
                        defaults.trends().noticeableMillis()),
                agents(settings),
                resources(settings.issues()));
    }

    private static ResourceLimits resources(Settings.Issues issues) {
        return new ResourceLimits(
                ResourceLimits.DEFAULT.minReadings(),
                issues.cpu(),
                issues.cpuCritical(),
                issues.hostMemory(),
                issues.databaseTime().toNanos() / NANOS_PER_MILLI,
                issues.networkTime().toNanos() / NANOS_PER_MILLI);
    }

    private static AgentLimits agents(Settings settings) {
        Settings.Issues issues = settings.issues();
        Settings.Prices prices = settings.prices();
        return new AgentLimits(
                issues.stalledStreams(),
                prices.budgetPerTask(),
                issues.costCriticalFactor(),
                issues.routingAccuracy(),
                issues.goodTasks(),
                issues.queueWait(),
                settings.slo().ttft().toMillis(),
                settings.slo().tpot().toMillis(),
                prices.cheapShareFrom(),
                prices.cheapShareTo());
    }
}
