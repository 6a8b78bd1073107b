package io.orchestress.history;

import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is remembered, as a value for JSON; docs/history.md describes it.
 *
 * @param runs newest first
 * @param baselineMoves oldest first
 */
public record HistoryExport(
        int schemaVersion, List<Run> runs, List<Baseline> baselines, List<BaselineMove> baselineMoves) {
    static final int SCHEMA_VERSION = 1;

    public HistoryExport {
        runs = List.copyOf(runs);
        baselines = List.copyOf(baselines);
        baselineMoves = List.copyOf(baselineMoves);
    }

    /** {@link PastRun} with its figures. */
    public record Run(
            String runId,
            String simulation,
            String workload,
            String profile,
            String model,
            String protocol,
            String targetUrl,
            boolean embedded,
            String load,
            String toolVersion,
            String machine,
            Instant startedAt,
            RunStatus status,
            Verdict.@Nullable Outcome outcome,
            @Nullable Double score,
            String reason,
            String folder,
            List<MetricValue> metrics) {
        public Run {
            metrics = List.copyOf(metrics);
        }

        public static Run of(PastRun run, List<MetricValue> metrics) {
            return new Run(
                    run.runId(),
                    run.simulation(),
                    run.workload(),
                    run.profile(),
                    run.model(),
                    run.protocol(),
                    run.targetUrl(),
                    run.embedded(),
                    run.load(),
                    run.toolVersion(),
                    run.machine().make(),
                    run.startedAt(),
                    run.status(),
                    run.outcome(),
                    run.score(),
                    run.reason(),
                    run.folder().toString(),
                    metrics);
        }
    }

    /** Where a baseline is. */
    public record Baseline(
            String name,
            String simulation,
            String profile,
            String protocol,
            List<String> runs,
            Instant since,
            String by,
            String reason) {
        static Baseline of(io.orchestress.history.Baseline baseline) {
            return new Baseline(
                    baseline.name(),
                    baseline.scope().simulation(),
                    baseline.scope().profile(),
                    baseline.scope().protocol(),
                    baseline.runs().stream().map(RunRef::runId).toList(),
                    baseline.since(),
                    baseline.by(),
                    baseline.reason());
        }
    }

    /** @param runs empty: it was removed */
    public record BaselineMove(
            String name,
            String simulation,
            String profile,
            String protocol,
            List<String> runs,
            Instant at,
            String by,
            String reason,
            boolean forced) {
        static BaselineMove of(io.orchestress.history.BaselineMove move) {
            return new BaselineMove(
                    move.name(),
                    move.scope().simulation(),
                    move.scope().profile(),
                    move.scope().protocol(),
                    move.runs().stream().map(RunRef::runId).toList(),
                    move.at(),
                    move.by(),
                    move.reason(),
                    move.forced());
        }
    }
}
