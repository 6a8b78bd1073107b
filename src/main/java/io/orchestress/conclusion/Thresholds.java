package io.orchestress.conclusion;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.PriceList;
import io.orchestress.analysis.gate.GateLimits;
import io.orchestress.analysis.issue.AgentLimits;
import io.orchestress.analysis.issue.IssueLimits;
import io.orchestress.analysis.issue.TrendLimits;
import io.orchestress.config.Settings;
import java.util.HashMap;
import java.util.Map;

/** The configuration's thresholds as the analysis takes them; what the configuration does not hold keeps its default. */
final class Thresholds {
    private Thresholds() {}

    static AnalysisSettings of(Settings settings) {
        return new AnalysisSettings(
                settings.gates().apdexSatisfied().toMillis(),
                issues(settings),
                gates(settings),
                prices(settings.prices()),
                Texts.of(settings.issues().catalogue()));
    }

    private static PriceList prices(Settings.Prices prices) {
        Map<String, PriceList.Price> models = new HashMap<>();
        prices.models().forEach((name, price) -> models.put(name, new PriceList.Price(price.input(), price.output())));
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
                defaults.slowRecoveryFactor(),
                defaults.omissionFactor(),
                defaults.omissionGapMillis(),
                defaults.unfinishedRatio(),
                defaults.tailSamples(),
                new TrendLimits(
                        issues.variation(),
                        issues.latencyDrift(),
                        issues.scalingDrop(),
                        defaults.trends().noticeableMillis()),
                agents(settings));
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

    private static GateLimits gates(Settings settings) {
        Settings.Gates gates = settings.gates();
        return new GateLimits(
                gates.minSamples(),
                gates.errorRate(),
                gates.successRate(),
                gates.p95().toMillis(),
                gates.p99().toMillis(),
                GateLimits.DEFAULT.failFactor(),
                settings.profile().minThroughputPerSec());
    }
}
