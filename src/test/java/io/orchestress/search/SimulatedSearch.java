package io.orchestress.search;

import io.orchestress.testkit.SimulatedQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A whole search against a queue in virtual time.
 *
 * @param steps in order, as the analysis sees them: with every answer of what started in the step
 */
public record SimulatedSearch(List<Conductor.Part> parts, List<StepFigures> steps, double seconds) {

    /** A second of a part as it was, to be filled by the answers to what started in it. */
    private record Begun(long[] bad, long[] total) {}

    public static SimulatedSearch of(
            SimulatedQueue queue, List<Condition> conditions, CapacitySearch.Range range, Conductor.Pacing pacing) {
        return of(queue, conditions, range, pacing, second -> false);
    }

    /** @param disturbed seconds in which this side was disturbed: the steps that they are in are void */
    public static SimulatedSearch of(
            SimulatedQueue queue,
            List<Condition> conditions,
            CapacitySearch.Range range,
            Conductor.Pacing pacing,
            IntPredicate disturbed) {
        Conductor conductor = new Conductor(conditions, range, pacing, true, 0);
        List<Conductor.Part> parts = new ArrayList<>(List.of(conductor.part()));
        Map<Conductor.Part, Evidence> evidence = new LinkedHashMap<>();
        Map<Conductor.Part, Optional<String>> voids = new LinkedHashMap<>();
        List<Begun> seconds = new ArrayList<>();
        int ripe = Condition.ripeSeconds(conditions);
        int now = 0;
        boolean over = false;
        Conductor.Part driven = conductor.part();
        Optional<Conductor.Part> coming = Optional.empty();
        while (!over) {
            if (coming.isPresent() && now >= coming.get().startSeconds()) {
                driven = coming.get();
                coming = Optional.empty();
            }
            seconds.add(new Begun(new long[conditions.size()], new long[conditions.size()]));
            List<SimulatedQueue.Answer> answers = queue.drive(now, now + 1, driven.load());
            answers.forEach(answer -> count(answer, seconds, conditions));
            if (disturbed.test(now)) {
                voids.put(driven, Optional.of("disturbed"));
            }
            now++;
            if (driven.isStep() && now - driven.startSeconds() > pacing.settle()) {
                Begun begun = seconds.get(now - 1);
                evidence.computeIfAbsent(driven, p -> new Evidence(conditions))
                        .add(new Evidence.Second(begun.bad, begun.total, queue.inFlight(), answers.size()));
            }
            Begun told = ripe(now - 1 - ripe, seconds, conditions, queue, now, conductor.part());
            Optional<Conductor.Turn> turn = conductor.second(
                    now,
                    new Evidence.Second(told.bad, told.total, queue.inFlight(), answers.size()),
                    voids.getOrDefault(conductor.part(), Optional.empty()));
            if (turn.isPresent()) {
                over = turn.get().part().isEmpty();
                coming = turn.get().part();
                coming.ifPresent(parts::add);
            }
        }
        for (int i = 0; i < 600 && queue.inFlight() > 0; i++, now++) {
            queue.drive(now, now + 1, 0).forEach(answer -> count(answer, seconds, conditions));
        }
        List<StepFigures> steps = new ArrayList<>();
        evidence.forEach((part, seen) ->
                steps.add(StepFigures.of(part.load(), true, seen, voids.getOrDefault(part, Optional.empty()))));
        return new SimulatedSearch(parts, steps, seconds.size());
    }

    private static void count(SimulatedQueue.Answer answer, List<Begun> seconds, List<Condition> conditions) {
        Begun begun = seconds.get(Math.min(seconds.size() - 1, (int) answer.startSeconds()));
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            begun.total[i]++;
            begun.bad[i] += switch (condition.kind()) {
                case SLOWER -> answer.seconds() * 1e6 > condition.limitMicros() ? 1 : 0;
                case FAILED, NOT_GOOD -> answer.failed() ? 1 : 0;
            };
        }
    }

    /** What started in a second so long ago that it is told of now: what has not ended is too slow. */
    private static Begun ripe(
            int second,
            List<Begun> seconds,
            List<Condition> conditions,
            SimulatedQueue queue,
            int now,
            Conductor.Part part) {
        Begun none = new Begun(new long[conditions.size()], new long[conditions.size()]);
        if (second < part.startSeconds()) {
            return none;
        }
        Begun begun = seconds.get(second);
        long unanswered = queue.underWay(second, Math.min(second + 1, now));
        for (int i = 0; i < conditions.size(); i++) {
            boolean late = conditions.get(i).kind() == Condition.Kind.SLOWER;
            none.bad[i] = begun.bad[i] + (late ? unanswered : 0);
            none.total[i] = begun.total[i] + (late ? unanswered : 0);
        }
        return none;
    }
}
