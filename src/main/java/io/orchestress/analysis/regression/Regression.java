package io.orchestress.analysis.regression;

import io.orchestress.analysis.regression.ComparisonMetrics.Compared;
import io.orchestress.analysis.regression.Families.Member;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Comparison.Role;
import io.orchestress.record.Comparison.Sensitivity;
import io.orchestress.record.Comparison.ShiftPoint;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares one run with a baseline of one or more. docs/regression.md explains it with examples. */
public final class Regression {
    private static final List<Double> SHIFT =
            List.of(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 98.0, 99.0, 99.5, 99.9);

    /** Times below so many resolutions have a relative change, but none that means anything. */
    private static final double SHOWN_FROM = 4;

    /** Half of the false alarms is for the primary metrics, half for the others. */
    private static final double FAMILIES = 2;

    private final RunBlocks candidate;
    private final CountedRuns baseline;
    private final EarlierRuns earlier;
    private final RegressionLimits limits;
    private final Map<Compared, Difference> differences = new LinkedHashMap<>();

    private Regression(RunBlocks candidate, CountedRuns baseline, EarlierRuns earlier, RegressionLimits limits) {
        this.candidate = candidate;
        this.baseline = baseline;
        this.earlier = earlier;
        this.limits = limits;
    }

    /**
     * Compares. Whether the runs may be compared at all is for {@link Comparability} to say, before.
     *
     * @param name by which the baseline was asked for
     * @param baseline one run or more, oldest first
     * @param earlier beside those of the baseline
     * @param likeness of the runs, whose differences were overruled
     * @param currency of the costs in all runs
     */
    public static Comparison of(
            RunBlocks candidate,
            String name,
            List<RunBlocks> baseline,
            EarlierRuns earlier,
            ComparabilityResult likeness,
            String currency,
            RegressionLimits limits) {
        if (baseline.isEmpty()) {
            throw new IllegalArgumentException("a baseline needs a run");
        }
        CountedRuns counted = CountedRuns.of(candidate, baseline, limits);
        Regression regression = new Regression(candidate, counted, earlier, limits);
        List<Change> changes = regression.changes(currency);
        Outcome outcome = outcome(changes);
        return new Comparison(
                candidate.run().runId(),
                name,
                baseline.stream().map(run -> run.run().runId()).toList(),
                Stream.concat(counted.leftOut().stream(), likeness.notes().stream())
                        .toList(),
                likeness.differences(),
                limits.falseAlarms(),
                outcome,
                OutcomeReason.finding(outcome, changes),
                OutcomeReason.of(outcome, changes),
                regression.sensitivity(),
                changes,
                regression.shift());
    }

    private List<Change> changes(String currency) {
        List<Compared> metrics = ComparisonMetrics.of(candidate, baseline.runs(), currency, limits);
        for (Compared metric : metrics) {
            if (baseline.tooFew().isEmpty()
                    && metric.candidate().isPresent()
                    && metric.baseline().size() == baseline.runs().size()) {
                differences.put(metric, difference(metric));
            }
        }
        List<Member> members = new ArrayList<>();
        differences.forEach((metric, difference) -> members.add(new Member(
                ChangeClassifier.role(metric, limits),
                metric.kind() == RegressionLimits.Kind.LATENCY,
                ChangeClassifier.isOfTheMachine(metric.kind()),
                metric.higherIsBetter() ? -1 : 1,
                difference)));
        Families.Corrected corrected = Families.corrected(members);
        List<Compared> told = List.copyOf(differences.keySet());
        List<Change> changes = new ArrayList<>();
        for (Compared metric : metrics) {
            ChangeClassifier judgement = new ChangeClassifier(metric, limits, level(), baseline);
            Difference difference = differences.get(metric);
            int at = told.indexOf(metric);
            changes.add(
                    difference == null
                            ? lacking(metric, judgement)
                            : judgement.of(
                                    difference,
                                    corrected.worse().get(at),
                                    corrected.better().get(at),
                                    Sensitivities.smallest(difference, levelOf(metric))));
        }
        changes.sort(Comparator.comparing((Change change) -> !change.decides())
                .thenComparing(change -> !change.request().equals(SeriesKey.ALL_REQUESTS)));
        return changes;
    }

    private Difference difference(Compared metric) {
        RunEstimate after = metric.candidate().orElseThrow();
        boolean all = metric.request().equals(SeriesKey.ALL_REQUESTS);
        double value = metric.baseline().stream()
                .mapToDouble(RunEstimate::value)
                .average()
                .orElse(after.value());
        return Difference.of(
                after,
                metric.baseline(),
                limits.noiseOf(metric.kind(), all ? earlier.of(metric.name()) : new double[0], value));
    }

