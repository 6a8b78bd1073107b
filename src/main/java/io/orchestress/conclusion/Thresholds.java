package io.orchestress.conclusion;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.gate.GateLimits;
import io.orchestress.analysis.issue.IssueLimits;
import io.orchestress.config.Settings;

/** The configuration's thresholds as the analysis takes them; what the configuration does not hold keeps its default. */
final class Thresholds {
    private Thresholds() {}

    static AnalysisSettings of(Settings settings) {
        return new AnalysisSettings(
                settings.gates().apdexSatisfied().toMillis(), issues(settings.issues()), gates(settings));
    }

    private static IssueLimits issues(Settings.Issues issues) {
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
                issues.variation(),
                defaults.slowRecoveryFactor(),
                defaults.omissionFactor(),
                defaults.omissionGapMillis(),
                defaults.unfinishedRatio());
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
