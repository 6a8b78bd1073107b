package io.orchestress.analysis.task;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.AnswerResults;
import io.orchestress.record.AnswerResults.Kind;
import io.orchestress.record.AnswerResults.Wrong;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.CallRow;
import io.orchestress.record.task.RowsRead;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the answers of a run against its tasks: whose marks they have, whether they ended, and what was done twice behind the target. The
 * definitions are in docs/right-answers.md. What is kept is a few numbers a task, and bounded.
 */
public final class RightAnswers {
    /** Tasks of which the user is remembered. */
    private static final int MOST_TASKS = 1 << 23;

    private static final int MOST_EXAMPLES = 5;
    /** Tools that models asked for, tools that were called, and effects that came again, in one number: 20 bits each. */
    private static final long ASKED = 1L << 40;

    private static final long CALLED = 1L << 20;
    private static final long MOST_ASKED = 1_000;
    private static final int MOST_SUSPECTS = 100_000;

    /** After it was accepted: the target does not know the task any more, or never came to its end. */
    private static final Set<String> LOST = Set.of(
            FailureClass.TIMEOUT.label(),
            FailureClass.http(404).label(),
            FailureClass.http(410).label());

    private final RunClockOf clock;
    private final MarkTable users = new MarkTable(MOST_TASKS);
    private final MarkTable counted = new MarkTable(MOST_TASKS);
    private final MarkTable effects = new MarkTable(MOST_TASKS);
    private final MarkTable behind = new MarkTable(MOST_TASKS);
    private final Map<String, Wrong> repeats = new LinkedHashMap<>();
    private final AnswerEnds ends = new AnswerEnds(MOST_SUSPECTS);
    private final List<Wrong> examples = new ArrayList<>();
    private final Map<Kind, Long> wrong = new HashMap<>();
    private boolean overflow;
    private boolean strangersAreTasks;
    private long tasks;
    private long answered;
    private long marked;
    private long accepted;
    private final LostTasks lostTasks = new LostTasks();
    private long mixed;
    private long changed;
    private long unbooked;

    private RightAnswers(RunClockOf clock) {
        this.clock = clock;
    }

    /** Empty where the tasks of the run were not marked. */
    public static Optional<AnswerResults> of(Path record, List<PlannedPhase> plan, Instant loadStartedAt) {
        if (!TaskLog.isIn(record)) {
            return Optional.empty();
        }
        RunClockOf clock = new RunClockOf(plan, loadStartedAt);
        RightAnswers right = new RightAnswers(clock);
        RowsRead log = TaskLog.read(record, right::known);
        clock.is(log.clock());
        right.strangersAreTasks = !log.isComplete();
        TaskLog.read(record, right::judge);
        List<String> doubts = new ArrayList<>(log.doubts());
        if (CallLog.isIn(record)) {
            doubts.addAll(CallLog.read(record, right::judge).doubts());
        }
        return Optional.of(right.results(doubts));
    }

    /** First time round: who asked for what. */
    private void known(TaskRow row) {
        overflow |= !users.put(MarkTable.key(row.task()), row.user());
    }

    private void judge(TaskRow row) {
        tasks++;
        if (row.isOk() && !row.isLeft()) {
            answered++;
            lostTasks.ended(row);
            marked += row.found() ? 1 : 0;
            ends.answer(row);
        }
        others(row);
        if (row.answers() > 1) {
            add(
                    Kind.DUPLICATED,
                    row,
                    "",
                    clock.seconds(row.endNanos()),
                    "the answer was given " + row.answers() + " times");
        }
        boolean disturbed = clock.isInFault(row.startNanos(), row.endNanos());
        if (row.accepted() && !row.isLeft() && !disturbed) {
            accepted++;
            if (LOST.contains(row.outcome())) {
                lostTasks.lost(row);
                add(Kind.LOST, row, "", clock.seconds(row.startNanos()), "accepted, then " + row.outcome());
            }
        }
        if (row.cut() && !row.isLeft() && !disturbed) {
            add(Kind.CUT, row, "", clock.seconds(row.startNanos()), "ended as " + row.outcome());
        }
    }

    private void others(TaskRow row) {
        for (String other : row.others()) {
            long user = users.get(MarkTable.key(other));
            if (user == MarkTable.NONE && strangersAreTasks) {
                continue; // the row that says whose it is was lost
            }
            if (user != row.user()) {
                crossed(
                        row.task(),
                        row,
                        other,
                        clock.seconds(row.endNanos()),
                        user == MarkTable.NONE
                                ? "the answer holds the mark of a task of no user of this run"
                                : "the answer holds the mark of another user's task");
                return;
            }
            if (row.isOk() && !row.found()) {
                add(
                        Kind.MISORDERED,
                        row,
                        other,
                        clock.seconds(row.endNanos()),
                        "the answer belongs to another task of the same user");
                return;
            }
        }
    }

