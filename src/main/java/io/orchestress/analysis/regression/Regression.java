package io.orchestress.analysis.regression;

import io.orchestress.analysis.regression.MetricsOf.Metric;
import io.orchestress.run.Comparison;
import io.orchestress.run.Comparison.Change;
import io.orchestress.run.Comparison.Kind;
import io.orchestress.run.Comparison.ShiftPoint;
import io.orchestress.run.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compares one run with a baseline of one or more. docs/regression.md explains it with examples. */
public final class Regression {
    private static final List<Double> SHIFT =
            List.of(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 98.0, 99.0, 99.5, 99.9);

    /** Times below so many resolutions have a relative change, but none that means anything. */
    private static final double SHOWN_FROM = 4;

    private final RunBlocks candidate;
    private final List<RunBlocks> baseline;
    private final RegressionLimits limits;

    private Regression(RunBlocks candidate, List<RunBlocks> baseline, RegressionLimits limits) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.limits = limits;
    }

    /**
     * Compares. Whether the runs may be compared at all is for {@link Comparability} to say, before.
     *
     * @param name by which the baseline was asked for
     * @param baseline one run or more, oldest first
     * @param differences that were overruled; empty when there was none
     * @param currency of the costs in all runs
     */
    public static Comparison of(
            RunBlocks candidate,
            String name,
            List<RunBlocks> baseline,
            List<String> differences,
            String currency,
            RegressionLimits limits) {
        if (baseline.isEmpty()) {
            throw new IllegalArgumentException("a baseline needs a run");
        }
        Regression regression = new Regression(candidate, baseline, limits);
        List<Change> changes = regression.changes(currency);
        Outcome outcome = outcome(changes);
        return new Comparison(
                candidate.run().runId(),
                name,
                baseline.stream().map(run -> run.run().runId()).toList(),
                differences,
                limits.falseAlarms(),
                outcome,
                reason(outcome, changes),
                changes,
                regression.shift());
    }

    private List<Change> changes(String currency) {
        List<Metric> metrics = MetricsOf.of(candidate, baseline, currency, limits);
        Map<Metric, Difference> differences = new LinkedHashMap<>();
        String tooFew = tooFew();
        String busy = busy();
        for (Metric metric : metrics) {
            if (tooFew.isEmpty()
                    && metric.candidate().isPresent()
                    && metric.baseline().size() == baseline.size()) {
                differences.put(
                        metric,
                        Difference.of(
                                metric.candidate().orElseThrow(),
                                metric.baseline(),
                                limits.noiseOf(
                                        metric.kind(), metric.baseline().get(0).value())));
            }
        }
        List<Double> probabilities = AdjustedProbabilities.of(List.copyOf(differences.values()));
        Map<Metric, Double> probability = new LinkedHashMap<>();
        int next = 0;
        for (Metric metric : differences.keySet()) {
            probability.put(metric, probabilities.get(next++));
        }
        List<Change> changes = new ArrayList<>();
        for (Metric metric : metrics) {
            Judgement judgement = new Judgement(metric, limits, busy);
            Difference difference = differences.get(metric);
            changes.add(
                    difference == null
                            ? judgement.unknown(tooFew.isEmpty() ? lacking(metric) : tooFew)
                            : judgement.of(difference, probability.getOrDefault(metric, 1.0), limits.falseAlarms()));
        }
        changes.sort(Comparator.comparing((Change change) -> !change.decides())
                .thenComparing(change -> !change.request().equals("*")));
        return changes;
    }

    /** That other processes had too much of the machine in one of the runs: then a difference may be theirs. */
    private String busy() {
        List<RunBlocks> runs = new ArrayList<>(baseline);
        runs.add(candidate);
        return runs.stream()
                .filter(run -> run.foreignCpu().orElse(0) > limits.foreignCpu())
                .max(Comparator.comparingDouble(run -> run.foreignCpu().orElse(0)))
                .map(run -> "other processes used "
                        + Math.round(100 * run.foreignCpu().orElse(0)) + " % of the machine's processors in "
                        + (run == candidate ? "this run" : "run " + run.run().runId())
                        + ": repeat it on a quiet machine")
                .orElse("");
    }

    private String tooFew() {
        List<RunBlocks> runs = new ArrayList<>(baseline);
        runs.add(candidate);
        for (RunBlocks run : runs) {
            long ended = Math.round(run.ended());
            if (ended < limits.minSamples()) {
                return "run " + run.run().runId() + " has " + ended + " requests in phases of constant load, "
                        + limits.minSamples() + " needed";
            }
        }
        return "";
    }

    private String lacking(Metric metric) {
        if (metric.candidate().isEmpty() && metric.baseline().isEmpty()) {
            return "too few samples";
        }
        return metric.candidate().isEmpty()
                ? "the run has none, or too few samples"
                : (baseline.size() - metric.baseline().size()) + " of " + baseline.size()
                        + " baseline runs have none, or too few samples";
    }

    private List<ShiftPoint> shift() {
        List<RunBlocks> everyRun = new ArrayList<>(baseline);
        everyRun.add(candidate);
        String latencies = MetricsOf.latencies(everyRun);
        Mix mix = Mix.of(series -> series.startsWith(latencies), baseline, everyRun);
        List<MixedTimes> before =
                baseline.stream().map(run -> new MixedTimes(run, mix)).toList();
        MixedTimes after = new MixedTimes(candidate, mix);
        List<ShiftPoint> points = new ArrayList<>();
        for (double percentile : SHIFT) {
            Optional<Figure> figure =
                    after.percentile(percentile).filter(f -> f.value() > SHOWN_FROM * limits.resolutionMillis());
            List<Figure> figures = before.stream()
                    .flatMap(times -> times.percentile(percentile).stream())
                    .toList();
            if (figure.isPresent() && figures.size() == baseline.size()) {
                Difference difference = Difference.of(
                        figure.get(),
                        figures,
                        limits.noiseOf(
                                RegressionLimits.Kind.LATENCY, figures.get(0).value()));
                if (Double.isFinite(difference.variance())) {
                    points.add(new ShiftPoint(
                            percentile,
                            figure.get().value() / Math.exp(difference.log()) * 1000,
                            figure.get().value() * 1000,
                            difference.from(Judgement.CONFIDENCE),
                            difference.to(Judgement.CONFIDENCE)));
                }
            }
        }
        return points;
    }

    private static Outcome outcome(List<Change> changes) {
        for (Outcome outcome : List.of(Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.WARN)) {
            if (changes.stream().anyMatch(change -> change.outcome() == outcome)) {
                return outcome;
            }
        }
        return Outcome.PASS;
    }

    private static String reason(Outcome outcome, List<Change> changes) {
        List<Change> deciding =
                changes.stream().filter(change -> change.outcome() == outcome).toList();
        if (outcome == Outcome.PASS) {
            long improved = changes.stream()
                    .filter(change -> change.kind() == Kind.IMPROVED)
                    .count();
            return improved == 0
                    ? "Nothing got worse."
                    : "Nothing got worse; " + improved + (improved == 1 ? " metric" : " metrics") + " improved.";
        }
        Change worst = outcome == Outcome.INCONCLUSIVE
                ? deciding.get(0)
                : deciding.stream()
                        .max(Comparator.comparingDouble(Regression::size))
                        .orElseThrow();
        String more = deciding.size() == 1 ? "" : ", and " + (deciding.size() - 1) + " more";
        if (worst.change() == null) {
            return name(worst) + " cannot be compared (" + worst.note() + ")" + more + ".";
        }
        String sentence = name(worst)
                + String.format(
                        Locale.ROOT,
                        " %+.1f %% (95 %% interval %+.1f to %+.1f %%)",
                        100 * worst.change(),
                        percent(worst.from()),
                        percent(worst.to()));
        return outcome == Outcome.INCONCLUSIVE
                ? sentence + ": " + worst.note() + more + "."
                : sentence + " against a tolerance of " + Math.round(100 * worst.tolerance()) + " %" + more + ".";
    }

    private static double size(Change change) {
        return change.change() == null ? 0 : Math.abs(change.change());
    }

    private static double percent(@org.jspecify.annotations.Nullable Double share) {
        return share == null ? Double.NaN : 100 * share;
    }

    private static String name(Change change) {
        return change.request().equals("*") ? change.metric() : change.metric() + " of '" + change.request() + "'";
    }
}
