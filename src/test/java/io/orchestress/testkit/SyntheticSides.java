package io.orchestress.testkit;

import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.Booking;
import io.orchestress.record.BothSides.Call;
import io.orchestress.record.BothSides.Concurrency;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.BothSides.Waterfall;
import io.orchestress.record.RequestResult.Latency;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tasks joined with the calls behind their target, of one phase in which all of them ran. */
public final class SyntheticSides {
    private static final String ALL = BothSides.ALL;

    private SyntheticSides() {}

    public static BothSides of(String phase) {
        return of(phase, 40_000, 2, 3);
    }

    /**
     * 100 tasks of 200 ms.
     *
     * @param ownMicros own time of each
     * @param models calls of models for each
     */
    public static BothSides of(String phase, long ownMicros, long scripted, long models) {
        Latency own = even(ownMicros);
        return new BothSides(
                new Booking(100, 1, 0, 100 * (models + 1), 2, 0, 0, 3, 0, 0, 0, 0, true, true, false, Map.of()),
                List.of(
                        work(ALL, ALL, ALL, own, scripted, models),
                        work(phase, ALL, ALL, own, scripted, models),
                        work(phase, "ask", ALL, own, scripted, models)),
                List.of(new Concurrency(ALL, 12.5, 40), new Concurrency(phase, 12.5, 40)),
                List.of(
                        waterfall("slowest", "orc-00000000000000aa", phase, 900_000),
                        waterfall("typical", "orc-00000000000000bb", phase, 200_000)));
    }

    /**
     * The same with other values in each row of its work.
     *
     * @param values by the names of components of {@link TaskWork}
     */
    public static BothSides with(BothSides sides, Map<String, ?> values) {
        return new BothSides(
                sides.booking(),
                sides.work().stream().map(row -> with(row, values)).toList(),
                sides.concurrency(),
                sides.waterfalls());
    }

    private static TaskWork with(TaskWork row, Map<String, ?> values) {
        RecordComponent[] components = TaskWork.class.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        if (!names.containsAll(values.keySet())) {
            throw new IllegalArgumentException(values.keySet() + " are not all of " + names);
        }
        try {
            Object[] all = new Object[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < all.length; i++) {
                types[i] = components[i].getType();
                all[i] = values.containsKey(names.get(i))
                        ? values.get(names.get(i))
                        : components[i].getAccessor().invoke(row);
            }
            return TaskWork.class.getDeclaredConstructor(types).newInstance(all);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TaskWork work(String phase, String request, String size, Latency own, long scripted, long models) {
        long timed = 99;
        return new TaskWork(
                phase,
                request,
                size,
                100,
                timed,
                even(200_000),
                own,
                even(5_000),
                even(10_000),
                own.mean() / 200_000,
                100 * models,
                100 * scripted,
                100,
                100,
                4_000,
                6_000,
                20,
                even(500_000),
                80,
                15,
                models + 2);
    }

    private static Waterfall waterfall(String why, String task, String phase, long total) {
        return new Waterfall(
                why,
                task,
                phase,
                "ask",
                "small",
                12.5,
                total,
                total / 5,
                List.of(
                        new Call(false, "gpt<b>&\"", 0, 5_000, 20_000, total / 4, 429, "limited", false),
                        new Call(
                                false, "gpt<b>&\"", 0, total / 4 + 10_000, total / 3, total / 2, 200, "answered", true),
                        new Call(true, "lookup", -1, total / 2, -1, total * 9 / 10, 200, "answered", false)),
                0);
    }

    private static Latency even(long micros) {
        return new Latency(micros, micros, 0, micros, micros, micros, micros, micros, micros, micros);
    }
}