    private double level() {
        return limits.falseAlarms() / FAMILIES;
    }

    /** At which a metric is called when it is the first of its family to be: its share of the error. */
    private double levelOf(Compared metric) {
        Role role = ChangeClassifier.role(metric, limits);
        boolean latency = metric.kind() == RegressionLimits.Kind.LATENCY;
        List<Compared> family = differences.keySet().stream()
                .filter(other -> ChangeClassifier.role(other, limits) == role)
                .toList();
        return switch (role) {
            case PRIMARY ->
                level()
                        * Families.weight(latency)
                        / family.stream()
                                .mapToDouble(other -> Families.weight(other.kind() == RegressionLimits.Kind.LATENCY))
                                .sum();
            case OTHER -> level() / Math.max(1, family.size());
            case REQUEST -> Families.FALSE_HINTS / Math.max(1, family.size());
        };
    }

    private Change lacking(Compared metric, ChangeClassifier judgement) {
        if (!baseline.tooFew().isEmpty()) {
            return judgement.unknown(Kind.TOO_SHORT, baseline.tooFew());
        }
        if (metric.note().equals(ComparisonMetrics.NO_RUN)) {
            return judgement.unknown(Kind.NOT_COMPARABLE, ComparisonMetrics.NO_RUN);
        }
        if (metric.candidate().isEmpty() && metric.baseline().isEmpty()) {
            return judgement.unknown(Kind.TOO_SHORT, "too few samples");
        }
        int runs = baseline.runs().size();
        return judgement.unknown(
                Kind.NOT_COMPARABLE,
                metric.candidate().isEmpty()
                        ? "the run has no samples, or too few"
                        : (runs - metric.baseline().size()) + " of " + runs
                                + " baseline runs have no samples, or too few");
    }

    /** Of the first primary metric that is a latency and can be told: the one that costs the most. */
    private @Nullable Sensitivity sensitivity() {
        double seconds = candidate.phaseList().stream()
                .mapToDouble(RunBlocks.Phase::seconds)
                .sum();
        return differences.entrySet().stream()
                .filter(entry -> ChangeClassifier.role(entry.getKey(), limits) == Role.PRIMARY
                        && entry.getKey().kind() == RegressionLimits.Kind.LATENCY)
                .map(entry -> Sensitivities.of(
                        entry.getKey().name(),
                        entry.getValue(),
                        levelOf(entry.getKey()),
                        Math.log1p(entry.getKey().tolerance()),
                        earlier.of(entry.getKey().name()).length,
                        seconds,
                        limits.duel()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private List<ShiftPoint> shift() {
        List<RunBlocks> everyRun = new ArrayList<>(baseline.runs());
        everyRun.add(candidate);
        String latencies = ComparisonMetrics.latencies(everyRun);
        Mix mix = Mix.of(series -> series.startsWith(latencies), baseline.runs(), everyRun);
        List<ReweightedLatency> before = baseline.runs().stream()
                .map(run -> new ReweightedLatency(run, mix))
                .toList();
        ReweightedLatency after = new ReweightedLatency(candidate, mix);
        List<ShiftPoint> points = new ArrayList<>();
        for (double percentile : SHIFT) {
            Optional<RunEstimate> figure =
                    after.percentile(percentile).filter(f -> f.value() > SHOWN_FROM * limits.resolutionMillis());
            List<RunEstimate> figures = before.stream()
                    .flatMap(times -> times.percentile(percentile).stream())
                    .toList();
            if (figure.isPresent() && figures.size() == baseline.runs().size()) {
                Difference difference = Difference.of(
                        figure.get(),
                        figures,
                        limits.noiseOf(
                                RegressionLimits.Kind.LATENCY,
                                earlier.of("p" + (int) percentile),
                                figure.get().value()));
                if (difference.isKnown()) {
                    points.add(new ShiftPoint(
                            percentile,
                            figure.get().value() / Math.exp(difference.log()) * 1000,
                            figure.get().value() * 1000,
                            difference.from(ChangeClassifier.CONFIDENCE),
                            difference.to(ChangeClassifier.CONFIDENCE)));
                }
            }
        }
        return points;
    }

    /** INCONCLUSIVE before WARN: a proven little change does not make up for what decides and is not known; the reason says both. */
    private static Outcome outcome(List<Change> changes) {
        for (Outcome outcome : List.of(Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.WARN)) {
            if (changes.stream().anyMatch(change -> change.outcome() == outcome)) {
                return outcome;
            }
        }
        return Outcome.PASS;
    }
}
