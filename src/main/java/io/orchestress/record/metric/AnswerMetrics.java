package io.orchestress.record.metric;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.Better;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Trait;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Wrong answers of a run. Some wrong ones are always evidence; none is only where all were looked at. */
final class AnswerMetrics {
    static final List<MetricDefinition> ALL = List.of(
            count(
                    "crossed",
                    "Tasks whose answer, or whose call of a provider, holds the mark of another user's task.",
                    AnswerMetrics::crossed),
            count(
                    "duplicated",
                    "Effects of tools that happened once more for the same task, and answers that were given twice.",
                    AnswerMetrics::duplicated),
            count(
                            "lost",
                            "Tasks that the target accepted, and did not finish within the request timeout or forgot.",
                            answers -> answers.accepted() == 0 && answers.lost() == 0
                                    ? null
                                    : reading(
                                                    answers,
                                                    answers.lost(),
                                                    answers.accepted(),
                                                    "accepted tasks",
                                                    unmarked(answers))
                                            .strained(false, OptionalDouble.of(answers.lostAnyway())))
                    .with(Trait.HOLDS_WAITING, Trait.OF_BACKEND),
            count(
                    "misordered",
                    "Answers that belong to another task of the same user.",
                    answers -> ofAnswers(answers, answers.misordered())),
            count(
                    "cut",
                    "Answers without the end that their protocol or their script gives them.",
                    answers -> answers.ended() == 0 && answers.cut() == 0
                            ? null
                            : reading(answers, answers.cut(), answers.ended() + answers.cut(), "answers", "")));

    private AnswerMetrics() {}

    private static MetricDefinition count(
            String name, String meaning, Function<AnswerResults, @Nullable Reading> reading) {
        return MetricDefinition.of(
                        name,
                        Quantity.COUNT,
                        "",
                        Better.LOWER,
                        Scope.RUN,
                        meaning,
                        (part, ignored) -> part.answers().map(reading).orElse(null))
                .with(Trait.SINGLE);
    }

    private static @Nullable Reading crossed(AnswerResults answers) {
        return ofAnswers(answers, answers.crossed());
    }

    private static @Nullable Reading ofAnswers(AnswerResults answers, long wrong) {
        if (answers.answered() == 0 && wrong == 0) {
            return Reading.unknown("no task was answered");
        }
        return reading(answers, wrong, Math.max(1, answers.marked()), "answers", unmarked(answers));
    }

    /** An answer without a mark may be that to another task, or to none. Empty: each has its own. */
    private static String unmarked(AnswerResults answers) {
        return answers.unmarked() == 0
                ? ""
                : "not measurable: " + Format.count(answers.unmarked()) + " of "
                        + Format.count(answers.answered(), "answer") + " hold no mark of their task";
    }

    private static @Nullable Reading duplicated(AnswerResults answers) {
        if (answers.effects() == 0 && answers.duplicated() == 0) {
            return null;
        }
        String why = answers.unbookedEffects() == 0
                ? ""
                : "not measurable: " + Format.count(answers.unbookedEffects()) + " of "
                        + Format.count(answers.effects(), "effect") + " of tools belong to no task";
        return reading(answers, answers.duplicated(), Math.max(1, answers.effects()), "effects", why);
    }

    /** @param why none is no evidence; empty: it is, unless all of the answers are in doubt */
    private static Reading reading(AnswerResults answers, long wrong, long samples, String noun, String why) {
        String doubt = why.isEmpty() ? answers.doubt() : why;
        return wrong == 0 && !doubt.isEmpty() ? Reading.unknown(doubt) : Reading.of(wrong, samples, noun);
    }
}
