package io.orchestress.benchmark;

import io.orchestress.engine.search.SearchDriver;
import io.orchestress.stats.capacity.CapacityStudyRow;
import io.orchestress.stats.capacity.CapacityStudyRow.Queue;
import io.orchestress.testkit.SimulatedQueue.Law;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Is the capacity that a search finds the true one? Against queues in virtual time whose capacity is known. Set 1: those of the review, that the search was tuned on; set 2: others,
 * that it was not.
 */
public final class CapacityStudy {
    private CapacityStudy() {}

    private static List<Queue> tuned(int total) {
        List<Queue> queues = new ArrayList<>(List.of(
                new Queue(8, 0.05, 0.25),
                new Queue(24, 0.025, 0.15),
                new Queue(24, 0.025, 0.5),
                new Queue(1, 0.025, 0.5),
                new Queue(4, 0.05, 0.3),
                new Queue(8, 0.1, 2),
                new Queue(16, 0.2, 1),
                new Queue(2, 0.01, 0.1),
                new Queue(64, 0.1, 0.5),
                new Queue(3, 0.08, 0.6),
                new Queue(8, 0.05, 0.25, Law.FIXED, 0, 0),
                new Queue(8, 0.05, 0.25, Law.LOG_NORMAL, 0, 0),
                new Queue(8, 0.05, 0.25, Law.HYPER_EXPONENTIAL, 0, 0)));
        for (double[] stall : new double[][] {{0.30 * total, 1}, {0.12 * total, 3}, {0.5 * total, 3}}) {
            queues.add(new Queue(8, 0.05, 0.25, Law.EXPONENTIAL, stall[0], stall[1]));
        }
        return queues;
    }

    private static List<Queue> sealed(int total) {
        return List.of(
                new Queue(6, 0.03, 0.2),
                new Queue(12, 0.08, 0.3),
                new Queue(2, 0.04, 0.4),
                new Queue(5, 0.02, 0.1),
                new Queue(40, 0.2, 1.5),
                new Queue(10, 0.06, 0.25, Law.ERLANG_2, 0, 0),
                new Queue(4, 0.03, 0.2, Law.HYPER_EXPONENTIAL, 0, 0),
                new Queue(6, 0.03, 0.2, Law.EXPONENTIAL, 0.21 * total, 2),
                new Queue(12, 0.08, 0.3, Law.EXPONENTIAL, 0.08 * total, 2),
                new Queue(2, 0.04, 0.4, Law.EXPONENTIAL, 0.75 * total, 2));
    }

    public static void main(String[] args) {
        Options options = Options.of(args, Map.of("searches", 100, "seconds", 600, "set", 1, "only", 0, "seed", 1));
        int total = options.get("seconds");
        SearchDriver.Pacing pacing = SearchDriver.Pacing.of(total, 1);
        List<Queue> queues = options.get("set") == 1 ? tuned(total) : sealed(total);
        for (int i = 0; i < queues.size(); i++) {
            if (options.get("only") == 0 || options.get("only") == i + 1) {
                CapacityStudyRow row =
                        CapacityStudyRow.of(queues.get(i), pacing, options.get("searches"), options.get("seed"));
                Measuring.result("capacity: %d s, %s: %s", total, queues.get(i), row.text());
            }
        }
    }
}
