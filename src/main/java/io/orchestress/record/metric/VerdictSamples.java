package io.orchestress.record.metric;

import io.orchestress.record.Verdict;
import io.orchestress.text.openmetrics.MetricFamilies;
import io.orchestress.text.openmetrics.MetricFamily;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verdict as metrics: one sample for each outcome that there can be, so that a query need not know what is absent. */
public final class VerdictSamples {
    private static final MetricFamily VERDICT = MetricFamily.of(
            "verdict",
            MetricFamily.Type.GAUGE,
            "",
            "1 for the outcome of the verdict, 0 for the others; all 0: no verdict.");
    private static final MetricFamily SCORE =
            MetricFamily.of("score", MetricFamily.Type.GAUGE, "", "Score of the verdict, 0 to 100.");

    private VerdictSamples() {}

    /** @param verdict null: there is none, or not yet */
    public static void add(@Nullable Verdict verdict, MetricFamilies page) {
        for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
            boolean is = verdict != null && verdict.outcome() == outcome;
            page.add(VERDICT, Map.of("outcome", outcome.name()), is ? 1 : 0);
        }
        if (verdict != null && verdict.score() != null) {
            page.add(SCORE, Map.of(), verdict.score());
        }
    }
}
