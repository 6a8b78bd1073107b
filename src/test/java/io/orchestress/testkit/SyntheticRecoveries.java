package io.orchestress.testkit;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import java.util.List;

/** Recoveries of the synthetic spike, one for each thing that can be said. */
final class SyntheticRecoveries {
    private SyntheticRecoveries() {}

    static Findings findings() {
        return SyntheticPlanning.with(
                SyntheticFindings.spike().resources().build(), new Planning(null, null, all(), List.of()));
    }

    static List<Recovery> all() {
        return List.of(
                new Recovery(
                        "spike",
                        "recovery",
                        "1000 users",
                        "steady",
                        210,
                        60,
                        Outcome.RECOVERED,
                        23.0,
                        List.of(
                                criterion("p95", "ms", 420, 504, 6100, 23.0, Outcome.RECOVERED),
                                criterion("error-rate", "ratio", 0, 0.01, 0.31, 8.0, Outcome.RECOVERED),
                                criterion("queue", "count", 12, 20, 410, 19.0, Outcome.RECOVERED),
                                criterion("throughput", "/s", 150, 120, 90, 2.0, Outcome.RECOVERED))),
                new Recovery(
                        "stress",
                        "recovery",
                        "640 users",
                        "steady",
                        210,
                        60,
                        Outcome.NOT_RECOVERED,
                        null,
                        List.of(criterion("p95", "ms", 420, 504, 6100, null, Outcome.NOT_RECOVERED))),
                new Recovery(
                        "fault",
                        "recovery",
                        "freeze",
                        "steady",
                        210,
                        60,
                        Outcome.UNDISTURBED,
                        null,
                        List.of(criterion("p95", "ms", 420, 504, 431, null, Outcome.UNDISTURBED))),
                new Recovery("fault", "recovery", "die", "steady", 268, 2, Outcome.INCONCLUSIVE, null, List.of()));
    }

    private static Criterion criterion(
            String metric, String unit, double reference, double limit, double worst, Double seconds, Outcome outcome) {
        return new Criterion(metric, unit, reference, limit, worst, seconds, outcome);
    }
}
