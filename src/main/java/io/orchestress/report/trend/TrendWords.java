package io.orchestress.report.trend;

import io.orchestress.record.Better;
import io.orchestress.stats.changepoint.ChangePoint;
import io.orchestress.stats.changepoint.ChangePoints;
import io.orchestress.stats.changepoint.CumulativeSum;
import io.orchestress.stats.changepoint.DriftingLevel;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trend in words. */
public final class TrendWords {

    private TrendWords() {}

    /** Worse than what was accepted; one line a change point, newest first; drifts; then each metric of which there is nothing of these. */
    public static List<String> lines(Trend trend) {
        List<String> lines = new ArrayList<>();
        trend.alarms().forEach(alarm -> lines.add(sentence(trend, alarm)));
        trend.changes().forEach(change -> lines.add(told(trend, change)));
        trend.drifts().forEach(drift -> lines.add(sentence(trend, drift)));
        trend.lines().stream()
                .filter(line -> line.points().isEmpty() && line.drifts().isEmpty())
                .forEach(line -> lines.add(name(line) + ": " + without(line)));
        lines.addAll(leftOut(trend));
        return lines;
    }

    /** Why runs are missing; empty: none is. */
    static List<String> leftOut(Trend trend) {
        List<String> said = new ArrayList<>();
        if (trend.leftOut().load() > 0) {
            said.add(Format.count(trend.leftOut().load(), "run")
                    + " of this simulation used another load or target and cannot be compared.");
        }
        if (trend.leftOut().machine() > 0) {
            said.add(Format.count(trend.leftOut().machine(), "run")
                    + " ran the same load from another or an unknown machine: a separate trend,"
                    + " shown with --like RUN.");
        }
        return said;
    }

    /** {@code p95: began with run spiketest-…: 812 ms → 1.01 s, +24 %, worse, p = 0.001}. */
    public static String told(Trend trend, Trend.Change change) {
        ChangePoint point = change.point();
        Trend.Line line = change.line();
        return name(line) + ": began with run " + run(trend, point.index()) + ": " + value(line, point.before()) + " → "
                + value(line, point.after()) + ", " + share(line, point.before(), point.after()) + ", "
                + direction(line, point.difference()) + ", " + probability(point.pValue());
    }

    /** {@code p95: drifts by +9.3 % over 40 runs, from spiketest-… to spiketest-…: 812 ms → 888 ms, worse}. */
    static String sentence(Trend trend, Trend.Drifting drifting) {
        DriftingLevel drift = drifting.drift();
        Trend.Line line = drifting.line();
        return name(line) + ": drifts by " + share(line, drift.start(), drift.end()) + " over "
                + Format.count(drift.runs(), "run") + ", from " + run(trend, drift.from()) + " to "
                + run(trend, drift.to()) + ": " + value(line, drift.start()) + " → " + value(line, drift.end()) + ", "
                + direction(line, drift.difference());
    }

    /** {@code p95: worse since run spiketest-… than in runs …}, and what decides. */
    static String sentence(Trend trend, Trend.Alarm alarm) {
        return told(trend, alarm) + ". " + ASK;
    }

    /** The commands that decide about a change, and that accept it. */
    public static final String ASK =
            "To decide: scripts/orchestress duel --baseline URL_A --candidate URL_B, with the accepted"
                    + " version and the new one; to accept the new level: scripts/orchestress baseline set NAME RUN";

    /** {@code p95: worse since run spiketest-… than in runs spiketest-… to spiketest-…: 812 ms → 888 ms, +9.3 %}. */
    public static String told(Trend trend, Trend.Alarm alarm) {
        CumulativeSum.Alarm sum = alarm.sum();
        Trend.Line line = alarm.line();
        return name(line) + ": worse since run " + run(trend, sum.since()) + " than in runs " + run(trend, sum.from())
                + " to " + run(trend, sum.to()) + ": " + value(line, sum.before()) + " → " + value(line, sum.after())
                + ", " + share(line, sum.before(), sum.after());
    }

    /** What is said of a metric that did not change: that it did not, or that nobody can tell. */
    static String without(Trend.Line line) {
        return line.changes() instanceof ChangePoints.NotEnoughEvidence few
                ? "inconclusive: " + Format.count(few.runs(), "run") + ", " + (few.needed() - few.runs())
                        + " more needed"
                : "no change point and no drift in " + Format.count(line.known(), "run");
    }

    /** {@code worse}, {@code better}; of a metric without a direction {@code higher}, {@code lower}. */
    static String direction(Trend.Line line, double difference) {
        return line.better() == Better.NEITHER
                ? difference > 0 ? "higher" : "lower"
                : line.worse(difference) ? "worse" : "better";
    }

    /** {@code p95}, {@code p95 of run task}. */
    static String name(Trend.Line line) {
        String metric = PlainText.clean(line.metric());
        return line.request().equals("*") ? metric : metric + " of " + PlainText.clean(line.request());
    }

    /** {@code +24 %}, {@code −0.52 %}; of shares {@code −1.2 points}; from 0 there is no share. */
    static String share(Trend.Line line, double before, double after) {
        boolean points = line.isShare();
        if (before == 0 && !points) {
            return "from nothing";
        }
        double change = points ? after - before : (after - before) / Math.abs(before);
        return points ? Format.points(change) : Format.change(change);
    }

    /** {@code p = 0.001}: no smaller one can come of a thousand orders. */
    static String probability(double pValue) {
        return "p = " + Format.fixed(pValue, 3);
    }

    /** In the unit that fits. */
    static String value(Trend.Line line, double value) {
        return Format.of(value, line.unit());
    }

    private static String run(Trend trend, int index) {
        return PlainText.clean(trend.runs().get(index).runId());
    }

    /** Why it cannot be told yet whether the newest runs are worse than what was accepted; absent where it can. */
    public static @Nullable String unwatched(Trend.Line line) {
        return line.watch() instanceof CumulativeSum.Filling few
                ? few.runs() + " of " + few.needed() + " runs of the accepted level"
                : null;
    }
}
