package io.orchestress.analysis;

import io.orchestress.analysis.gates.GateLimits;
import io.orchestress.analysis.issues.Catalogue;
import io.orchestress.analysis.issues.IssueLimits;
import io.orchestress.record.PriceList;
import java.util.Objects;

/**
 * With which thresholds a record is read.
 *
 * @param apdexTargetMillis Apdex T: a successful answer within it satisfies, within 4 T it is tolerated; above 0
 * @param catalogue what is said about issues
 */
public record AnalysisSettings(
        long apdexTargetMillis,
        IssueLimits issueLimits,
        GateLimits gateLimits,
        PriceList prices,
        Catalogue catalogue,
        PlanningLimits planning) {

    /** T of 500 ms (the target for the mean), the thresholds of the specification, no prices, and no word about issues. */
    public static final AnalysisSettings DEFAULT =
            new AnalysisSettings(500, IssueLimits.DEFAULT, GateLimits.DEFAULT, PriceList.NONE, Catalogue.NONE);

    /** With the default limits of planning. */
    public AnalysisSettings(
            long apdexTargetMillis,
            IssueLimits issueLimits,
            GateLimits gateLimits,
            PriceList prices,
            Catalogue catalogue) {
        this(apdexTargetMillis, issueLimits, gateLimits, prices, catalogue, PlanningLimits.DEFAULT);
    }

    public AnalysisSettings {
        if (apdexTargetMillis <= 0) {
            throw new IllegalArgumentException("apdexTargetMillis is " + apdexTargetMillis + ", must be above 0");
        }
        Objects.requireNonNull(issueLimits, "issueLimits is null");
        Objects.requireNonNull(gateLimits, "gateLimits is null");
        Objects.requireNonNull(catalogue, "catalogue is null");
        Objects.requireNonNull(prices, "prices is null");
    }
}
