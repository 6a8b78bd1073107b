package io.orchestress.testkit;

import io.orchestress.analysis.disturbance.DisturbanceLimits;
import io.orchestress.analysis.regression.RegressionLimits;
import io.orchestress.analysis.regression.RegressionLimits.Kind;
import java.util.List;
import java.util.Map;

/** Limits as reference.conf has them. */
public final class Limits {
    public static final RegressionLimits REGRESSION = new RegressionLimits(
            0.01,
            2,
            100,
            DisturbanceLimits.DEFAULT,
            List.of("typical", "failures", "completed"),
            Map.of(
                    Kind.LATENCY,
                    0.15,
                    Kind.THROUGHPUT,
                    0.1,
                    Kind.FAILURES,
                    0.005,
                    Kind.COMPLETED,
                    0.05,
                    Kind.COST,
                    0.5,
                    Kind.TOKENS,
                    0.25,
                    Kind.MEMORY,
                    0.2,
                    Kind.CPU,
                    0.2),
            Map.of(
                    Kind.LATENCY,
                    0.06,
                    Kind.THROUGHPUT,
                    0.02,
                    Kind.FAILURES,
                    0.001,
                    Kind.COMPLETED,
                    0.005,
                    Kind.COST,
                    0.02,
                    Kind.TOKENS,
                    0.02,
                    Kind.MEMORY,
                    0.1,
                    Kind.CPU,
                    0.1),
            0.5,
            Map.of(),
            new RegressionLimits.Duel(0.1, 60));

    private Limits() {}
}
