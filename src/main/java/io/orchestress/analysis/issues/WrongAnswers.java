package io.orchestress.analysis.issues;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.AnswerResults.Kind;
import io.orchestress.record.AnswerResults.Wrong;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** CROSSED_ANSWERS, DUPLICATED_EFFECTS, LOST_TASKS, MISORDERED_ANSWERS and CUT_ANSWERS: one issue for each kind of wrong answer. */
final class WrongAnswers implements IssueRule {
    private static final IssueType CROSSED = new IssueType(
            "CROSSED_ANSWERS", "an answer, or a call of a provider, holds the mark of another user's task", "critical");
    private static final IssueType DUPLICATED = new IssueType(
            "DUPLICATED_EFFECTS",
            "a tool changed something twice for one task, or a task was answered twice",
            "critical");
    private static final IssueType LOST = new IssueType(
            "LOST_TASKS", "an accepted task was not finished within the request timeout, or forgotten", "high");
    private static final IssueType MISORDERED =
            new IssueType("MISORDERED_ANSWERS", "a user got the answer to another of its tasks", "high");
    private static final IssueType CUT =
            new IssueType("CUT_ANSWERS", "an answer lacks the end that its protocol or its script gives it", "high");

    @Override
    public List<IssueType> types() {
        return List.of(CROSSED, DUPLICATED, LOST, MISORDERED, CUT);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        AnswerResults answers = measured.run().answers();
        if (answers == null) {
            return List.of();
        }
        List<Diagnosis> found = new ArrayList<>();
        long looked = answers.tasks();
        add(
                found,
                answers,
                Kind.CROSSED,
                CROSSED,
                answers.crossed(),
                "crossed",
                ofAll(answers.crossed(), looked, "are mixed up with tasks of other users"));
        add(
                found,
                answers,
                Kind.DUPLICATED,
                DUPLICATED,
                answers.duplicated(),
                "duplicated",
                Format.count(answers.duplicated(), "effect or answer") + " happened once more than asked for, in "
                        + Format.count(looked, "task"));
        int before = found.size();
        add(
                found,
                answers,
                Kind.LOST,
                LOST,
                answers.lost(),
                "lost",
                ofAll(answers.lost(), answers.accepted(), "were accepted and never finished"));
        if (answers.lostAnyway() == 0) {
            found.subList(before, found.size()).replaceAll(lost -> FullMachine.behind(measured, List.of(), lost));
        }
        add(
                found,
                answers,
                Kind.MISORDERED,
                MISORDERED,
                answers.misordered(),
                "misordered",
                ofAll(answers.misordered(), looked, "got the answer to another task of their user"));
        add(
                found,
                answers,
                Kind.CUT,
                CUT,
                answers.cut(),
                "cut",
                ofAll(answers.cut(), looked, "got an answer without its end"));
        return found;
    }

    private static String ofAll(long wrong, long all, String what) {
        return Format.count(wrong) + " of " + Format.count(all, "task") + " " + what;
    }

    private static void add(
            List<Diagnosis> found,
            AnswerResults answers,
            Kind kind,
            IssueType type,
            long count,
            String metric,
            String sentence) {
        if (count == 0) {
            return;
        }
        List<Wrong> examples = answers.examples(kind);
        Evidence evidence = new Evidence(
                names(examples.stream().map(Wrong::phase)),
                names(examples.stream().map(Wrong::request)),
                examples.stream()
                        .mapToDouble(wrong -> Math.min(wrong.atSeconds(), wrong.otherSeconds()))
                        .min()
                        .orElse(0),
                examples.stream().mapToDouble(Wrong::atSeconds).max().orElse(0),
                metric,
                count,
                0.0,
                "");
        Severity severity = type.equals(CROSSED) || type.equals(DUPLICATED) ? Severity.CRITICAL : Severity.HIGH;
        found.add(Diagnosis.of(
                type,
                severity,
                sentence + "."
                        + examples.stream().findFirst().map(WrongAnswers::first).orElse(""),
                evidence));
    }

    private static String first(Wrong wrong) {
        String other = wrong.other().isEmpty() ? "" : " and " + wrong.other();
        String before =
                wrong.otherSeconds() == wrong.atSeconds() ? "" : ", before at " + Format.clock(wrong.otherSeconds());
        return " First: " + wrong.task() + other + " at " + Format.clock(wrong.atSeconds()) + before + ": "
                + wrong.what() + ".";
    }

    private static List<String> names(Stream<String> names) {
        return names.filter(name -> !name.isEmpty()).distinct().toList();
    }
}
