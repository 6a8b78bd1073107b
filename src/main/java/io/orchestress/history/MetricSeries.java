package io.orchestress.history;

import io.orchestress.record.Better;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric over runs.
 *
 * @param request {@code *}: all of them together
 * @param unit of every value
 * @param points oldest first: every run that was asked for, also those that have no such figure
 */
public record MetricSeries(String metric, String request, String unit, Better better, List<Point> points) {
    public MetricSeries {
        points = List.copyOf(points);
    }

    /** Names a series: see {@link History#seriesNames}. */
    public record Name(String metric, String request) {}

    /** @param value absent: the run has no such figure, or has it in another unit; a gap, not a zero */
    public record Point(
            String runId,
            Instant startedAt,
            @Nullable Double value,
            RunStatus status,
            Verdict.@Nullable Outcome outcome) {}
}
