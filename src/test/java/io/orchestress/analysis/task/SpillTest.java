package io.orchestress.analysis.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import io.orchestress.analysis.task.JoinedTask.Kind;
import io.orchestress.analysis.task.JoinedTask.TaskPart;
import io.orchestress.record.BothSides.Concurrency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit into memory waits in files, and comes back as it was. */
class SpillTest {
    private static TaskPart task(long mark) {
        return new TaskPart(mark, "steady", "ask" + mark % 3, "", -1, 10 * mark, 10 * mark + 5, mark % 2 == 0);
    }

    private static CallPart call(long mark, int turn) {
        return new CallPart(
                Kind.MODEL,
                "m",
                "s" + turn,
                turn,
                (int) mark - 250,
                0,
                10 * mark,
                0,
                10 * mark + turn,
                200,
                "answered",
                true,
                7,
                8,
                9);
    }

    @ParameterizedTest(name = "{0} parts")
    @ValueSource(ints = {1, 2, 7, 64})
    void rowsOfATaskAreInOnePartAsTheyWere(int parts) throws IOException {
        List<TaskPart> tasks = new ArrayList<>();
        List<CallPart> calls = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        try (Spill spill = new Spill(parts)) {
            assertThat(spill.size()).isEqualTo(parts);
            for (long mark = 0; mark < 500; mark++) {
                spill.add(mark, call(mark, 0));
                spill.add(task(mark));
                spill.add(mark, call(mark, 1));
            }
            for (int part = 0; part < parts; part++) {
                Set<Long> here = new HashSet<>();
                spill.read(part, new Spill.Rows() {
                    @Override
                    public void task(TaskPart task) {
                        tasks.add(task);
                        here.add(task.mark());
                    }

                    @Override
                    public void call(long mark, CallPart call) {
                        calls.add(call);
                        here.add(mark);
                    }
                });
                here.forEach(
                        mark -> assertThat(seen.add(mark)).as("mark %d", mark).isTrue());
            }
        }
        assertThat(tasks).hasSize(500).allSatisfy(task -> assertThat(task).isEqualTo(task(task.mark())));
        assertThat(calls).hasSize(1000).contains(call(499, 0), call(499, 1));
        assertThat(seen).hasSize(500);
    }

    /** Against counting them at each moment; 20,000 calls are more than one block of the file. */
    @ParameterizedTest(name = "in memory: {0}")
    @ValueSource(booleans = {true, false})
    void concurrencyIsThatOfCounting(boolean inMemory) throws IOException {
        Random random = new Random(7);
        List<long[]> calls = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            long start = random.nextInt(100_000);
            calls.add(new long[] {start, start + random.nextInt(300)});
        }
        calls.sort(Comparator.comparingLong(call -> call[1]));
        int[] underWay = new int[100_301];
        calls.forEach(call -> {
            for (long t = call[0]; t < call[1]; t++) {
                underWay[(int) t]++;
            }
        });
        long most = 0;
        long sum = 0;
        for (int t = 20_000; t < 60_000; t++) {
            most = Math.max(most, underWay[t]);
            sum += underWay[t];
        }
        List<ModelConcurrency.Window> windows = List.of(new ModelConcurrency.Window("p", 20_000, 60_000));
        try (ModelConcurrency concurrency = new ModelConcurrency(windows, inMemory)) {
            for (long[] call : calls) {
                concurrency.add(call[0], call[1]);
            }
            Concurrency result = concurrency.results().get(0);
            assertThat(result.mean()).isCloseTo(sum / 40_000.0, within(1e-9));
            assertThat(result.max()).isEqualTo(most);
        }
    }

    @ParameterizedTest(name = "in memory: {0}")
    @ValueSource(booleans = {true, false})
    void callsThatHangBeyondTheWindowAreUnderWayInIt(boolean inMemory) throws IOException {
        List<ModelConcurrency.Window> windows =
                List.of(new ModelConcurrency.Window("p", 0, 100), new ModelConcurrency.Window("later", 100, 200));
        try (ModelConcurrency concurrency = new ModelConcurrency(windows, inMemory)) {
            concurrency.add(10, 500);
            concurrency.add(20, 600);
            concurrency.add(150, 700);
            assertThat(concurrency.results())
                    .containsExactly(new Concurrency("p", 1.7, 2), new Concurrency("later", 2.5, 3));
        }
    }
}
