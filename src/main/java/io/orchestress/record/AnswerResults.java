package io.orchestress.record;

import java.util.List;

/**
 * Whether the answers of a run were right (docs/right-answers.md), over all its phases.
 *
 * @param tasks that were marked, and sent
 * @param answered those that ended well
 * @param marked of these, answers that hold their task's own mark
 * @param crossed tasks whose answer holds the mark of another user's task, or that share a call of a provider with one
 * @param mixedCalls calls of providers with marks of tasks of several users
 * @param effects calls of tools that changed something
 * @param unbookedEffects of these, calls that are booked to no task
 * @param duplicated effects beyond the first of the same task, tool and turn, and answers that were given twice
 * @param accepted tasks that the target took
 * @param lost of these, tasks that it never finished within the limit, or did not know any more
 * @param lostAnyway of these, those that no full machine explains: the target did not know them any more, or they came to a limit that is more than twice as
 *     long as any such task of the run took that ended well
 * @param misordered answers that hold the mark of another task of their own user, and not their own
 * @param ended answers with the end that their script gives them
 * @param cut answers without their end
 * @param doubt why none that is wrong is no evidence; empty: nothing
 * @param examples of what was wrong, the first of each kind
 */
public record AnswerResults(
        long tasks,
        long answered,
        long marked,
        long crossed,
        long mixedCalls,
        long effects,
        long unbookedEffects,
        long duplicated,
        long accepted,
        long lost,
        long lostAnyway,
        long misordered,
        long ended,
        long cut,
        String doubt,
        List<Wrong> examples) {
    public AnswerResults {
        examples = List.copyOf(examples);
    }

    /** Answers of which cannot be said whose they are. */
    public long unmarked() {
        return answered - marked;
    }

    /** How an answer is wrong. */
    public enum Kind {
        CROSSED,
        DUPLICATED,
        LOST,
        MISORDERED,
        CUT
    }

    /**
     * One wrong answer.
     *
     * @param task its mark
     * @param other mark of the other task; empty: there is none
     * @param request series of the task
     * @param phase of the task
     * @param atSeconds since the load started: when the task was answered or given up, or the call reached the provider
     * @param otherSeconds when the other task, or the same effect before, was; as {@code atSeconds} where there is none
     * @param what happened, in a few words
     */
    public record Wrong(
            Kind kind,
            String task,
            String other,
            String request,
            String phase,
            double atSeconds,
            double otherSeconds,
            String what) {}

    /** The examples of a kind. */
    public List<Wrong> examples(Kind kind) {
        return examples.stream().filter(wrong -> wrong.kind() == kind).toList();
    }
}
