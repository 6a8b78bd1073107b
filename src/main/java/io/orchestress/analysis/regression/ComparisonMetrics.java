package io.orchestress.analysis.regression;

import io.orchestress.analysis.regression.RegressionLimits.Kind;
import io.orchestress.metrics.Metric;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.MetricName;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Every metric of a comparison, with its figure of the candidate and of each baseline run. */
final class ComparisonMetrics {
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 95.0, 99.0);

    /** Note of a metric that no run has. */
    static final String NO_RUN = "no run has it";

    private static final String CORRECTED_TASKS = MetricName.TASK_CORRECTED + "|";

    /**
     * @param baseline one figure for each run; fewer where a run has none
     * @param note what to know of the figures; may be empty
     */
    record Compared(
            String name,
            String request,
            String unit,
            boolean higherIsBetter,
            Kind kind,
            double tolerance,
            Optional<RunEstimate> candidate,
            List<RunEstimate> baseline,
            String note) {}

    private final List<RunBlocks> baseline;
    private final List<RunBlocks> everyRun = new ArrayList<>();
    private final RegressionLimits limits;
    private final List<Compared> metrics = new ArrayList<>();
    private final String latencies;
    private final String tasks;

    private ComparisonMetrics(RunBlocks candidate, List<RunBlocks> baseline, RegressionLimits limits) {
        this.baseline = baseline;
        this.limits = limits;
        everyRun.add(candidate);
        everyRun.addAll(baseline);
        latencies = latencies(everyRun);
        tasks = (allHave(everyRun, CORRECTED_TASKS) ? MetricName.TASK_CORRECTED : MetricName.TASK) + "|";
    }

    /** Prefix of the latencies that are compared: from the intended start where every run has that, for what nobody could send is in it, too. */
    static String latencies(List<RunBlocks> everyRun) {
        return allHave(everyRun, RunBlocksReader.CORRECTED) ? RunBlocksReader.CORRECTED : RunBlocksReader.LATENCY;
    }

    private static boolean allHave(List<RunBlocks> everyRun, String prefix) {
        return everyRun.stream()
                .allMatch(run -> run.phaseList().stream()
                        .anyMatch(phase -> phase.times().keySet().stream().anyMatch(s -> s.startsWith(prefix))));
    }

    static List<Compared> of(RunBlocks candidate, List<RunBlocks> baseline, String currency, RegressionLimits limits) {
        ComparisonMetrics metrics = new ComparisonMetrics(candidate, baseline, limits);
        metrics.typical();
        metrics.latency();
        metrics.counted(MetricCatalogue.ERROR_RATE.name(), Change.SHARE, false, Kind.FAILURES, CountedRates::failures);
        metrics.completed();
        metrics.counted(MetricCatalogue.THROUGHPUT.name(), "1/s", true, Kind.THROUGHPUT, CountedRates::throughput);
        metrics.counted(MetricCatalogue.GOODPUT.name(), "1/s", true, Kind.THROUGHPUT, CountedRates::goodput);
        metrics.counted(MetricCatalogue.COST_PER_TASK.name(), currency, false, Kind.COST, CountedRates::costPerTask);
        metrics.counted(
                MetricCatalogue.TOKENS_PER_TASK.name(), "tokens", false, Kind.TOKENS, CountedRates::tokensPerTask);
        for (Metric time : ComparisonNames.STREAM_TIMES) {
            metrics.percentile(ComparisonNames.p95(time), time.label() + "|", 95);
        }
        metrics.percentile(ComparisonNames.p95(Metric.TASK), metrics.tasks, 95);
        metrics.resource(ComparisonNames.MEMORY, "MiB", 1 << 20, "target|rss", Kind.MEMORY);
        metrics.resource(ComparisonNames.CPU, "%", 0.01, "target|cpu", Kind.CPU);
        metrics.behindTheTarget();
        metrics.requests();
        metrics.missing();
        return metrics.metrics;
    }

    /** Where every run tells it. */
    private void completed() {
        List<Optional<RunEstimate>> figures =
                everyRun.stream().map(Completed::of).toList();
        if (figures.stream().allMatch(Optional::isPresent)) {
            add(
                    Comparison.COMPLETED,
                    SeriesKey.ALL_REQUESTS,
                    Change.SHARE,
                    true,
                    Kind.COMPLETED,
                    limits.toleranceOf(Kind.COMPLETED),
                    figures,
                    "");
        }
    }

    /** What a scripted backend saw, where every run had one. */
    private void behindTheTarget() {
        ofResults(ComparisonNames.OWN_TIME, "ms", Kind.LATENCY, BehindTheTarget::ownTime);
        ofResults(MetricCatalogue.AMPLIFICATION.name(), "", Kind.TOKENS, BehindTheTarget::amplification);
        ofResults(Comparison.WRONG_ANSWERS, Change.SHARE, Kind.FAILURES, BehindTheTarget::wrongAnswers);
        ofResults(MetricCatalogue.RETRY_STORM.name(), "", Kind.TOKENS, BehindTheTarget::retryStorm);
        ofResults(MetricCatalogue.ORPHAN_TIME.name(), "ms", Kind.LATENCY, BehindTheTarget::orphanTime);
        ofResults(MetricCatalogue.ORPHAN_COST.name(), Change.SHARE, Kind.COMPLETED, BehindTheTarget::orphanCost);
    }

    private void ofResults(String name, String unit, Kind kind, Function<RunRecord, Optional<RunEstimate>> figure) {
        List<Optional<RunEstimate>> figures =
                everyRun.stream().map(run -> figure.apply(run.run())).toList();
        if (figures.stream().allMatch(Optional::isPresent)) {
            add(name, SeriesKey.ALL_REQUESTS, unit, false, kind, limits.toleranceOf(kind), figures, "");
        }
    }

    /** Of tasks where there are tasks: what a task waits for between its requests counts, too. */
    private void typical() {
        Mix ofTasks = Mix.of(series -> series.startsWith(tasks), baseline, everyRun);
        boolean areTasks = !ofTasks.isEmpty();
        Mix mix = areTasks ? ofTasks : Mix.of(series -> series.startsWith(latencies), baseline, everyRun);
        GeometricMean typical = new GeometricMean(mix, baseline, limits.resolutionMillis());
        add(
                Comparison.TYPICAL,
                SeriesKey.ALL_REQUESTS,
                "ms",
                false,
                Kind.LATENCY,
                limits.toleranceOf(Kind.LATENCY),
                everyRun.stream().map(typical::of).toList(),
                note(mix, areTasks ? tasks : latencies));
    }

    private static String note(Mix mix, String series) {
        String left = mix.left() > 0.05
                ? Format.percent(mix.left())
                        + " of the baseline's samples are excluded: their request is too rare in one of the runs"
                : "";
        boolean corrected = series.startsWith(RunBlocksReader.CORRECTED) || series.startsWith(CORRECTED_TASKS);
        String view = corrected ? "from the intended start" : "";
        return left.isEmpty() || view.isEmpty() ? view + left : view + "; " + left;
    }

    private void latency() {
        Mix mix = Mix.of(series -> series.startsWith(latencies), baseline, everyRun);
        Map<RunBlocks, ReweightedLatency> times = times(mix);
        add(
                ComparisonNames.latency(LatencyStat.MEAN),
                SeriesKey.ALL_REQUESTS,
                limits.toleranceOf(Kind.LATENCY),
                times,
                ReweightedLatency::mean,
                mix);
        for (double p : PERCENTILES) {
            add(
                    Distribution.LATENCY.metric("p" + (int) p),
                    SeriesKey.ALL_REQUESTS,
                    limits.toleranceOf(Kind.LATENCY),
                    times,
                    t -> t.percentile(p),
                    mix);
        }
    }

    private void percentile(String name, String prefix, double p) {
        Mix mix = Mix.of(series -> series.startsWith(prefix), baseline, everyRun);
        if (!mix.isEmpty()) {
            add(name, SeriesKey.ALL_REQUESTS, limits.toleranceOf(Kind.LATENCY), times(mix), t -> t.percentile(p), mix);
        }
    }

    /** What is to decide and no run has is no pass. But for what is outstanding, which runs of a few seconds and imported ones do not tell. */
    private void missing() {
        for (String name : limits.decides()) {
            boolean there = metrics.stream()
                    .anyMatch(metric ->
                            metric.name().equals(name) && metric.request().equals(SeriesKey.ALL_REQUESTS));
            if (!there && !name.equals(Comparison.COMPLETED)) {
                metrics.add(new Compared(
                        name,
                        SeriesKey.ALL_REQUESTS,
                        "",
                        false,
                        Kind.LATENCY,
                        limits.toleranceOf(Kind.LATENCY),
                        Optional.empty(),
                        List.of(),
                        NO_RUN));
            }
        }
    }

    /** Each request by itself, where there is more than one. */
    private void requests() {
        TreeSet<String> names = new TreeSet<>();
        baseline.forEach(run -> run.phaseList()
                .forEach(phase -> phase.times().keySet().stream()
                        .filter(series -> series.startsWith(latencies))
                        .forEach(names::add)));
        if (names.size() < 2) {
            return;
        }
        for (String series : names) {
            Mix mix = Mix.of(series::equals, baseline, everyRun);
            if (!mix.isEmpty()) {
                String request = series.substring(latencies.length());
                Map<RunBlocks, ReweightedLatency> times = times(mix);
                double tolerance = limits.toleranceOf(request);
                add(ComparisonNames.latency(LatencyStat.MEAN), request, tolerance, times, ReweightedLatency::mean, mix);
                add(ComparisonNames.latency(LatencyStat.P95), request, tolerance, times, t -> t.percentile(95), mix);
            }
        }
    }

    private Map<RunBlocks, ReweightedLatency> times(Mix mix) {
        Map<RunBlocks, ReweightedLatency> times = new LinkedHashMap<>();
        everyRun.forEach(run -> times.put(run, new ReweightedLatency(run, mix)));
        return times;
    }

    private void add(
            String name,
            String request,
            double tolerance,
            Map<RunBlocks, ReweightedLatency> times,
            Function<ReweightedLatency, Optional<RunEstimate>> figure,
            Mix mix) {
        List<Optional<RunEstimate>> figures =
                times.values().stream().map(figure).toList();
        String series =
                mix.shares().keySet().stream().map(Mix.Cell::series).findFirst().orElse("");
        add(name, request, "ms", false, Kind.LATENCY, tolerance, figures, note(mix, series));
    }

    private void counted(
            String name,
            String unit,
            boolean higherIsBetter,
            Kind kind,
            Function<CountedRates, Optional<RunEstimate>> figure) {
        List<Optional<RunEstimate>> figures = everyRun.stream()
                .map(run -> figure.apply(new CountedRates(run)))
                .toList();
        if (figures.stream().anyMatch(Optional::isPresent)) {
            add(name, SeriesKey.ALL_REQUESTS, unit, higherIsBetter, kind, limits.toleranceOf(kind), figures, "");
        }
    }

    private void resource(String name, String unit, double unitSize, String gauge, Kind kind) {
        counted(
                name,
                unit,
                false,
                kind,
                counted -> counted.mean(
                        RunBlocksReader.RESOURCE_SUM + gauge, RunBlocksReader.RESOURCE_COUNT + gauge, unitSize));
    }

    private void add(
            String name,
            String request,
            String unit,
            boolean higherIsBetter,
            Kind kind,
            double tolerance,
            List<Optional<RunEstimate>> figures,
            String note) {
        metrics.add(new Compared(
                name,
                request,
                unit,
                higherIsBetter,
                kind,
                tolerance,
                figures.get(0),
                figures.stream().skip(1).flatMap(Optional::stream).toList(),
                note));
    }
}
