package io.orchestress.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run against one baseline of one or more runs. docs/regression.md says how each figure comes about.
 *
 * @param candidate run id
 * @param baseline by what name the baseline was asked for: a run id, the name of a baseline, {@code last-5}
 * @param baselineRuns run ids, oldest first
 * @param differences in what the runs differ that makes figures incomparable; not empty only when the comparison was forced
 * @param falseAlarms probability, at most, that any change is called although nothing changed
 * @param outcome FAIL when a regression fails, WARN when one warns, INCONCLUSIVE when a metric that decides is, else PASS
 * @param reason one sentence: what decided the outcome
 * @param changes the metrics that decide first
 * @param shift the whole distribution of latency, percentile by percentile
 */
public record Comparison(
        String candidate,
        String baseline,
        List<String> baselineRuns,
        List<String> differences,
        double falseAlarms,
        Verdict.Outcome outcome,
        String reason,
        List<Change> changes,
        List<ShiftPoint> shift) {
    public Comparison {
        baselineRuns = List.copyOf(baselineRuns);
        differences = List.copyOf(differences);
        changes = List.copyOf(changes);
        shift = List.copyOf(shift);
    }

    /** Regressions, worst first. */
    public List<Change> regressions() {
        return changes.stream()
                .filter(change -> change.kind() == Kind.REGRESSED)
                .sorted(java.util.Comparator.comparing((Change change) -> change.outcome() != Verdict.Outcome.FAIL)
                        .thenComparing(change -> change.severity() == null ? Severity.MINOR : change.severity()))
                .toList();
    }

    /** What a metric did. */
    public enum Kind {
        REGRESSED,
        IMPROVED,
        /** Its whole interval is within the tolerance. */
        UNCHANGED,
        /** The noise hides a change as large as the tolerance, or there is too little data. */
        INCONCLUSIVE
    }

    /** By the size of the change for the worse: above 200 %, 50 % to 200 %, below 50 %. */
    public enum Severity {
        CRITICAL,
        MODERATE,
        MINOR
    }

    /**
     * One metric.
     *
     * @param metric such as {@code p95} or {@code ttft.p95}
     * @param request {@code *}: all of them together
     * @param unit of {@code before} and {@code after}
     * @param higherIsBetter whether growth is an improvement
     * @param before of the baseline; absent when it has none
     * @param after of the candidate; absent when it has none
     * @param change after ÷ before − 1; absent when it cannot be told
     * @param from, to 95 % interval of {@code change}, of this metric by itself; absent with it
     * @param pValue of no change, corrected for the number of metrics; absent with it
     * @param tolerance a change for the worse up to it warns, above it fails
     * @param severity of a regression; absent for all else
     * @param outcome of this metric as a condition of the verdict
     * @param decides whether not knowing this metric makes the whole comparison inconclusive
     * @param note why, where the figures alone do not say
     */
    public record Change(
            String metric,
            String request,
            String unit,
            boolean higherIsBetter,
            @Nullable Double before,
            @Nullable Double after,
            @Nullable Double change,
            @Nullable Double from,
            @Nullable Double to,
            @Nullable Double pValue,
            double tolerance,
            Kind kind,
            @Nullable Severity severity,
            Verdict.Outcome outcome,
            boolean decides,
            String note) {}

    /**
     * One percentile of the latency of all requests, at the baseline's mix of requests.
     *
     * @param percentile 0 to 100
     * @param from, to 95 % interval of after ÷ before − 1
     */
    public record ShiftPoint(double percentile, double beforeMicros, double afterMicros, double from, double to) {}
}
