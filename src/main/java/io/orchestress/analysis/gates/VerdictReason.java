package io.orchestress.analysis.gates;

import io.orchestress.record.BreakerResult;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sentences that say what decided a verdict; of one that is INCONCLUSIVE, what is missing and what would bring it. */
final class VerdictReason {
    private VerdictReason() {}

    static String of(
            RunRecord run,
            Outcome outcome,
            List<Gate> gates,
            Optional<String> doubt,
            Optional<Issue> critical,
            Optional<Gate> lacksSamples) {
        boolean byBreaker =
                gates.stream().anyMatch(gate -> gate.name().equals(Gates.BREAKER) && gate.outcome() == Outcome.FAIL);
        if (outcome == Outcome.FAIL && byBreaker) {
            return "The circuit breaker " + run.breakerEffect().did() + ": " + breakerNote(run.breaker()) + ".";
        }
        if (outcome == Outcome.INTERRUPTED) {
            return interrupted(run, gates);
        }
        if (outcome == Outcome.INCONCLUSIVE && doubt.isPresent()) {
            return doubt.get();
        }
        if (gates.isEmpty()) {
            return "No gate had data to evaluate: run longer, or enable a rule in orchestress.gates.rules.";
        }
        if (outcome == Outcome.INCONCLUSIVE) {
            return inconclusive(run, gates, lacksSamples);
        }
        if (outcome == Outcome.PASS) {
            return gates.size() == 1 ? "The gate passed." : "All " + gates.size() + " gates passed.";
        }
        return gates.stream()
                .filter(gate -> gate.outcome() == outcome)
                .findFirst()
                .map(gate -> sentence(gate) + ".")
                .or(() -> critical.map(
                        issue -> "Every gate passed, but " + issue.type() + " is critical: " + issue.description()))
                .orElseThrow();
    }

    private static String interrupted(RunRecord run, List<Gate> gates) {
        List<String> failed = gates.stream()
                .filter(gate -> gate.outcome() == Outcome.FAIL)
                .map(Gate::name)
                .toList();
        return "The run was "
                + (run.endReason() == null ? "interrupted" : run.endReason())
                + ", so no gate can pass."
                + (failed.isEmpty() ? "" : " Already failed: " + String.join(", ", failed) + ".");
    }

    /**
     * What is missing, the cause before the symptom: a slow machine brings few samples. Of gates that lack samples, the one that needs the
     * longest run is told, for that run serves the others, too.
     */
    private static String inconclusive(RunRecord run, List<Gate> gates, Optional<Gate> lacksSamples) {
        List<Gate> open = gates.stream()
                .filter(gate -> gate.outcome() == Outcome.INCONCLUSIVE)
                .toList();
        Gate told = open.stream()
                .filter(gate -> lacksSamples.isEmpty() || gate.equals(lacksSamples.get()))
                .findFirst()
                .orElse(open.get(0));
        if (told.rule() == null) {
            // Of a search: sentences already.
            return told.note() + (told.next().isEmpty() ? "" : " " + told.next());
        }
        String more = open.size() == 1 ? "" : "; " + Format.count(open.size() - 1, "more gate") + " inconclusive";
        Optional<String> cause = lacksSamples.flatMap(gate -> slowed(run));
        return cause.map(why ->
                        why + ". This may be why there is " + lowerCase(sentence(told)) + more + "." + Doubt.QUIET)
                .orElseGet(() -> sentence(told) + more + "." + (told.next().isEmpty() ? "" : " " + told.next()));
    }

    private static String lowerCase(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** What slowed the load without making its results unreliable; empty: nothing is known to have. */
    private static Optional<String> slowed(RunRecord run) {
        InjectorHealth injector = run.injector();
        if (injector == null) {
            return Optional.empty();
        }
        if (injector.wasDisturbed()) {
            return Optional.of("The machine was disturbed: " + Doubt.byWhom(run));
        }
        return injector.outcome() == Outcome.WARN
                ? injector.limits().stream().findFirst().map(limit -> injector.headline() + ": " + limit)
                : Optional.empty();
    }

    private static String sentence(Gate gate) {
        String where = gate.rule() == null ? "" : gate.rule().where();
        String details = where.isEmpty() || gate.note().isEmpty() ? where + gate.note() : where + ", " + gate.note();
        String note = details.isEmpty() ? "" : " (" + details + ")";
        String evidence = "Not enough evidence for " + gate.name();
        if (gate.actual() == null) {
            return evidence + note;
        }
        String figures = Format.beside(gate.actual(), gate.unit(), limit(gate)) + ", limit "
                + Format.limit(limit(gate), gate.unit());
        return gate.outcome() == Outcome.INCONCLUSIVE
                ? evidence + ": " + figures + note
                : gate.name() + " is " + figures + note;
    }

    /** The limit that the outcome says is broken. */
    private static double limit(Gate gate) {
        Double failLimit = gate.rule() == null ? null : gate.rule().failThreshold();
        return gate.outcome() == Outcome.FAIL && failLimit != null ? failLimit : gate.threshold();
    }

    static String breakerNote(BreakerResult breaker) {
        String evidence = breaker.evidence() == null ? "no evidence was recorded" : breaker.evidence();
        return breaker.rule() == null ? evidence : "rule '" + breaker.rule() + "', " + evidence;
    }
}
