package io.orchestress.analysis.issues;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.PhaseResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where one figure of agents broke one limit: the phases concerned, or the run as a whole where no phase had enough evidence of
 * its own.
 *
 * @param phases empty: the whole run
 * @param worst the one, or the run, whose figure is {@code actual}
 */
record AgentBreaches(IssueContext measured, List<AgentResult> phases, AgentResult worst, double actual) {

    /** A figure, empty where there is none or too little evidence of it, that is worse the higher it is. */
    interface FigureOf extends Function<AgentResult, OptionalDouble> {}

    static Optional<AgentBreaches> find(IssueContext measured, FigureOf figure, DoublePredicate breaks) {
        AgentResults agents = measured.run().agents();
        if (agents == null) {
            return Optional.empty();
        }
        List<String> judged =
                measured.judgedPhases().stream().map(PhaseResult::name).toList();
        List<AgentResult> phases = agents.phases().stream()
                .filter(phase -> judged.contains(phase.phase()))
                .filter(phase -> breaks(figure.apply(phase), breaks))
                .toList();
        if (!phases.isEmpty()) {
            AgentResult worst = phases.stream()
                    .max(Comparator.comparingDouble(phase -> figure.apply(phase).orElseThrow()))
                    .orElseThrow();
            return Optional.of(new AgentBreaches(
                    measured, phases, worst, figure.apply(worst).orElseThrow()));
        }
        OptionalDouble whole = figure.apply(agents.total());
        return breaks(whole, breaks)
                ? Optional.of(new AgentBreaches(measured, List.of(), agents.total(), whole.orElseThrow()))
                : Optional.empty();
    }

    private static boolean breaks(OptionalDouble figure, DoublePredicate breaks) {
        return figure.isPresent() && breaks.test(figure.getAsDouble());
    }

    /** The worst place in words. */
    String where() {
        return phases.isEmpty()
                ? "over the whole run"
                : "in phase '" + worst.phase() + "'"
                        + (phases.size() == 1 ? "" : ", worst of " + phases.size() + " phases");
    }

    Evidence evidence(String metric, double figure, @Nullable Double threshold, String unit) {
        return measured.evidence(phases.stream().map(AgentResult::phase).toList(), metric, figure, threshold, unit);
    }
}
