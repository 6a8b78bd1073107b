package io.orchestress.analysis.issues;

import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.PhaseResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks, joined with their provider calls, broke a limit: the phases concerned, or the run as a whole where no phase had enough evidence
 * of its own. Nothing while calls cannot be booked to tasks.
 *
 * @param phases empty: the whole run
 * @param worst whose metric is the highest
 */
record SidesBreach(IssueContext measured, List<TaskWork> phases, TaskWork worst) {

    static Optional<SidesBreach> find(
            IssueContext measured, Predicate<TaskWork> breaks, ToDoubleFunction<TaskWork> metric) {
        BothSides sides = measured.run().bothSides();
        if (sides == null || sides.booking().doubt().isPresent()) {
            return Optional.empty();
        }
        List<TaskWork> phases = measured.judgedPhases().stream()
                .map(PhaseResult::name)
                .flatMap(phase -> sides.work(phase, BothSides.ALL).stream())
                .filter(breaks)
                .toList();
        Optional<TaskWork> worst = phases.stream().max(Comparator.comparingDouble(metric));
        return worst.isPresent()
                ? worst.map(work -> new SidesBreach(measured, phases, work))
                : sides.work(BothSides.ALL, BothSides.ALL)
                        .filter(breaks)
                        .map(work -> new SidesBreach(measured, List.of(), work));
    }

    /** The worst place in words. */
    String where() {
        return phases.isEmpty()
                ? "over the whole run"
                : "in phase '" + worst.phase() + "'"
                        + (phases.size() == 1 ? "" : ", worst of " + phases.size() + " phases");
    }

    Evidence evidence(String metric, double actual, @Nullable Double limit, String unit) {
        return measured.evidence(phases.stream().map(TaskWork::phase).toList(), metric, actual, limit, unit);
    }
}