    private void judge(CallRow call) {
        if (call.isModel()) {
            ends.call(call);
        }
        boolean asks = call.isModel() && call.isAnswered() && call.toolsAsked() > 0;
        if (!call.task().isEmpty() && (asks || call.isTool())) {
            behind(call.task(), asks ? Math.min(MOST_ASKED, call.toolsAsked()) * ASKED : CALLED);
        }
        double at = clock.seconds(call.startNanos());
        if (call.effect()) {
            changed++;
            effect(call, at);
        }
        if (!call.isModel() && !call.isTool()) {
            return; // texts that are embedded together are not mixed up
        }
        long own = users.get(MarkTable.key(call.task()));
        for (String other : call.others()) {
            long user = users.get(MarkTable.key(other));
            if (user != MarkTable.NONE && own != MarkTable.NONE && user != own) {
                mixed++;
                crossed(
                        call.task(),
                        null,
                        other,
                        at,
                        "call " + call.number() + " to " + call.name() + " holds the marks of both");
                return;
            }
        }
    }

    private void effect(CallRow call, double at) {
        if (call.task().isEmpty()) {
            unbooked++;
            return;
        }
        long key = MarkTable.hash(call.task() + "|" + call.name() + "|" + call.turn());
        long before = effects.get(key);
        if (before == MarkTable.NONE) {
            overflow |= !effects.put(key, Math.max(0, call.startNanos()));
            return;
        }
        behind(call.task(), 1);
        if (repeats.size() < MOST_SUSPECTS) {
            repeats.putIfAbsent(
                    call.task(),
                    new Wrong(
                            Kind.DUPLICATED,
                            call.task(),
                            "",
                            "",
                            "",
                            at,
                            clock.seconds(before),
                            "tool " + call.name() + " changed something once more"));
        } else {
            overflow = true;
        }
    }

    /** Counts what happened behind the target for a task, packed into one number. */
    private void behind(String task, long what) {
        long key = MarkTable.key(task);
        long before = behind.get(key);
        overflow |= !behind.put(key, (before == MarkTable.NONE ? 0 : before) + what);
    }

    /** An effect that comes again is no duplicate where models asked for tools as often as they were called: the target runs the script again. */
    private void duplicates() {
        repeats.values().forEach(repeated -> {
            long counts = behind.get(MarkTable.key(repeated.task()));
            long asked = counts / ASKED;
            long called = counts % ASKED / CALLED;
            long again = Math.min(called - asked, counts % CALLED);
            if (again > 0) {
                wrong.merge(Kind.DUPLICATED, again, Long::sum);
                example(repeated);
            }
        });
    }

    /** A task counts once, however often it is seen. */
    private void crossed(String task, @Nullable TaskRow row, String other, double at, String what) {
        long key = MarkTable.key(task);
        if (counted.get(key) != MarkTable.NONE) {
            return;
        }
        overflow |= !counted.put(key, 1);
        count(Kind.CROSSED);
        example(new Wrong(
                Kind.CROSSED,
                task,
                other,
                row == null ? "" : row.request(),
                row == null ? "" : row.phase(),
                at,
                at,
                what));
    }

    private void add(Kind kind, TaskRow row, String other, double at, String what) {
        count(kind);
        example(new Wrong(kind, row.task(), other, row.request(), row.phase(), at, at, what));
    }

    private void count(Kind kind) {
        wrong.merge(kind, 1L, Long::sum);
    }

    private void example(Wrong one) {
        if (examples.stream().filter(known -> known.kind() == one.kind()).count() < MOST_EXAMPLES) {
            examples.add(one);
        }
    }

    private long of(Kind kind) {
        return wrong.getOrDefault(kind, 0L);
    }

    private AnswerResults results(List<String> doubts) {
        duplicates();
        ends.cut()
                .forEach(row -> add(
                        Kind.CUT,
                        row,
                        "",
                        clock.seconds(row.endNanos()),
                        "the answer lacks the end that others of its script have"));
        if (overflow || ends.isOverflow()) {
            doubts.add("the run has more tasks than are looked at one by one");
        }
        return new AnswerResults(
                tasks,
                answered,
                marked,
                of(Kind.CROSSED),
                mixed,
                changed,
                unbooked,
                of(Kind.DUPLICATED),
                accepted,
                of(Kind.LOST),
                lostTasks.anyway(),
                of(Kind.MISORDERED),
                ends.ended(),
                of(Kind.CUT),
                String.join("; ", doubts),
                examples);
    }
}
