package io.orchestress.evaluation;

import io.orchestress.history.History;
import io.orchestress.history.MetricValue;
import io.orchestress.history.PastRun;
import io.orchestress.record.RunRecord;
import io.orchestress.report.trend.Trend;
import io.orchestress.report.trend.TrendWords;
import io.orchestress.stats.changepoint.ChangePoint;
import io.orchestress.stats.changepoint.CumulativeSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since which run the newest runs like one are worse than what was accepted, by their times and by what failed: the sum over runs tells
 * it, or a change point for the worse whose level lasts. Nobody accepted a run: the first ones are what the others are held against.
 *
 * @param since absent: there is no sign of it
 * @param said a sentence each of what is worse
 * @param unwatched why a sum cannot tell yet; absent where it can
 */
record Anchor(
        Optional<PastRun> since,
        List<String> said,
        @Nullable String unwatched) {
    /** Of the runs like one, up to it. */
    static Anchor of(History history, RunRecord run) {
        List<PastRun> row = history.row(run);
        if (row.isEmpty()) {
            return new Anchor(Optional.empty(), List.of(), null);
        }
        Trends trends = new Trends(history, row);
        List<String> metrics = new ArrayList<>(TrendMetrics.WATCHED);
        metrics.retainAll(trends.chosen(MetricValue.ALL));
        Trend trend = trends.of(trends.lines(metrics, MetricValue.ALL), Trend.LeftOut.NONE);
        List<String> said = new ArrayList<>();
        int since = row.size();
        for (Trend.Line line : trend.lines()) {
            Optional<ChangePoint> step = lasting(line, trends.accepted());
            if (line.watch() instanceof CumulativeSum.Alarm alarm) {
                since = Math.min(since, alarm.since());
                said.add(TrendWords.told(trend, new Trend.Alarm(line, alarm)));
            } else if (step.isPresent()) {
                said.add(TrendWords.told(trend, new Trend.Change(line, step.get())));
            }
            since = Math.min(since, step.map(ChangePoint::index).orElse(since));
        }
        return new Anchor(
                since < row.size() ? Optional.of(row.get(since)) : Optional.empty(),
                said,
                trend.lines().stream()
                        .map(TrendWords::unwatched)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    /** The change for the worse with which the level of the newest runs began, where nobody accepted a run of it. */
    private static Optional<ChangePoint> lasting(Trend.Line line, int accepted) {
        List<ChangePoint> points = line.points();
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(points.get(points.size() - 1))
                        .filter(point -> point.index() > accepted && line.worse(point.difference()));
    }
}
