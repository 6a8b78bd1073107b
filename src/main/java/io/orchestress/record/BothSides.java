package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a run joined with the calls that they caused at the scripted backend; docs/MATH.md defines every figure.
 *
 * @param booking what could be joined, and what could not
 * @param work by phase, request and size of task; the run's own first
 * @param concurrency calls of models under way at the same time, by phase
 * @param waterfalls where the time of single tasks went
 */
public record BothSides(
        Booking booking, List<TaskWork> work, List<Concurrency> concurrency, List<Waterfall> waterfalls) {
    /** In place of a phase, a request or a size: all of them, of phases without warm-up. */
    public static final String ALL = "*";

    public BothSides {
        work = List.copyOf(work);
        concurrency = List.copyOf(concurrency);
        waterfalls = List.copyOf(waterfalls);
    }

    /** Tasks of all sizes. */
    public Optional<TaskWork> work(String phase, String request) {
        return work.stream()
                .filter(w -> w.phase().equals(phase)
                        && w.request().equals(request)
                        && w.size().equals(ALL))
                .findFirst();
    }

    /** Without rows of one size whose tasks are all those of one request, which has a row of its own. */
    public List<TaskWork> distinctWork() {
        return work.stream()
                .filter(row -> work.stream().noneMatch(sum -> isAllOf(sum, row)))
                .toList();
    }

    private boolean isAllOf(TaskWork sum, TaskWork row) {
        return !row.size().equals(ALL)
                && sum.size().equals(ALL)
                && !sum.request().equals(ALL)
                && sum.phase().equals(row.phase())
                && sum.tasks() == row.tasks()
                && (row.request().equals(sum.request()) || (row.request().equals(ALL) && isOneSize(sum, row.size())));
    }

    private boolean isOneSize(TaskWork sum, String size) {
        return work.stream()
                .anyMatch(one -> one.phase().equals(sum.phase())
                        && one.request().equals(sum.request())
                        && one.size().equals(size)
                        && one.tasks() == sum.tasks());
    }

    /** Empty where no call of a model was under way in the phase. */
    public Optional<Concurrency> concurrency(String phase) {
        return concurrency.stream().filter(c -> c.phase().equals(phase)).findFirst();
    }

    /**
     * What became of the lines of both files. Calls are those of models and tools between the first task's start and the last one's end.
     *
     * @param tasks that were sent
     * @param withoutCalls of them, those to which no call is booked
     * @param unfinished of them, those under way at the end of the run
     * @param calls of models and tools
     * @param unmarked of them, those without the mark of a task
     * @param foreign of them, those with the mark of no task of this run
     * @param mixed of them, those with marks of more tasks than their conversation has
     * @param late of them, those that started after their task had ended
     * @param beyond calls of a task above the number that is looked at of one
     * @param missingCalls numbers of the journal without a line
     * @param lostTasks tasks that could not be written down
     * @param badLines of both files
     * @param tasksWhole whether the log of tasks has its end
     * @param callsWhole whether the journal of calls has its end
     * @param wallClock whether both sides are related by their wall clocks only, for they are of two machines
     * @param unknownPaths requests that the backend answered by 404, by method and path; whenever they came
     */
    public record Booking(
            long tasks,
            long withoutCalls,
            long unfinished,
            long calls,
            long unmarked,
            long foreign,
            long mixed,
            long late,
            long beyond,
            long missingCalls,
            long lostTasks,
            long badLines,
            boolean tasksWhole,
            boolean callsWhole,
            boolean wallClock,
            Map<String, Long> unknownPaths) {
        @SuppressWarnings("NullAway") // records before they were told have none
        public Booking {
            unknownPaths = unknownPaths == null ? Map.of() : new TreeMap<>(unknownPaths);
        }

        /** Calls that are in no task, above which a figure of tasks is not believed. */
        private static final double MOST_NOT_BOOKED = 0.01;

        private static final int LONGEST_PATH = 100;

        /** Calls that belong to no task of the run, as far as is known. */
        public long notBooked() {
            return unmarked + foreign + beyond + missingCalls;
        }

        /** {@link #notBooked} ÷ all calls, 0 to 1. */
        public double notBookedShare() {
            long all = calls + missingCalls;
            return all == 0 ? 0 : (double) notBooked() / all;
        }

        /** Why no figure of a task is believed; empty: they are. */
        @JsonIgnore
        public Optional<String> doubt() {
            if (calls == 0) {
                return Optional.of("the backend received no call while tasks were under way: "
                        + (unknownPaths.isEmpty()
                                ? "the target does not use it. Set its base URL in the target"
                                : "the target called only what it does not offer, such as "
                                        + shown(unknownPaths.keySet().iterator().next())
                                        + ". Check the base URL in the target"));
            }
            if (notBookedShare() > MOST_NOT_BOOKED) {
                return Optional.of(Format.percent(notBookedShare()) + " of the provider calls belong to no task, limit "
                        + Format.limit(MOST_NOT_BOOKED, "ratio")
                        + (unmarked > 0
                                ? ": the target removes the mark of the task from prompts."
                                        + " Let it pass on the prompt, or the header baggage"
                                : ""));
            }
            return Optional.empty();
        }

        /** What a reader must know of the figures, a sentence each; nothing where all was joined. */
        public List<String> remarks() {
            List<String> remarks = new ArrayList<>();
            add(remarks, unmarked, "call", "had no mark of a task: the target removed it, or calls for itself.");
            add(remarks, foreign, "call", "had the mark of no task of this run.");
            add(remarks, mixed, "call", "had marks of several tasks: the target put two tasks into one call.");
            add(remarks, late, "call", "started after the response to the task.");
            add(remarks, beyond, "call", "of single tasks with very many calls are only counted.");
            add(remarks, missingCalls, "call", "were not written down, or were not over when the backend ended.");
            add(remarks, lostTasks, "task", "were not written down: the disk was too slow.");
            add(remarks, badLines, "line", "could not be read.");
            unknownPaths.forEach((path, requests) ->
                    add(remarks, requests, "request", "got 404, for the backend does not offer " + shown(path) + "."));
            add(remarks, withoutCalls, "task", "caused no call, and are in no time of this section.");
            add(remarks, unfinished, "task", "were under way at the end of the run.");
            if (!tasksWhole) {
                remarks.add("The log of tasks has no end: the load generator was killed.");
            }
            if (!callsWhole) {
                remarks.add("The journal of calls has no end: the backend was killed.");
            }
            if (wallClock) {
                remarks.add(
                        "Load generator and backend have different clocks: times are as exact as their wall clocks agree.");
            }
            return List.copyOf(remarks);
        }

        private static String shown(String path) {
            return PlainText.shorten(PlainText.clean(path), LONGEST_PATH);
        }

        private static void add(List<String> remarks, long count, String noun, String what) {
            if (count > 0) {
                remarks.add(Format.count(count, noun) + " " + what);
            }
        }
    }

    /**
     * Tasks of one phase, request and size.
     *
     * @param tasks that were sent
     * @param timed of them, those in the times: they succeeded, and at least one call is booked to them
     * @param taskMicros from the first byte sent to the last byte of the response
     * @param ownMicros the same without the union of the intervals of the task's calls
     * @param firstCallMicros from the start of the task to the arrival of its first call
     * @param lastCallMicros from the end of its last call to its own
     * @param ownShare sum of own times ÷ sum of times of tasks, 0 to 1
     * @param modelCalls calls of models, retries too
     * @param scriptedCalls the different turns of the script that they asked for: what a target without repetitions calls
     * @param toolCalls calls of tools at the backend
     * @param toolsAsked tools that models asked for, each turn once
     * @param retries calls of models after one that had failed, for the same turn
     * @param retryGapMicros from the end of the failed call to the start of the next
     * @param repeats calls of models for a turn that was, or was being, answered
     * @param impatient of the retries and repeats, those after a call that the target hung up on, or while one was under way; 0 in records before they were told
     * @param mostModelCalls of one task
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TaskWork(
            String phase,
            String request,
            String size,
            long tasks,
            long timed,
            @Nullable Latency taskMicros,
            @Nullable Latency ownMicros,
            @Nullable Latency firstCallMicros,
            @Nullable Latency lastCallMicros,
            double ownShare,
            long modelCalls,
            long scriptedCalls,
            long toolCalls,
            long toolsAsked,
            long tokensIn,
            long tokensOut,
            long retries,
            @Nullable Latency retryGapMicros,
            long repeats,
            long impatient,
            long mostModelCalls) {
        /** Calls of models ÷ those that the script asks for; absent where it asked for none. */
        @JsonIgnore
        public Optional<Double> amplification() {
            return scriptedCalls == 0 ? Optional.empty() : Optional.of((double) modelCalls / scriptedCalls);
        }
    }

    /**
     * Calls of models under way at the same time.
     *
     * @param mean weighted by time over the phase
     */
    public record Concurrency(String phase, double mean, long max) {}

    /**
     * Where the time of one task went.
     *
     * @param why {@code slowest} or {@code typical}
     * @param task its mark
     * @param calls in the order of their start
     * @param omitted calls that are not shown
     */
    public record Waterfall(
            String why,
            String task,
            String phase,
            String request,
            String size,
            double startSeconds,
            long totalMicros,
            long ownMicros,
            List<Call> calls,
            long omitted) {
        public Waterfall {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A call of a task; times count from the task's start.
     *
     * @param turn of the script; −1: none
     * @param firstMicros the first byte of the response left; −1: none did
     * @param again whether it is a retry, or repeats a turn
     */
    public record Call(
            boolean tool,
            String name,
            int turn,
            long fromMicros,
            long firstMicros,
            long toMicros,
            int status,
            String outcome,
            boolean again) {}
}
