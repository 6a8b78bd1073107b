package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of one task, counted against its script. What the script asks for are the different turns that were played, for the backend tells the turn from
 * the call: whoever asks again gets the same turn. Whoever was told something else is another agent of the task, and so is a script that was answered, and then
 * begins at its first turn. So a task that ended early is not held against turns that it never came to.
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

    /** A script as it is played to what users said: agents of one task that are told different things play it each for itself. */
    private record Part(String script, int said) {}

    /** @param play how often the part was played to its answer before */
    private record Turn(Part part, int turn, int play) {}

    /** What a retry shares with the call that failed. */
    private record Place(String name, int turn, int said) {
        static Place of(CallPart call) {
            return new Place(call.name(), call.turn(), call.said());
        }
    }

    static TaskCalls of(JoinedTask joined) {
        Map<Turn, Integer> turns = new HashMap<>();
        Map<Place, List<CallPart>> failed = new HashMap<>();
        List<Long> gaps = new ArrayList<>();
        List<Boolean> again = new ArrayList<>();
        Map<Part, Long> overAt = new HashMap<>();
        Map<Part, Integer> plays = new HashMap<>();
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
                Part part = new Part(call.script(), call.said());
                if (call.turn() == 0 && overAt.getOrDefault(part, Long.MAX_VALUE) <= call.startNanos()) {
                    overAt.remove(part);
                    plays.merge(
                            part, 1, Integer::sum); // another agent of the task, such as the next step of a workflow
                }
                Turn turn = new Turn(part, call.turn(), plays.getOrDefault(part, 0));
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
                    overAt.merge(part, call.endNanos(), Math::max);
                }
                if (!call.answered()) {
                    failed.computeIfAbsent(Place.of(call), place -> new ArrayList<>())
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
        if (failed.isEmpty()) {
            return -1;
        }
        Place any = new Place(call.name(), -1, 0); // one that failed before its turn was known may have been any
        for (Place place : List.of(Place.of(call), any)) {
            List<CallPart> before = failed.getOrDefault(place, new ArrayList<>());
            for (int i = 0; i < before.size(); i++) {
                if (before.get(i).endNanos() <= call.startNanos()) {
                    return call.startNanos() - before.remove(i).endNanos();
                }
            }
        }
        return -1;
    }
}
