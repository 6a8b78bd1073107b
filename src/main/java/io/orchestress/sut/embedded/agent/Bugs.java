package io.orchestress.sut.embedded.agent;

import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What agents do wrong on purpose. Each is N: one in each N tasks that it can strike, always the same one by the seed; 1: each of them; 0: none.
 *
 * @param swapAnswers two tasks get each other's answer
 * @param mixPrompts the prompt of the task before it is in the calls of a task, too
 * @param repeatTool a tool is called twice
 * @param answerTwice a user is given the answer twice
 * @param loseTask a task is taken on, and never ends
 * @param cutAnswer the second half of an answer is missing
 * @param oldAnswer a message of a conversation is answered with the answer to the message before it
 * @param retryStorm what a provider refuses is tried again at once, a hundred times, whatever {@code Retry-After} says
 * @param keepGoing a task that is cancelled goes on to its end, and holds its slot
 * @param writeLate a task that is cancelled calls the tools that its model asks for next
 * @param stripMark a prompt loses what marks its task
 * @param dropTrace {@code traceparent} and {@code baggage} are not passed on
 */
public record Bugs(
        long swapAnswers,
        long mixPrompts,
        long repeatTool,
        long answerTwice,
        long loseTask,
        long cutAnswer,
        long oldAnswer,
        long retryStorm,
        long keepGoing,
        long writeLate,
        long stripMark,
        long dropTrace) {
    /** No bug at all. */
    public static final Bugs NONE = new Bugs(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final long MOST = 1_000_000_000;

    public Bugs {
        check("swapAnswers", swapAnswers);
        check("mixPrompts", mixPrompts);
        check("repeatTool", repeatTool);
        check("answerTwice", answerTwice);
        check("loseTask", loseTask);
        check("cutAnswer", cutAnswer);
        check("oldAnswer", oldAnswer);
        check("retryStorm", retryStorm);
        check("keepGoing", keepGoing);
        check("writeLate", writeLate);
        check("stripMark", stripMark);
        check("dropTrace", dropTrace);
    }

    /** Each as often as this says. */
    public static Bugs of(ToLongFunction<Bug> every) {
        return new Bugs(
                every.applyAsLong(Bug.SWAP_ANSWERS),
                every.applyAsLong(Bug.MIX_PROMPTS),
                every.applyAsLong(Bug.REPEAT_TOOL),
                every.applyAsLong(Bug.ANSWER_TWICE),
                every.applyAsLong(Bug.LOSE_TASK),
                every.applyAsLong(Bug.CUT_ANSWER),
                every.applyAsLong(Bug.OLD_ANSWER),
                every.applyAsLong(Bug.RETRY_STORM),
                every.applyAsLong(Bug.KEEP_GOING),
                every.applyAsLong(Bug.WRITE_LATE),
                every.applyAsLong(Bug.STRIP_MARK),
                every.applyAsLong(Bug.DROP_TRACE));
    }

    private static void check(String name, long every) {
        if (every < 0 || every > MOST) {
            throw new IllegalArgumentException(
                    "%s is %d, must be a whole number from 0 to %d".formatted(name, every, MOST));
        }
    }

    /** Each of them. */
    public enum Bug {
        SWAP_ANSWERS("swapAnswers", Bugs::swapAnswers),
        MIX_PROMPTS("mixPrompts", Bugs::mixPrompts),
        REPEAT_TOOL("repeatTool", Bugs::repeatTool),
        ANSWER_TWICE("answerTwice", Bugs::answerTwice),
        LOSE_TASK("loseTask", Bugs::loseTask),
        CUT_ANSWER("cutAnswer", Bugs::cutAnswer),
        OLD_ANSWER("oldAnswer", Bugs::oldAnswer),
        RETRY_STORM("retryStorm", Bugs::retryStorm),
        KEEP_GOING("keepGoing", Bugs::keepGoing),
        WRITE_LATE("writeLate", Bugs::writeLate),
        STRIP_MARK("stripMark", Bugs::stripMark),
        DROP_TRACE("dropTrace", Bugs::dropTrace);

        /** As in the settings. */
        public final String key;

        private final ToLongFunction<Bugs> every;

        Bug(String key, ToLongFunction<Bugs> every) {
            this.key = key;
            this.every = every;
        }

        /** As in the configuration: {@code swap-answers}. */
        public String setting() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** One in so many; 0: none. */
        public long every(Bugs bugs) {
            return every.applyAsLong(bugs);
        }
    }
}
