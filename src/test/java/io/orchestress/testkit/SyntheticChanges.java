package io.orchestress.testkit;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Verdict.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comparisons whose changes are given, for tests of those who read them. */
public final class SyntheticChanges {
    private SyntheticChanges() {}

    public static Comparison of(Outcome outcome, List<String> baselineRuns, Change... changes) {
        return new Comparison(
                "candidate",
                "main",
                baselineRuns,
                List.of(),
                List.of(),
                0.01,
                outcome,
                outcome == Outcome.PASS ? Kind.NOT_WORSE : Kind.REGRESSED,
                "as given",
                null,
                List.of(changes),
                List.of());
    }

    /** @param change after ÷ before − 1 */
    public static Change change(String metric, boolean higherIsBetter, Kind kind, @Nullable Double change) {
        return change(metric, "*", higherIsBetter, kind, change);
    }

    public static Change change(
            String metric, String request, boolean higherIsBetter, Kind kind, @Nullable Double change) {
        return new Change(
                metric,
                request,
                "ms",
                higherIsBetter,
                100.0,
                change == null ? null : 100 * (1 + change),
                change,
                change,
                change,
                0.001,
                0.15,
                null,
                kind,
                null,
                Outcome.PASS,
                Comparison.Role.PRIMARY,
                "");
    }
}
