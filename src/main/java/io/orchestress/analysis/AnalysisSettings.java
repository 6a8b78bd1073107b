package io.orchestress.analysis;

import io.orchestress.analysis.capacity.CapacityLimits;
import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.endurance.DriftLimits;
import io.orchestress.analysis.gates.GateLimits;
import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.analysis.issues.Catalogue;
import io.orchestress.analysis.issues.IssueRule;
import io.orchestress.analysis.issues.Issues;
import io.orchestress.analysis.recovery.RecoveryLimits;
import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import java.time.Duration;
import java.util.List;

/**
 * With which limits a record is read.
 *
 * @param apdexTargetMillis Apdex T: a successful answer within it satisfies, within 4 T it is tolerated; above 0
 * @param catalogue what is said about issues
 */
public record AnalysisSettings(
        long apdexTargetMillis,
        List<IssueRule> issues,
        GateLimits gates,
        PriceList prices,
        Catalogue catalogue,
        CapacityLimits capacity,
        RecoveryLimits recovery,
        DriftLimits drift,
        InjectorLimits injector) {
    public AnalysisSettings {
        if (apdexTargetMillis <= 0) {
            throw new IllegalArgumentException("apdexTargetMillis is " + apdexTargetMillis + ", must be above 0");
        }
    }

    /** Reads them: each limit reads its own keys. */
    public static final class Part implements SettingsPart<AnalysisSettings> {
        @Override
        public Class<AnalysisSettings> type() {
            return AnalysisSettings.class;
        }

        @Override
        public AnalysisSettings read(Section root) {
            return new AnalysisSettings(
                    root.section("gates")
                            .duration("apdex-satisfied", Duration.ofMillis(1))
                            .toMillis(),
                    Issues.rules(root),
                    GateLimits.read(root),
                    PriceList.read(root.section("prices")),
                    Catalogue.read(root.section("issues")),
                    CapacityLimits.read(root.section("capacity")),
                    RecoveryLimits.read(root.section("recovery")),
                    DriftLimits.read(root.section("endurance")),
                    InjectorLimits.read(root.section("injector")));
        }
    }

    /** The same, judged by these rules instead. */
    public AnalysisSettings judging(GateLimits others) {
        return new AnalysisSettings(
                apdexTargetMillis, issues, others, prices, catalogue, capacity, recovery, drift, injector);
    }
}
