package io.orchestress.analysis.issues;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Capacity;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.Planning;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.Strain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The input of every rule.
 *
 * @param run with its phases and totals filled in
 * @param endSeconds end of the run, since the load started
 * @param series by phase: of each request, where the load is constant
 */
public record IssueContext(RunRecord run, double endSeconds, Map<String, List<LatencySeries>> series) {
    private static final int WORDS = 160;

    public IssueContext {
        series = Map.copyOf(series);
    }

    /** Of a record of which nothing but {@code run} is known. */
    public static IssueContext nothing(RunRecord run) {
        return new IssueContext(run, 0, Map.of());
    }

    /** None where the load of the phase was not constant. */
    List<LatencySeries> series(String phase) {
        return series.getOrDefault(phase, List.of());
    }

    /** Of the machine of the run. */
    public Strain strain() {
        return Strain.of(run);
    }

    /** A search for the capacity breaks the target on purpose, and says itself where it broke. */
    public boolean isSearch() {
        Planning planning = run.planning();
        return planning != null
                && planning.capacity() != null
                && planning.capacity().outcome() != Capacity.Outcome.NOT_SEARCHED;
    }

    /** All phases but warm-up, which is never judged. */
    public List<PhaseResult> judgedPhases() {
        return run.phases().stream().filter(phase -> !phase.warmUp()).toList();
    }

    /** The same, and what started after the plan: where failures are counted. */
    public List<PhaseResult> countedPhases() {
        List<PhaseResult> counted = new ArrayList<>(judgedPhases());
        Optional.ofNullable(run.afterPlan()).ifPresent(counted::add);
        return counted;
    }

    /**
     * Evidence for all requests together.
     *
     * @param phases by name, in which it was seen; none: the whole run but warm-up
     */
    public Evidence evidence(
            List<String> phases, String metric, double figure, @Nullable Double threshold, String unit) {
        List<PhaseResult> concerned = judgedPhases().stream()
                .filter(phase -> phases.isEmpty() || phases.contains(phase.name()))
                .toList();
        return new Evidence(
                phases,
                List.of(),
                concerned.stream().mapToDouble(PhaseResult::startSeconds).min().orElse(0),
                concerned.stream().mapToDouble(PhaseResult::endSeconds).max().orElse(endSeconds),
                metric,
                figure,
                threshold,
                unit);
    }

    /**
     * What was said first of a kind of failure, of the kind that was most frequent.
     *
     * @param requests by name; none: all
     * @return a sentence that begins with a blank; empty where nothing was kept
     */
    String firstWords(List<String> requests, Predicate<FailureClass> failureClass) {
        RunMessages said = run.said();
        return said == null
                ? ""
                : said.failures().stream()
                        .filter(kind -> requests.isEmpty() || requests.contains(kind.request()))
                        .filter(kind -> failureClass.test(kind.failureClass())
                                && !kind.texts().isEmpty())
                        .max(Comparator.comparingLong(RunMessages.FailureWords::count))
                        .map(kind -> " First message, of '" + kind.request() + "' as " + kind.failureClass() + ": "
                                + shortened(kind.texts().get(0).text()))
                        .orElse("");
    }

    private static String shortened(String text) {
        return text.length() <= WORDS ? text : text.substring(0, WORDS) + "…";
    }

    /** Failures of one class, without those of warm-up. */
    long failures(FailureClass failure) {
        return countedPhases().stream()
                .mapToLong(phase -> phase.total().failed(failure))
                .reduce(0, SaturatedSum::plus);
    }
}
