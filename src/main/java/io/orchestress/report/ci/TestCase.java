package io.orchestress.report.ci;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.report.ComparisonFacts;
import io.orchestress.report.FailedRequests;
import io.orchestress.report.InjectorFacts;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Sentences;
import io.orchestress.report.duel.DuelFacts;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the verdict as a test.
 *
 * @param seconds that it took: the load for the verdict, nothing for what was read off it
 * @param message one line; empty where there is nothing to say
 * @param type of a failure or error, such as {@code regression}
 * @param details further lines of what did not pass, or of what is to be known of it
 */
record TestCase(
        String group, String name, double seconds, Result result, String type, String message, List<String> details) {
    private static final int MOST_FAILURES = 8;

    TestCase {
        details = List.copyOf(details);
    }

    private TestCase(String group, String name, double seconds, Result result, String type, String message) {
        this(group, name, seconds, result, type, message, List.of());
    }

    /**
     * What a reader of JUnit XML shows. There is no word for "not enough evidence" in it: an error is what every one of them counts
     * as not passed. There is none for a warning, either: it is a pass that says something, unless warnings fail.
     */
    enum Result {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    /** The verdict, then its gates: never empty, so that a record without a verdict is no empty suite, which looks green. */
    static List<TestCase> gates(RunFacts facts, boolean strict) {
        RunRecord run = facts.run();
        String group = PlainText.clean(run.simulation()) + ".gates";
        List<TestCase> cases = new ArrayList<>();
        Verdict verdict = run.verdict();
        cases.add(of(
                        group,
                        "verdict",
                        facts.loadSeconds(),
                        verdict == null ? null : verdict.outcome(),
                        strict,
                        "verdict",
                        verdict == null ? "No verdict was derived for this record." : PlainText.clean(verdict.reason()))
                .with(details(run)));
        if (verdict != null) {
            verdict.gates()
                    .forEach(gate -> cases.add(of(
                            group,
                            PlainText.clean(gate.name()),
                            0,
                            gate.outcome(),
                            strict,
                            "gate",
                            Sentences.gate(gate))));
            verdict.notMeasured()
                    .forEach(gate -> cases.add(new TestCase(
                            group,
                            PlainText.clean(gate.name()),
                            0,
                            Result.SKIPPED,
                            "not measured",
                            PlainText.clean(gate.why()))));
        }
        return cases;
    }

    /** What the figures must be read with, and what failed most, in the words of the target. */
    private static List<String> details(RunRecord run) {
        List<String> details = new ArrayList<>();
        InjectorFacts.caveat(run).ifPresent(details::add);
        List<FailedRequests.Kind> kinds = FailedRequests.of(run);
        FailedRequests.top(kinds, MOST_FAILURES)
                .forEach(kind -> details.add("failed: " + PlainText.clean(kind.request()) + ", "
                        + PlainText.clean(kind.failureClass().label()) + " × " + kind.counted()
                        + (kind.firstWords().isEmpty() ? "" : ", first: " + kind.firstWords())));
        if (kinds.size() > MOST_FAILURES) {
            details.add("and " + (kinds.size() - MOST_FAILURES) + " more kinds of failure");
        }
        return details;
    }

    private TestCase with(List<String> newDetails) {
        return new TestCase(group, name, seconds, result, type, message, newDetails);
    }

    /** The comparison as a whole, then its metrics. */
    static List<TestCase> comparison(RunRecord run, Comparison comparison, boolean strict) {
        String group = PlainText.clean(run.simulation()) + ".comparison";
        List<TestCase> cases = new ArrayList<>();
        String reason =
                "Against " + PlainText.clean(comparison.baseline()) + ": " + PlainText.clean(comparison.reason());
        ComparisonFacts facts = new ComparisonFacts(comparison);
        List<String> details = new ArrayList<>();
        details.add(facts.advice());
        facts.smallest().ifPresent(details::add);
        details.addAll(facts.notes());
        cases.add(of(group, "comparison", 0, comparison.outcome(), strict, "comparison", reason)
                .with(details));
        comparison.changes().forEach(change -> cases.add(change(group, change, strict)));
        return cases;
    }

    /** The duel as a whole, then its figures. */
    static List<TestCase> duel(DuelRecord duel) {
        String group = PlainText.clean(duel.simulation()) + ".duel";
        List<TestCase> cases = new ArrayList<>();
        cases.add(of(
                group,
                "duel",
                duel.elapsedSeconds(),
                duel.outcome().verdict(),
                true,
                "duel",
                DuelFacts.word(duel.outcome()) + ": " + DuelFacts.sentence(duel)));
        for (DuelRecord.Figure figure : DuelFacts.figures(duel)) {
            Outcome outcome = figure.notWorse() ? Outcome.PASS : figure.worse() ? Outcome.FAIL : Outcome.INCONCLUSIVE;
            String name = PlainText.clean(figure.name());
            cases.add(
                    outcome == Outcome.INCONCLUSIVE && duel.outcome() == DuelRecord.Outcome.WORSE
                            ? new TestCase(group, name, 0, Result.SKIPPED, "inconclusive", DuelFacts.sentence(figure))
                            : of(group, name, 0, outcome, true, "regression", DuelFacts.sentence(figure)));
        }
        return cases;
    }

    private static TestCase change(String group, Change change, boolean strict) {
        String name = Sentences.subject(change);
        String sentence = Sentences.change(change);
        if (!change.kind().isTold() && change.outcome() == Outcome.PASS) {
            String message = "Inconclusive, not required: " + sentence;
            return new TestCase(group, name, 0, Result.SKIPPED, "inconclusive", message);
        }
        String type = change.kind() == Kind.REGRESSED ? "regression" : "comparison";
        return of(group, name, 0, change.outcome(), strict, type, sentence);
    }

    private static TestCase of(
            String group,
            String name,
            double seconds,
            @Nullable Outcome outcome,
            boolean strict,
            String type,
            String message) {
        return switch (outcome == null ? Outcome.INCONCLUSIVE : outcome) {
            case PASS -> new TestCase(group, name, seconds, Result.PASSED, type, message);
            case INCONCLUSIVE -> new TestCase(group, name, seconds, Result.ERROR, "inconclusive", message);
            case INTERRUPTED -> new TestCase(group, name, seconds, Result.ERROR, "interrupted", message);
            case WARN ->
                strict
                        ? new TestCase(group, name, seconds, Result.FAILURE, "warning", message)
                        : new TestCase(group, name, seconds, Result.PASSED, "warning", "WARN: " + message);
            case FAIL -> new TestCase(group, name, seconds, Result.FAILURE, type, message);
        };
    }
}
