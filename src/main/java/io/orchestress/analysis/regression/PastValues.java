package io.orchestress.analysis.regression;

import io.orchestress.record.AgentResult;
import io.orchestress.record.Comparison;
import io.orchestress.record.MetricName;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import io.orchestress.record.metric.MetricCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Figures of earlier runs as their {@code run.json} has them, good enough to tell how much runs differ from each other: one value a run on
 * the scale of the metric. Several phases, or requests, count by their samples over all the runs, so that every run has the same weights:
 * {@code Σ w_k ln x_k}.
 */
final class PastValues {
    private PastValues() {}

    /** By metric, in the order of the runs; a metric that a run lacks is not there. */
    static Map<String, double[]> of(List<RunRecord> runs) {
        Map<String, double[]> figures = new HashMap<>();
        boolean corrected = runs.stream()
                .allMatch(run ->
                        judged(run).stream().allMatch(phase -> phase.total().correctedLatencyMicros() != null));
        ComparisonNames.LATENCIES.forEach(stat -> put(
                figures,
                ComparisonNames.latency(stat),
                runs.stream().map(run -> phases(run, corrected, stat::micros)).toList()));
        List<Map<String, Cell>> tasks =
                runs.stream().map(run -> tasks(run, MetricName.TASK)).toList();
        boolean areTasks = tasks.stream().noneMatch(Map::isEmpty);
        put(
                figures,
                Comparison.TYPICAL,
                areTasks
                        ? tasks
                        : runs.stream().map(run -> requests(run, corrected)).toList());
        put(
                figures,
                MetricCatalogue.THROUGHPUT.name(),
                runs.stream().map(PastValues::throughput).toList());
        double[] failures = runs.stream().mapToDouble(PastValues::failures).toArray();
        if (java.util.Arrays.stream(failures).allMatch(Double::isFinite) && failures.length > 0) {
            figures.put(MetricCatalogue.ERROR_RATE.name(), failures);
        }
        return figures;
    }

    /** @param count of samples */
    private record Cell(double value, double count) {}

    private static void put(Map<String, double[]> figures, String name, List<Map<String, Cell>> runs) {
        Map<String, Double> weights = new TreeMap<>();
        runs.forEach(run -> run.forEach((key, cell) -> weights.merge(key, cell.count(), Double::sum)));
        weights.keySet().removeIf(key -> !runs.stream().allMatch(run -> run.containsKey(key)));
        double all = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(all > 0)) {
            return;
        }
        double[] values = new double[runs.size()];
        for (int i = 0; i < values.length; i++) {
            for (Map.Entry<String, Cell> entry : runs.get(i).entrySet()) {
                values[i] += weights.getOrDefault(entry.getKey(), 0.0)
                        / all
                        * Math.log(entry.getValue().value());
            }
        }
        figures.put(name, values);
    }

    private static List<PhaseResult> judged(RunRecord run) {
        return run.phases().stream()
                .filter(phase -> phase.isLoad() && !phase.warmUp())
                .toList();
    }

    private static Map<String, Cell> phases(RunRecord run, boolean corrected, ToDoubleFunction<Latency> figure) {
        Map<String, Cell> cells = new HashMap<>();
        judged(run).forEach(phase -> add(cells, phase.name(), phase.total(), corrected, figure));
        return cells;
    }

    private static Map<String, Cell> requests(RunRecord run, boolean corrected) {
        Map<String, Cell> cells = new HashMap<>();
        for (PhaseResult phase : judged(run)) {
            phase.requests()
                    .forEach(request ->
                            add(cells, phase.name() + "|" + request.name(), request, corrected, Latency::mean));
        }
        return cells;
    }

    private static void add(
            Map<String, Cell> cells,
            String key,
            RequestResult result,
            boolean corrected,
            ToDoubleFunction<Latency> figure) {
        Latency latency = corrected ? result.correctedLatencyMicros() : result.okLatencyMicros();
        if (latency != null) {
            add(cells, key, figure.applyAsDouble(latency), result.count());
        }
    }

    private static void add(Map<String, Cell> cells, String key, double value, double count) {
        if (value > 0 && Double.isFinite(value) && count > 0) {
            cells.put(key, new Cell(value, count));
        }
    }

    private static Map<String, Cell> tasks(RunRecord run, String metric) {
        Map<String, Cell> cells = new HashMap<>();
        if (run.agents() == null) {
            return cells;
        }
        List<String> phases = judged(run).stream().map(PhaseResult::name).toList();
        for (AgentResult agent : run.agents().phases()) {
            List<AgentResult.Times> times = new ArrayList<>(agent.metrics());
            times.removeIf(t -> !t.name().equals(metric) || !phases.contains(agent.phase()));
            boolean several = times.size() > 1;
            for (AgentResult.Times t : times) {
                if (!several || !t.request().equals("*")) {
                    add(cells, agent.phase() + "|" + t.request(), t.micros().mean(), t.count());
                }
            }
        }
        return cells;
    }

    private static Map<String, Cell> throughput(RunRecord run) {
        double count = 0;
        double seconds = 0;
        for (PhaseResult phase : judged(run)) {
            count += phase.total().count();
            seconds += phase.endSeconds() - phase.startSeconds();
        }
        Map<String, Cell> cells = new HashMap<>();
        add(cells, "*", seconds > 0 ? count / seconds : 0, count);
        return cells;
    }

    private static double failures(RunRecord run) {
        double count = 0;
        double failed = 0;
        for (PhaseResult phase : judged(run)) {
            count += phase.total().count();
            failed += phase.total().failed();
        }
        return count > 0 ? failed / count : Double.NaN;
    }
}
