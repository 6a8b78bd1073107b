package io.orchestress.testkit;

import static io.orchestress.testkit.HardFindings.EVIL;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Capacity;
import io.orchestress.record.Capacity.Break;
import io.orchestress.record.DriftResult;
import io.orchestress.record.Estimate;
import io.orchestress.record.LoadStep;
import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Scalability;
import io.orchestress.record.Scalability.Answer;
import io.orchestress.record.Scalability.Point;
import io.orchestress.record.Verdict;
import io.orchestress.stats.capacity.SloCondition;
import java.util.List;

/** Every text of a planning tries something. */
final class SyntheticHostility {
    private SyntheticHostility() {}

    static Findings planning() {
        return SyntheticPlanning.with(
                HardFindings.hostile(),
                new Planning(
                        new Capacity(
                                EVIL,
                                List.of(step(100, Verdict.Outcome.PASS), step(200, Verdict.Outcome.FAIL)),
                                Capacity.Outcome.FOUND,
                                new Estimate(150, 100, 200),
                                100,
                                200.0,
                                List.of(EVIL, EVIL),
                                120.0,
                                List.of(new Break(EVIL, EVIL, 200, 100, 1, 2, EVIL, List.of(EVIL))),
                                90.0,
                                new Estimate(0.6, 0.1, 1.2),
                                List.of(new SloCondition(EVIL, SloCondition.Kind.SLOWER, 0.05, 1_000_000)),
                                EVIL),
                        new Scalability(
                                EVIL,
                                List.of(
                                        new Point(1, 10, 1.0, 2.0, 1, 1.0, null),
                                        new Point(2, 18, 1.0, 2.0, 0.9, 1.3, null)),
                                null,
                                null,
                                0.1,
                                null,
                                EVIL,
                                List.of(new Answer(EVIL, null, EVIL))),
                        List.of(new Recovery(
                                EVIL,
                                EVIL,
                                EVIL,
                                EVIL,
                                40,
                                30,
                                Recovery.Outcome.RECOVERED,
                                5.0,
                                List.of(new Criterion(EVIL, EVIL, 1, 2, 3, 5.0, Recovery.Outcome.RECOVERED)))),
                        List.of(new DriftResult(
                                EVIL,
                                EVIL,
                                EVIL,
                                EVIL,
                                60,
                                1,
                                2,
                                new Estimate(60, 50, 70),
                                new Estimate(60, 50, 70),
                                new Estimate(60, 50, 70),
                                4,
                                null,
                                null,
                                DriftResult.Outcome.GROWS,
                                null,
                                null,
                                EVIL))));
    }

    private static LoadStep step(double load, Verdict.Outcome outcome) {
        return new LoadStep(
                EVIL,
                0,
                30,
                load,
                1000,
                load,
                null,
                null,
                0,
                4,
                10.0,
                9.0,
                20.0,
                30.0,
                null,
                null,
                null,
                null,
                null,
                outcome,
                List.of(EVIL),
                EVIL);
    }
}
