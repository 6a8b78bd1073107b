package io.orchestress.stats.capacity;

import io.orchestress.engine.search.CapacitySearch;
import io.orchestress.engine.search.SearchDriver;
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
public record SimulatedSearch(List<SearchDriver.Part> parts, List<StepFigures> steps, double seconds) {

    /** A second of a part as it was, to be filled by the answers to what started in it. */
    private record Begun(long[] bad, long[] total) {}

    public static SimulatedSearch of(
            SimulatedQueue queue,
            List<SloCondition> conditions,
            CapacitySearch.Range range,
            SearchDriver.Pacing pacing) {
        return of(queue, conditions, range, pacing, second -> false);
    }

    /** @param disturbed seconds in which this side was disturbed: the steps that they are in are void */
    public static SimulatedSearch of(
            SimulatedQueue queue,
            List<SloCondition> conditions,
            CapacitySearch.Range range,
            SearchDriver.Pacing pacing,
            IntPredicate disturbed) {
        SearchDriver conductor = new SearchDriver(conditions, range, pacing, true, 0);
        List<SearchDriver.Part> parts = new ArrayList<>(List.of(conductor.part()));
        Map<SearchDriver.Part, StepEvidence> evidence = new LinkedHashMap<>();
        Map<SearchDriver.Part, Optional<String>> voids = new LinkedHashMap<>();
        List<Begun> seconds = new ArrayList<>();
        int ripe = SloCondition.ripeSeconds(conditions);
        int now = 0;
        boolean over = false;
        SearchDriver.Part driven = conductor.part();
        Optional<SearchDriver.Part> coming = Optional.empty();
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
                evidence.computeIfAbsent(driven, p -> new StepEvidence(conditions))
                        .add(new StepEvidence.Second(begun.bad, begun.total, queue.inFlight(), answers.size()));
            }
            Begun told = ripe(now - 1 - ripe, seconds, conditions, queue, now, conductor.part());
            Optional<SearchDriver.Turn> turn = conductor.second(
                    now,
                    new StepEvidence.Second(told.bad, told.total, queue.inFlight(), answers.size()),
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

    private static void count(SimulatedQueue.Answer answer, List<Begun> seconds, List<SloCondition> conditions) {
        Begun begun = seconds.get(Math.min(seconds.size() - 1, (int) answer.startSeconds()));
        for (int i = 0; i < conditions.size(); i++) {
            SloCondition condition = conditions.get(i);
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
            List<SloCondition> conditions,
            SimulatedQueue queue,
            int now,
            SearchDriver.Part part) {
        Begun none = new Begun(new long[conditions.size()], new long[conditions.size()]);
        if (second < part.startSeconds()) {
            return none;
        }
        Begun begun = seconds.get(second);
        long unanswered = queue.underWay(second, Math.min(second + 1, now));
        for (int i = 0; i < conditions.size(); i++) {
            boolean late = conditions.get(i).kind() == SloCondition.Kind.SLOWER;
            none.bad[i] = begun.bad[i] + (late ? unanswered : 0);
            none.total[i] = begun.total[i] + (late ? unanswered : 0);
        }
        return none;
    }
}
