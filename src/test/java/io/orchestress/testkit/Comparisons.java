package io.orchestress.testkit;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Comparison.Role;
import io.orchestress.record.Comparison.Sensitivity;
import io.orchestress.record.Comparison.ShiftPoint;
import io.orchestress.record.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** Variations of {@link SyntheticComparison} that are hard to show. */
public final class Comparisons {
    private static final double[] PERCENTILES = {
        1, 5, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 97.5, 99, 99.5, 99.9, 99.95, 99.99
    };

    private Comparisons() {}

    /** Fails, and below p80 nothing moved: percentile 90 is 20 % slower, 99 is 40 %, 99.9 is 60 %. */
    public static Comparison slowerTail() {
        return with(
                SyntheticComparison.failing(),
                shift(p -> p < 80 ? 0 : 0.2 * -Math.log10(1 - p / 100), p -> 0.02 + 0.00005 * 100 / (100 - p)));
    }

    /** Every percentile 30 % slower. */
    public static Comparison slowerThroughout() {
        return with(SyntheticComparison.failing(), shift(p -> 0.3, p -> 0.05));
    }

    public static Comparison forced() {
        Comparison c = slowerTail();
        return new Comparison(
                c.candidate(),
                c.baseline(),
                c.baselineRuns(),
                c.notes(),
                List.of(
                        "profile: quick here, full in the baseline",
                        "processors of the injector: 2 here, 8 in the baseline"),
                c.falseAlarms(),
                c.outcome(),
                c.finding(),
                c.reason(),
                c.sensitivity(),
                c.changes(),
                c.shift());
    }

    /** Names from a target that wants to be more than text, and changes that fit no axis. */
    public static Comparison hostile() {
        Comparison c = slowerTail();
        String evil = HardFindings.EVIL;
        List<Change> changes = new ArrayList<>(c.changes());
        changes.add(new Change(
                "p99" + evil,
                evil,
                "ms",
                false,
                1.0,
                400.0,
                399.0,
                250.0,
                600.0,
                1e-9,
                0.15,
                null,
                Kind.REGRESSED,
                Comparison.Severity.CRITICAL,
                Outcome.FAIL,
                Role.OTHER,
                evil));
        return new Comparison(
                evil,
                evil,
                List.of(evil, evil),
                List.of(evil),
                List.of(evil),
                c.falseAlarms(),
                c.outcome(),
                c.finding(),
                evil,
                new Sensitivity(evil, 0.2, 0.05, 3, 0.4, 0.3, 0.3, 9, 120.0, 5, 10),
                changes,
                c.shift());
    }

    public static Comparison with(Comparison c, List<ShiftPoint> shift) {
        return new Comparison(
                c.candidate(),
                c.baseline(),
                c.baselineRuns(),
                c.notes(),
                c.differences(),
                c.falseAlarms(),
                c.outcome(),
                c.finding(),
                c.reason(),
                c.sensitivity(),
                c.changes(),
                shift);
    }

    private static List<ShiftPoint> shift(DoubleUnaryOperator change, DoubleUnaryOperator half) {
        return DoubleStream.of(PERCENTILES)
                .mapToObj(p -> {
                    double before = 20_000 / Math.pow(1 - p / 100, 0.6);
                    double moved = change.applyAsDouble(p);
                    double width = half.applyAsDouble(p);
                    return new ShiftPoint(p, before, before * (1 + moved), moved - width, moved + width);
                })
                .toList();
    }
}
