package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of one task, counted against its script. What the script asks for are the different turns that were played, for the backend tells the turn from
 * the call: whoever asks again gets the same turn. A script that was answered, and then
 * begins at its first turn, is played anew: another agent of the task is at work. So a task that ended early is not held against turns that it never came to.
 *
 * @param again for each call, whether it is a retry or a repetition
 * @param retryGapsNanos from the end of each failed call to the start of the one that took it up again
 */
record TaskCalls(
        int models,
        int scripted,
        int tools,
        int toolsAsked,
        long tokensIn,
        long tokensOut,
        List<Long> retryGapsNanos,
        int repeats,
        List<Boolean> again) {

    /** @param play how often a script was played to its answer before */
    private record Turn(String script, int turn, int play) {}

    /** What a retry shares with the call that failed. */
    private record Place(String name, int turn) {}

    static TaskCalls of(JoinedTask joined) {
        Map<Turn, Integer> turns = new HashMap<>();
        Map<Place, List<CallPart>> failed = new HashMap<>();
        List<Long> gaps = new ArrayList<>();
        List<Boolean> again = new ArrayList<>();
        Map<String, Long> overAt = new HashMap<>();
        Map<String, Integer> plays = new HashMap<>();
        int models = 0;
        int tools = 0;
        int repeats = 0;
        long in = 0;
        long out = 0;
        for (CallPart call : joined.calls()) {
            in += call.tokensIn();
            out += call.tokensOut();
            boolean repeated = false;
            if (call.kind() == JoinedTask.Kind.TOOL) {
                tools++;
            } else if (call.isModel()) {
                models++;
                if (call.turn() == 0 && overAt.getOrDefault(call.script(), Long.MAX_VALUE) <= call.startNanos()) {
                    overAt.remove(call.script());
                    plays.merge(
                            call.script(),
                            1,
                            Integer::sum); // another agent of the task, such as the next step of a workflow
                }
                Turn turn = new Turn(call.script(), call.turn(), plays.getOrDefault(call.script(), 0));
                boolean isNew = call.turn() >= 0 && !turns.containsKey(turn);
                if (call.turn() >= 0) {
                    turns.merge(turn, call.toolsAsked(), Math::max);
                }
                long gap = gap(failed, call);
                if (gap >= 0) {
                    gaps.add(gap);
                } else if (!isNew && call.turn() >= 0) {
                    repeats++;
                }
                repeated = gap >= 0 || (!isNew && call.turn() >= 0);
                if (call.answered() && call.turn() > 0 && call.toolsAsked() == 0) {
                    overAt.merge(call.script(), call.endNanos(), Math::max);
                }
                if (!call.answered()) {
                    failed.computeIfAbsent(new Place(call.name(), call.turn()), place -> new ArrayList<>())
                            .add(call);
                }
            }
            again.add(repeated);
        }
        int asked = turns.values().stream().mapToInt(n -> n).sum();
        return new TaskCalls(models, turns.size(), tools, asked, in, out, gaps, repeats, List.copyOf(again));
    }

    /** From the end of the failed call that this one takes up again, each once, the earliest first; −1: there is none. */
    private static long gap(Map<Place, List<CallPart>> failed, CallPart call) {
        for (int turn : new int[] {call.turn(), -1}) { // one that failed before its turn was known may have been any
            List<CallPart> before = failed.getOrDefault(new Place(call.name(), turn), new ArrayList<>());
            for (int i = 0; i < before.size(); i++) {
                if (before.get(i).endNanos() <= call.startNanos()) {
                    return call.startNanos() - before.remove(i).endNanos();
                }
            }
        }
        return -1;
    }
}
