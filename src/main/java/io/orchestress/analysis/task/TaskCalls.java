package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of one task, counted against its script. What the script asks for are the different turns that were played, for the backend tells the turn from
 * the call: whoever asks again gets the same turn. Whoever was told something else is another agent of the task, and so is a script that was answered, and then
 * begins at its first turn. So a task that ended early is not held against turns that it never came to.
 *
 * @param impatient calls of models again after one that the target hung up on, or while one was under way, having waited for it: what an answer that is late explains
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
        int impatient,
        List<Boolean> again) {
    /** Nobody gives a model less time for its answer. */
    private static final long SHORTEST_WAIT_NANOS = 100_000_000;

    /** Outcome of a call whose client had gone. */
    private static final String HUNG_UP = "left";

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
        int impatient = 0;
        Map<Turn, Long> begun = new HashMap<>();
        Map<Turn, Long> answered = new HashMap<>();
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
                Optional<CallPart> before = failed(failed, call);
                boolean isRepeat = before.isEmpty() && !isNew && call.turn() >= 0;
                if (before.isPresent()) {
                    gaps.add(call.startNanos() - before.get().endNanos());
                    impatient += isHungUp(before.get()) ? 1 : 0;
                } else if (isRepeat) {
                    repeats++;
                    boolean waited = call.startNanos() - begun.getOrDefault(turn, 0L) >= SHORTEST_WAIT_NANOS;
                    boolean inVain = answered.getOrDefault(turn, Long.MAX_VALUE) > call.startNanos();
                    impatient += waited && inVain ? 1 : 0;
                }
                repeated = before.isPresent() || isRepeat;
                begun.put(turn, call.startNanos());
                if (call.answered() && call.turn() >= 0) {
                    answered.merge(turn, call.endNanos(), Math::min);
                }
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
        return new TaskCalls(models, turns.size(), tools, asked, in, out, gaps, repeats, impatient, List.copyOf(again));
    }

    private static boolean isHungUp(CallPart call) {
        return call.outcome().equals(HUNG_UP) && call.endNanos() - call.startNanos() >= SHORTEST_WAIT_NANOS;
    }

    /** The failed call that this one takes up again, each once, the earliest first. */
    private static Optional<CallPart> failed(Map<Place, List<CallPart>> failed, CallPart call) {
        if (failed.isEmpty()) {
            return Optional.empty();
        }
        Place any = new Place(call.name(), -1, 0); // one that failed before its turn was known may have been any
        for (Place place : List.of(Place.of(call), any)) {
            List<CallPart> before = failed.getOrDefault(place, new ArrayList<>());
            for (int i = 0; i < before.size(); i++) {
                if (before.get(i).endNanos() <= call.startNanos()) {
                    return Optional.of(before.remove(i));
                }
            }
        }
        return Optional.empty();
    }
}
