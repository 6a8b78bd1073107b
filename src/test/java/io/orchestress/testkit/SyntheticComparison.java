package io.orchestress.testkit;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Comparison.Role;
import io.orchestress.record.Comparison.Sensitivity;
import io.orchestress.record.Comparison.Severity;
import io.orchestress.record.Comparison.ShiftPoint;
import io.orchestress.record.Verdict.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the synthetic run compares with runs that never were, either: one change of each kind and outcome. {@code change} is
 * {@code after ÷ before − 1} of the figures beside it.
 */
public final class SyntheticComparison {
    /** The baseline of every synthetic comparison. */
    public static final List<String> BASELINE_RUNS =
            List.of("spiketest-20261119-031500-000", "spiketest-20261120-031500-000");

    private SyntheticComparison() {}

    /** A critical, a moderate and a minor regression, an improvement, two figures that did not get worse, two that nobody can tell. */
    public static Comparison failing() {
        return of(
                Outcome.FAIL,
                "cost.per-task rose by 220 %, more than the tolerance of 50 %.",
                List.of(
                        latency("p95", "*", 1500, 2410, 0.52, 0.69, 0.0004, Severity.MODERATE, Outcome.FAIL),
                        new Change(
                                "error-rate",
                                "*",
                                Change.SHARE,
                                false,
                                0.0014,
                                0.0141,
                                0.0127,
                                0.0104,
                                0.0151,
                                0.0002,
                                0.02,
                                0.006,
                                Kind.REGRESSED,
                                Severity.MODERATE,
                                Outcome.WARN,
                                Role.PRIMARY,
                                "odds of a failure × 10"),
                        new Change(
                                "throughput",
                                "*",
                                "/s",
                                true,
                                421.0,
                                420.3,
                                -0.0017,
                                -0.012,
                                0.009,
                                0.71,
                                0.05,
                                0.03,
                                Kind.NOT_WORSE,
                                null,
                                Outcome.PASS,
                                Role.OTHER,
                                ""),
                        new Change(
                                "cost.per-task",
                                "*",
                                "USD",
                                false,
                                0.0125,
                                0.04,
                                2.2,
                                2.05,
                                2.36,
                                0.0001,
                                0.5,
                                0.2,
                                Kind.REGRESSED,
                                Severity.CRITICAL,
                                Outcome.FAIL,
                                Role.OTHER,
                                ""),
                        new Change(
                                "p95",
                                "create agent",
                                "ms",
                                false,
                                800.0,
                                600.0,
                                -0.25,
                                -0.31,
                                -0.18,
                                0.0006,
                                0.15,
                                null,
                                Kind.IMPROVED,
                                null,
                                Outcome.PASS,
                                Role.OTHER,
                                ""),
                        latency("ttft.p95", "stream tokens", 310, 318, -0.04, 0.09, 0.48, null, Outcome.PASS),
                        unknown("target.rss.mean", "B", Kind.NOT_COMPARABLE, "the baseline was not monitored"),
                        unknown("tokens.per-task", "tokens", Kind.TOO_NOISY, "")));
    }

    /** Nothing got worse. */
    public static Comparison passing() {
        return of(
                Outcome.PASS,
                "No metric got worse.",
                List.of(latency("p95", "*", 162, 160, -0.05, 0.03, 0.62, null, Outcome.PASS)));
    }

    /** A metric that decides, of which there is too little. */
    public static Comparison inconclusive() {
        Change p95 = new Change(
                "p95",
                "*",
                "ms",
                false,
                162.0,
                null,
                null,
                null,
                null,
                null,
                0.15,
                null,
                Kind.TOO_SHORT,
                null,
                Outcome.INCONCLUSIVE,
                Role.PRIMARY,
                "this run has 5 requests in phases of constant load, 100 needed");
        return of(
                Outcome.INCONCLUSIVE,
                "Too few samples to detect 15 %: p95 (this run has 5 requests in phases of constant load, 100 needed).",
                List.of(p95));
    }

    /** The same findings, compared. */
    public static Findings in(Findings findings, Comparison comparison) {
        return new Findings(
                findings.record().withComparison(comparison),
                findings.timeline(),
                findings.heatMap(),
                findings.spectra(),
                findings.agentTimeline(),
                findings.resourceTimeline());
    }

    private static Comparison of(Outcome outcome, String reason, List<Change> changes) {
        return new Comparison(
                "spiketest-20261121-032508-000",
                "last-2",
                BASELINE_RUNS,
                List.of(),
                List.of(),
                0.01,
                outcome,
                finding(outcome),
                reason,
                outcome == Outcome.INCONCLUSIVE
                        ? null
                        : new Sensitivity("p95", 0.142, 0.049, 12, 0.4, 0.45, 0.15, 9, 120.0, 6, 12),
                changes,
                List.of(
                        new ShiftPoint(50, 95_000, 101_000, 0.04, 0.09),
                        new ShiftPoint(95, 1_500_000, 2_410_000, 0.52, 0.69)));
    }

    private static Kind finding(Outcome outcome) {
        return switch (outcome) {
            case PASS -> Kind.NOT_WORSE;
            case WARN, FAIL -> Kind.REGRESSED;
            case INCONCLUSIVE, INTERRUPTED -> Kind.TOO_SHORT;
        };
    }

    private static Change latency(
            String metric,
            String request,
            double before,
            double after,
            double from,
            double to,
            double pValue,
            @Nullable Severity severity,
            Outcome outcome) {
        return new Change(
                metric,
                request,
                "ms",
                false,
                before,
                after,
                after / before - 1,
                from,
                to,
                pValue,
                0.15,
                0.142,
                severity == null ? Kind.NOT_WORSE : Kind.REGRESSED,
                severity,
                outcome,
                metric.equals("p95") ? Role.PRIMARY : Role.OTHER,
                "");
    }

    private static Change unknown(String metric, String unit, Kind kind, String note) {
        return new Change(
                metric,
                "*",
                unit,
                false,
                null,
                12.0,
                null,
                null,
                null,
                null,
                0.25,
                null,
                kind,
                null,
                Outcome.PASS,
                Role.OTHER,
                note);
    }
}
