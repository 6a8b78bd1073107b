package io.orchestress.benchmark;

import io.orchestress.search.CapacityStudyRow;
import io.orchestress.search.Conductor;
import java.util.Map;

/** Is the capacity that a search finds the true one? Against M/M/c queues in virtual time, whose p95 Erlang C gives. */
public final class CapacityStudy {
    private static final double[][] QUEUES = {
        {8, 0.05, 0.25}, {24, 0.025, 0.15}, {24, 0.025, 0.5}, {1, 0.025, 0.5}, {4, 0.05, 0.3}, {8, 0.1, 2}
    };

    private CapacityStudy() {}

    public static void main(String[] args) {
        Options options = Options.of(args, Map.of("searches", 100));
        for (int total : new int[] {90, 600, 1800}) {
            int step = Math.max(6, total / 20);
            Conductor.Pacing pacing = new Conductor.Pacing(step / 4, step, 5 * step / 2, total, 40);
            for (double[] queue : QUEUES) {
                CapacityStudyRow row =
                        CapacityStudyRow.of((int) queue[0], queue[1], queue[2], pacing, options.get("searches"));
                Measuring.result(
                        "capacity: %d s, %d servers of %.0f ms, p95 <= %.0f ms: %s",
                        total, (int) queue[0], 1000 * queue[1], 1000 * queue[2], row.text());
            }
        }
    }
}
