package io.orchestress.analysis.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.Capacity.Break;
import io.orchestress.record.LoadStep;
import io.orchestress.record.Verdict;
import io.orchestress.stats.capacity.SloCondition;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps of 100, 200 and 400 arrivals a second that are sound but for what each test changes. */
class BreakingPointsTest {
    private static final List<SloCondition> SLO = List.of(
            SloCondition.percentile(50, 200_000),
            SloCondition.percentile(95, 500_000),
            SloCondition.percentile(99, 900_000),
            SloCondition.errorRate(0.01),
            SloCondition.goodput(0.9));

    /** What of a step differs from a sound one. */
    private record Given(
            double load,
            double carried,
            double concurrency,
            double p95,
            double errorRate,
            double good,
            @Nullable Double cpu,
            @Nullable Double memory,
            String... broken) {
        LoadStep step() {
            return new LoadStep(
                    "step-" + (int) load,
                    0,
                    10,
                    load,
                    Math.round(10 * carried),
                    carried,
                    carried * good,
                    good,
                    errorRate,
                    concurrency,
                    50.0,
                    45.0,
                    p95,
                    p95 * 1.5,
                    1.0,
                    cpu,
                    null,
                    memory,
                    null,
                    broken.length == 0 ? Verdict.Outcome.PASS : Verdict.Outcome.FAIL,
                    List.of(broken),
                    null);
        }
    }

    private static Map<String, Break> breaks(Given... given) {
        List<LoadStep> steps = List.of(given).stream().map(Given::step).toList();
        return new BreakingPoints(steps, SLO)
                .find().stream().collect(Collectors.toMap(Break::cause, one -> one, (first, second) -> first));
    }

    private static Given sound(double load) {
        return new Given(load, load, load / 20, 90, 0, 1, 0.1 + load / 2000, 0.4);
    }

    @Test
    void whatIsSoundBreaksNothing() {
        assertThat(breaks(sound(100), sound(200), sound(400))).isEmpty();
    }

    @Test
    void eachCauseIsToldWithItsLoadItsFigureAndItsSymptoms() {
        Map<String, Break> all = breaks(
                sound(100),
                new Given(200, 200, 10, 700, 0, 1, 0.95, 0.4, "p95"),
                new Given(400, 220, 600, 2000, 0.05, 0.5, 0.99, 0.93, "queue", "p95", "error-rate", "goodput"));

        assertThat(all.keySet())
                .containsExactlyInAnyOrder("response-time", "cpu", "queue", "errors", "memory", "throughput");
        Break time = all.get("response-time");
        assertThat(time)
                .isEqualTo(new Break(
                        "response-time", "step-200", 200, 100, 700, 500, "ms", List.of("target CPU is 95.0 %")));
        assertThat(all.get("cpu").load()).isEqualTo(200);
        assertThat(all.get("memory").actual()).isEqualTo(93, within(1e-9));
        assertThat(all.get("memory").threshold()).isEqualTo(90, within(1e-9));
        assertThat(all.get("errors").actual()).isEqualTo(5, within(1e-9));
        assertThat(all.get("errors").symptoms())
                .contains("the queue keeps growing: 600 requests in flight", "memory is 93.0 % used", "p95 is 2.00 s");
        // 220 carried of 400, where half of the growth from 200 is wanted: 300
        assertThat(all.get("throughput").threshold()).isEqualTo(300, within(1e-9));
    }

    /** 10 in flight at 200/s: at 400/s as quick answers would make it 20. */
    @Test
    void aQueueIsHeldAgainstLittlesLaw() {
        Map<String, Break> all = breaks(sound(200), new Given(400, 390, 600, 90, 0, 1, null, null, "queue"));
        assertThat(all.get("queue").actual()).isEqualTo(600);
        assertThat(all.get("queue").threshold()).isEqualTo(20, within(1e-9));
    }

    @Test
    void memoryThatWasFullBeforeTheLoadIsNotItsDoing() {
        assertThat(breaks(new Given(100, 100, 5, 90, 0, 1, 0.2, 0.95), new Given(200, 200, 10, 90, 0, 1, 0.2, 0.97)))
                .isEmpty();
    }
}
