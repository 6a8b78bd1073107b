package io.orchestress.report.trend;

import io.orchestress.record.Better;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.stats.changepoint.ChangePoint;
import io.orchestress.stats.changepoint.ChangePoints;
import io.orchestress.stats.changepoint.ChangeSettings;
import io.orchestress.stats.changepoint.CumulativeSum;
import io.orchestress.stats.changepoint.DriftingLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one simulation that can be compared, and what their figures did.
 *
 * @param alike in what the runs are alike, in words: profile, protocol, load and target
 * @param runs oldest first
 * @param lines metrics with a value in at least one run
 * @param leftOut runs of the simulation that cannot be compared
 */
public record Trend(String simulation, String alike, List<Run> runs, List<Line> lines, LeftOut leftOut) {
    public Trend {
        runs = List.copyOf(runs);
        lines = List.copyOf(lines);
        int size = runs.size();
        if (lines.stream().anyMatch(line -> line.values().size() != size)) {
            throw new IllegalArgumentException("every line has one value a run, " + size + " of them");
        }
    }

    /**
     * Runs of the simulation that are not among those that are compared.
     *
     * @param load drove another load or another target
     * @param machine drove the same from another machine, or one of which it is not known
     */
    public record LeftOut(int load, int machine) {
        public static final LeftOut NONE = new LeftOut(0, 0);
    }

    /** A change point of a metric. */
    public record Change(Line line, ChangePoint point) {}

    /** All of them, those of the newest runs first. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        lines.forEach(line -> line.points().forEach(point -> changes.add(new Change(line, point))));
        changes.sort(Comparator.comparingInt((Change change) -> -change.point().index()));
        return changes;
    }

    /** A drift of a metric. */
    public record Drifting(Line line, DriftingLevel drift) {}

    /** All of them, in the order of the lines. */
    public List<Drifting> drifts() {
        return lines.stream()
                .flatMap(line -> line.drifts().stream().map(drift -> new Drifting(line, drift)))
                .toList();
    }

    /** A metric whose newest runs are worse than the level that was accepted. */
    public record Alarm(Line line, CumulativeSum.Alarm sum) {}

    /** All of them, in the order of the lines. */
    public List<Alarm> alarms() {
        return lines.stream()
                .filter(line -> line.watch() instanceof CumulativeSum.Alarm)
                .map(line -> new Alarm(line, (CumulativeSum.Alarm) line.watch()))
                .toList();
    }

    /**
     * A run.
     *
     * @param outcome absent without a verdict
     * @param baselines names of those that it belongs to
     */
    public record Run(
            String runId,
            Instant startedAt,
            String toolVersion,
            RunStatus status,
            Verdict.@Nullable Outcome outcome,
            List<String> baselines) {
        public Run {
            baselines = List.copyOf(baselines);
        }

        /** Came to its planned end: only then its figures are those of the same load. */
        public boolean counts() {
            return status == RunStatus.COMPLETED;
        }

        /** PASS or WARN, and it counts. */
        public boolean good() {
            return counts() && (outcome == Verdict.Outcome.PASS || outcome == Verdict.Outcome.WARN);
        }
    }

    /**
     * One metric of one request.
     *
     * @param request {@code *}: all of them together
     * @param values one a run; null where it has none
     * @param changes found in the values of the runs that count
     * @param watch of these values, against those up to the run that was accepted
     */
    public record Line(
            String metric,
            String request,
            String unit,
            Better better,
            List<@Nullable Double> values,
            ChangePoints changes,
            CumulativeSum watch) {
        public Line {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        /**
         * With what changed in it looked for; runs that do not count are gaps in the search.
         *
         * @param accepted newest run of the baseline that was moved last; below 0: there is none
         */
        public static Line of(
                String metric,
                String request,
                String unit,
                Better better,
                List<@Nullable Double> values,
                List<Run> runs,
                int accepted) {
            double[] known = IntStream.range(0, values.size())
                    .mapToDouble(i -> {
                        Double value = values.get(i);
                        return value == null || !runs.get(i).counts() ? Double.NaN : value;
                    })
                    .toArray();
            ChangeSettings settings = isShare(metric, unit) ? ChangeSettings.SHARES : ChangeSettings.DEFAULT;
            ChangePoints changes = ChangePoints.of(known, settings);
            return new Line(
                    metric,
                    request,
                    unit,
                    better,
                    values,
                    changes,
                    watch(known, levelOf(accepted, changes), accepted, better, settings));
        }

        private static CumulativeSum watch(
                double[] known, int level, int accepted, Better better, ChangeSettings settings) {
            return better == Better.NEITHER
                    ? new CumulativeSum.Undirected()
                    : CumulativeSum.of(known, level, accepted, better == Better.HIGHER, settings);
        }

        private static int levelOf(int accepted, ChangePoints changes) {
            return points(changes).stream()
                    .mapToInt(ChangePoint::index)
                    .filter(index -> index <= accepted)
                    .max()
                    .orElse(0);
        }

        /** Of requests or tasks. A share of a processor or of time is a cost like any other. */
        private static boolean isShare(String metric, String unit) {
            return unit.equals("ratio") && metric.indexOf('.') < 0;
        }

        /** Whether changes are told in points. */
        public boolean isShare() {
            return isShare(metric, unit);
        }

        /** Oldest first; none also when there is not enough evidence. */
        public List<ChangePoint> points() {
            return points(changes);
        }

        private static List<ChangePoint> points(ChangePoints changes) {
            return changes instanceof ChangePoints.Found found ? found.points() : List.of();
        }

        /** Oldest first; none also when there is not enough evidence. */
        public List<DriftingLevel> drifts() {
            return changes instanceof ChangePoints.Found found ? found.drifts() : List.of();
        }

        /** Whether that difference is for the worse; never of a metric without a direction. */
        public boolean worse(double difference) {
            return better != Better.NEITHER && (better == Better.HIGHER) == difference < 0;
        }

        /** Runs with a value. */
        public int known() {
            return (int) values.stream().filter(Objects::nonNull).count();
        }
    }
}
