package io.orchestress.search;

import io.orchestress.testkit.SimulatedQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole search against a queue in virtual time.
 *
 * @param steps in order, as the analysis sees them: with every answer of what started in the step
 */
public record SimulatedSearch(List<Conductor.Part> parts, List<StepFigures> steps, double seconds) {

    public static SimulatedSearch of(
            SimulatedQueue queue, List<Condition> conditions, CapacitySearch.Range range, Conductor.Pacing pacing) {
        Conductor conductor = new Conductor(conditions, range, pacing, true, 0);
        List<Conductor.Part> parts = new ArrayList<>(List.of(conductor.part()));
        Map<Conductor.Part, Evidence> evidence = new LinkedHashMap<>();
        Map<Conductor.Part, Integer> ends = new LinkedHashMap<>();
        double now = 0;
        boolean over = false;
        Conductor.Part driven = conductor.part();
        Optional<Conductor.Part> coming = Optional.empty();
        while (!over) {
            if (coming.isPresent() && now >= coming.get().startSeconds()) {
                driven = coming.get();
                coming = Optional.empty();
            }
            List<SimulatedQueue.Answer> answers = queue.drive(now, now + 1, driven.load());
            now++;
            Conductor.Part part = conductor.part();
            for (Conductor.Part any : parts) {
                Evidence.Second second = second(conditions, answers, any, parts, queue.inFlight());
                if (any == driven && any.isStep() && now - any.startSeconds() > pacing.settle()) {
                    evidence.computeIfAbsent(any, p -> new Evidence(conditions)).add(second);
                } else if (any != driven && evidence.containsKey(any)) {
                    evidence.get(any).addLate(second.bad(), second.total());
                }
            }
            Optional<Conductor.Turn> turn =
                    conductor.second(now, second(conditions, answers, part, parts, queue.inFlight()));
            if (turn.isPresent()) {
                ends.put(part, turn.get().endSeconds());
                over = turn.get().part().isEmpty();
                coming = turn.get().part();
                coming.ifPresent(parts::add);
            }
        }
        List<StepFigures> steps = new ArrayList<>();
        evidence.forEach((part, seen) -> steps.add(StepFigures.of(part.load(), seen, part.load())));
        return new SimulatedSearch(parts, steps, now);
    }

    private static Evidence.Second second(
            List<Condition> conditions,
            List<SimulatedQueue.Answer> answers,
            Conductor.Part part,
            List<Conductor.Part> parts,
            int inFlight) {
        int index = parts.indexOf(part);
        double to = index + 1 < parts.size() ? parts.get(index + 1).startSeconds() : Double.MAX_VALUE;
        long[] bad = new long[conditions.size()];
        long[] total = new long[conditions.size()];
        for (SimulatedQueue.Answer answer : answers) {
            if (answer.startSeconds() >= part.startSeconds() && answer.startSeconds() < to) {
                for (int i = 0; i < bad.length; i++) {
                    Condition condition = conditions.get(i);
                    total[i]++;
                    bad[i] += switch (condition.kind()) {
                        case SLOWER -> answer.seconds() * 1e6 > condition.limitMicros() ? 1 : 0;
                        case FAILED -> answer.failed() ? 1 : 0;
                        case NOT_GOOD -> answer.failed() ? 1 : 0;
                    };
                }
            }
        }
        return new Evidence.Second(bad, total, inFlight);
    }
}
