package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run against one baseline of one or more runs. docs/regression.md says how each figure comes about.
 *
 * @param candidate run id
 * @param baseline by what name the baseline was asked for: a run id, the name of a baseline, {@code last-5}
 * @param baselineRuns run ids, oldest first
 * @param notes a sentence each on runs of the baseline and phases that do not count, and on machines; absent in records before they were kept
 * @param differences in what the runs differ that makes figures incomparable; not empty only when the comparison was forced
 * @param falseAlarms probability, at most, that anything is called worse although nothing changed
 * @param outcome FAIL when a regression fails, INCONCLUSIVE when a primary metric cannot be told, WARN when a regression warns, else PASS
 * @param finding what it is in one word; absent in records before it was kept
 * @param reason one or two sentences: what decided the outcome
 * @param sensitivity of the first metric; absent where nothing could be reckoned, and in records before it was kept
 * @param changes the primary metrics first
 * @param shift the whole distribution of latency, percentile by percentile
 */
public record Comparison(
        String candidate,
        String baseline,
        List<String> baselineRuns,
        @Nullable List<String> notes,
        List<String> differences,
        double falseAlarms,
        Verdict.Outcome outcome,
        @Nullable Kind finding,
        String reason,
        @Nullable Sensitivity sensitivity,
        List<Change> changes,
        List<ShiftPoint> shift) {
    /** Geometric mean over what was asked for, of tasks where there are any; of two runs together only. */
    public static final String TYPICAL = "typical";

    /** Share of what began that ended; of two runs together only. */
    public static final String COMPLETED = "completed";

    /** Answers that were wrong in any way ÷ tasks. */
    public static final String WRONG_ANSWERS = "wrong-answers";

    public Comparison {
        baselineRuns = List.copyOf(baselineRuns);
        notes = notes == null ? null : List.copyOf(notes);
        differences = List.copyOf(differences);
        changes = List.copyOf(changes);
        shift = List.copyOf(shift);
    }

    /** Regressions, worst first. */
    public List<Change> regressions() {
        return changes.stream()
                .filter(change -> change.kind() == Kind.REGRESSED)
                .sorted(Comparator.comparing((Change change) -> change.outcome() != Verdict.Outcome.FAIL)
                        .thenComparing(change -> change.severity() == null ? Severity.MINOR : change.severity()))
                .toList();
    }

    /** Single requests that are probably worse: where to look, and nothing that decides. */
    @JsonIgnore
    public List<Change> hints() {
        return changes.stream()
                .filter(change -> change.role() == Role.REQUEST && change.kind() == Kind.PROBABLY_WORSE)
                .toList();
    }

    /** A sentence each on runs and phases that do not count, and on machines; none in older records. */
    @Override
    public List<String> notes() {
        return notes == null ? List.of() : notes;
    }

    /** The finding of a metric, or of the whole: the direction of the change, or why none can be told. */
    public enum Kind {
        REGRESSED,
        IMPROVED,
        /** Worse by no more than the tolerance, which is as good as sure. */
        @JsonAlias("UNCHANGED")
        NOT_WORSE,
        /** More likely worse than not, by itself; not proven, and a change beyond the tolerance cannot be ruled out. */
        PROBABLY_WORSE,
        /** Runs differ too much from one to the next to tell a change as large as the tolerance. */
        @JsonAlias("INCONCLUSIVE")
        TOO_NOISY,
        /** Within a run there is too little to tell a change as large as the tolerance. */
        TOO_SHORT,
        /** The machine was not the runs' own. */
        DISTURBED,
        /** There is nothing to compare with, or no figure on one side. */
        NOT_COMPARABLE;

        /** Whether it is known what the metric did. */
        public boolean isTold() {
            return this == REGRESSED || this == IMPROVED || this == NOT_WORSE;
        }
    }

    /** By the size of the change for the worse: above 200 %, 50 % to 200 %, below 50 %; of shares above 10 points, 1 to 10, below 1. */
    public enum Severity {
        CRITICAL,
        MODERATE,
        MINOR
    }

    /** The weight of a metric in the outcome. */
    public enum Role {
        /** Decides: a regression fails, and not knowing it makes the whole inconclusive. */
        PRIMARY,
        /** A regression fails; not knowing it is said, and passes. */
        OTHER,
        /** Of one request: shows where to look, and decides nothing. */
        REQUEST
    }

    /**
     * One metric.
     *
     * @param metric such as {@code p95} or {@code ttft.p95}
     * @param request {@code *}: all of them together
     * @param unit of {@code before} and {@code after}; {@code share}: 0 to 1, and changes are differences, which are told in points
     * @param higherIsBetter whether growth is an improvement
     * @param before of the baseline; absent when it has none
     * @param after of the candidate; absent when it has none
     * @param change after ÷ before − 1, of a share after − before; absent when it cannot be told
     * @param from, to 90 % interval of {@code change}: the true one lies above {@code to} in 5 of 100 comparisons, below {@code from} in 5; of
     *     this metric by itself; absent with it
     * @param pValue one-sided, of no change, corrected for the metrics of its family; absent with it
     * @param tolerance a change for the worse up to it warns, above it fails
     * @param smallest change for the worse that would have been called in 4 of 5 comparisons; absent where it cannot be told, and in records
     *     before it was kept
     * @param severity of a regression; absent for all else
     * @param outcome of this metric as a condition of the verdict
     * @param role absent in records before it was kept
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
            @Nullable Double smallest,
            Kind kind,
            @Nullable Severity severity,
            Verdict.Outcome outcome,
            @Nullable Role role,
            String note) {
        /** Unit of figures whose changes are told in points. */
        public static final String SHARE = "share";

        /** Whether not knowing it makes the whole comparison inconclusive. */
        @JsonIgnore
        public boolean decides() {
            return role == Role.PRIMARY;
        }

        /** Whether its change is a difference in points. */
        @JsonIgnore
        public boolean isPoints() {
            return unit.equals(SHARE);
        }
    }

    /**
     * How small a change could be seen, and what hides smaller ones. Shares of the variance of one run add up to 1.
     *
     * @param metric of which this is told
     * @param smallest change for the worse that would have been called in 4 of 5 comparisons, as a share
     * @param noise standard deviation of one run, as a share: what it is known to be, and what is assumed
     * @param earlierRuns that the noise is known from, beside the baseline's
     * @param within share of the variance that is the luck within a run: longer runs make it smaller
     * @param between share that runs were seen to differ by beyond that: more runs, and a duel, make it smaller
     * @param assumed share that is assumed, because too few runs are known: a history makes it smaller
     * @param baselineRuns in all, with which an unchanged run would pass in 4 of 5 comparisons; absent where no number of them would do
     * @param runSeconds of constant load in each run that would do the same; absent where no length would do
     * @param pairs of a duel that would tell a change as large as the tolerance in 4 of 5 cases
     * @param pairMinutes that these take
     */
    public record Sensitivity(
            String metric,
            double smallest,
            double noise,
            int earlierRuns,
            double within,
            double between,
            double assumed,
            @Nullable Integer baselineRuns,
            @Nullable Double runSeconds,
            int pairs,
            double pairMinutes) {}

    /**
     * One percentile of the latency of all requests, at the baseline's mix of requests.
     *
     * @param percentile 0 to 100
     * @param from, to 90 % interval of after ÷ before − 1
     */
    public record ShiftPoint(double percentile, double beforeMicros, double afterMicros, double from, double to) {}
}
