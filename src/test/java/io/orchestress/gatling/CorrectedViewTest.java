package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.backend.law.Law;
import io.orchestress.gatling.Crowd.Stall;
import io.orchestress.gatling.Crowd.Step;
import io.orchestress.gatling.leave.Leavers;
import io.orchestress.gatling.leave.LeavingSettings;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corrected view against an ideal open-model client that is computed beside it. */
class CorrectedViewTest {
    private static final List<Step> QUICK = List.of(new Step("run", 0.020, 0));
    private static final Plan STEADY = plan(phase("steady", 0, 200, 200, 0, 60));
    private static final Plan SPIKE = plan(phase("spike", 0, 200, 200, 0, 20), phase("recovery", 20, 20, 20, 0, 20));

    /** One user of ten is held from 29 s until the end of the plan is past: who was held never starts again. */
    @Test
    void whoIsHeldBeyondTheEndOfThePlanIsSeen() {
        Crowd crowd = crowd(STEADY, QUICK, new Stall(29, 89, 10), 60);
        assertIsIdeal(crowd);
        assertThat(percentile(crowd, 0, 95)).as("p95 in s").isCloseTo(30.0, within(0.6));
        assertThat(percentile(crowd, 0, 99)).as("p99 in s").isCloseTo(54.0, within(1.0));
    }

    @Test
    void whoIsHeldUntilTheLoadIsCutOffIsALowerBound() {
        Crowd crowd = crowd(STEADY, QUICK, new Stall(29, 200, 10), 30);
        assertIsIdeal(crowd);
        assertThat(percentile(crowd, 0, 95)).as("p95 in s").isCloseTo(31.0, within(1.0));
    }

    @Test
    void whoIsHeldWhileThePlanFallsAndLeavesIsSeen() {
        Crowd crowd = crowd(SPIKE, QUICK, new Stall(16, 22, 2), 10);
        assertIsIdeal(crowd);
        assertThat(percentile(crowd, 0, 95)).as("p95 in s").isCloseTo(4.0, within(0.2));
    }

    @Test
    void whenAllAreHeldWhileThePlanFallsAllIsSeen() {
        Crowd crowd = crowd(SPIKE, QUICK, new Stall(8, 22, 1), 10);
        assertIsIdeal(crowd);
        assertThat(percentile(crowd, 0, 50)).as("p50 in s").isCloseTo(4.0, within(0.2));
        assertThat((double) crowd.recorded("corrected").get(0).getTotalCount()).isCloseTo(4_000, within(40.0));
    }

    @Test
    void aFreezeIsSeen() {
        assertIsIdeal(crowd(STEADY, QUICK, new Stall(30, 35, 1), 10));
    }

    /** Submit in 5 ms, then 97 polls of 3 ms, 100 ms apart: ten times as long as the pace, and nothing held anybody up. */
    @Test
    void aHealthyTaskThatIsLongerThanThePaceIsBlamedOnNobody() {
        Crowd crowd = crowd(plan(phase("steady", 0, 20, 20, 0, 60)), polled(97), List.of(), 15);
        assertThat(micros(crowd.recorded("corrected", "submit").get(0), 99)).isCloseTo(5_000, within(50.0));
        assertThat(micros(crowd.recorded("corrected", "poll").get(0), 99)).isCloseTo(3_000, within(50.0));
        assertIsIdeal(crowd);
    }

    /** The same while the target stands still for ten seconds: what the polls were held up by is theirs, and in the phase's total. */
    @Test
    void aStallIsSeenAmongTasksThatAreLongerThanThePace() {
        Crowd crowd = crowd(plan(phase("steady", 0, 20, 20, 0, 120)), polled(3), List.of(new Stall(50, 60, 1)), 15);
        assertIsIdeal(crowd);
    }

    @Test
    void oneLongRequestIsNotMadeLongerByThePace() {
        Crowd crowd = crowd(plan(phase("steady", 0, 20, 20, 0, 120)), List.of(new Step("run", 10.3, 0)), List.of(), 15);
        assertThat(micros(crowd.recorded("corrected").get(0), 99)).isCloseTo(10.3e6, within(0.05e6));
    }

    /** Random plans of ramps, spikes and falls, with leavers; stalls of all or of some, of which the last may outlast the plan. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void theViewIsThatOfAnIdealClient(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Phase> phases = new ArrayList<>();
        int at = 0;
        double users = 0;
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int to = 20 + random.nextInt(180);
            Phase phase = phase("p" + i, at, users, to, random.nextInt(3) * 5, 20 + random.nextInt(20));
            phases.add(phase);
            at = phase.endSeconds();
            users = to;
        }
        List<Stall> stalls = new ArrayList<>();
        double free = 3;
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            double from = free + random.nextDouble() * at / 2;
            double to = from + 1 + random.nextDouble() * 15;
            stalls.add(new Stall(from, to, 1 + random.nextInt(3)));
            free = to + 6;
        }
        double pace = new double[] {0.5, 1, 2}[random.nextInt(3)];
        double latency = 0.005 + 0.1 * random.nextDouble();
        List<Step> iteration = List.of(new Step("run", latency, 0));
        assertIsIdeal(new Crowd(plan(phases.toArray(Phase[]::new)), pace, iteration, stalls, 20, seed).drive());
    }

    /**
     * The same with iterations of several requests and pauses, some of them longer than the pace, all requests of a phase together. The stall lies within a phase: whether the
     * requests behind the one that was held are sent before or after a border is the server's secret.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void soItIsOfIterationsOfSeveralRequests(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> iteration = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            iteration.add(new Step("r" + i, 0.005 + 0.02 * random.nextDouble(), 0.5 * random.nextDouble()));
        }
        double from = 40 + 30 * random.nextDouble();
        Stall stall = new Stall(from, from + 2 + 8 * random.nextDouble(), 1);
        Plan plan = plan(phase("a", 0, 100, 100, 0, 30), phase("b", 30, 100, 150, 5, 60));
        assertIsIdeal(new Crowd(plan, 1, iteration, List.of(stall), 20, seed).drive());
    }

    /**
     * So it is when some users leave: in the middle of what is usual, or not before a stall, so that only what is slow is left. The view is that of users
     * who stay, and what they see is what all would have seen.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void leaversDoNotChangeTheView(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double share = new double[] {0.1, 0.3, 0.5}[random.nextInt(3)];
        double after = new double[] {0.01, 0.3, 3}[random.nextInt(3)];
        double latency = 0.02 + 0.1 * random.nextDouble();
        double from = 20 + 20 * random.nextDouble();
        Stall stall = new Stall(from, from + 1 + 15 * random.nextDouble(), 1);
        Plan plan = plan(phase("a", 0, 200, 200, 0, 30), phase("b", 30, 200, 100, 5, 40));
        LeavingSettings leaving = new LeavingSettings(
                share, LeavingSettings.Way.DROP, new Law.Fixed(after * 1e9), false, Optional.empty());
        List<Step> iteration = List.of(new Step("run", latency, 0));
        Crowd crowd = new Crowd(plan, 1, iteration, List.of(stall), 20, seed)
                .with(new Leavers(leaving, seed))
                .drive();
        assertIsIdeal(crowd);
        Crowd all = new Crowd(plan, 1, iteration, List.of(stall), 20, seed).drive();
        for (double percentile : new double[] {50, 90, 95}) {
            double mine = micros(crowd.recorded("corrected").get(0), percentile);
            Histogram without = all.recorded("corrected").get(0);
            double band = 2; // points of the rank: the users are others
            assertThat(mine)
                    .as("p%s", percentile)
                    .isBetween(0.99 * micros(without, percentile - band), 1.01 * micros(without, percentile + band));
        }
        if (after < latency) {
            assertThat(crowd.tasksLeft()).as("tasks left").isPositive();
        }
    }

    private static void assertIsIdeal(Crowd crowd) {
        Map<Integer, List<Double>> ideal = crowd.ideal();
        Map<Integer, Histogram> corrected = crowd.recorded("corrected");
        ideal.forEach((phase, latencies) -> {
            int n = latencies.size();
            assertThat((double) corrected.get(phase).getTotalCount())
                    .as("samples in phase %d", phase)
                    .isCloseTo(n, within(Math.max(3, 0.01 * n)));
            for (double percentile : new double[] {10, 25, 50, 75, 90, 95, 99, 99.9}) {
                int rank = (int) Math.ceil(percentile / 100 * n) - 1;
                int band = (int) Math.max(3, 0.003 * n);
                double low = latencies.get(Math.max(0, rank - band));
                double high = latencies.get(Math.min(n - 1, rank + band));
                assertThat(micros(corrected.get(phase), percentile))
                        .as("p%s of %d in phase %d, between %s and %s", percentile, n, phase, low, high)
                        .isBetween(0.99 * low, 1.01 * high);
            }
        });
    }

    private static List<Step> polled(int times) {
        List<Step> steps = new ArrayList<>(List.of(new Step("submit", 0.005, 0.1)));
        for (int i = 0; i < times; i++) {
            steps.add(new Step("poll", 0.003, 0.1));
        }
        return steps;
    }

    private static Crowd crowd(Plan plan, List<Step> iteration, Stall stall, double drain) {
        return crowd(plan, iteration, List.of(stall), drain);
    }

    private static Crowd crowd(Plan plan, List<Step> iteration, List<Stall> stalls, double drain) {
        return new Crowd(plan, 1.0, iteration, stalls, drain, 7).drive();
    }

    private static double percentile(Crowd crowd, int phase, double percentile) {
        return micros(crowd.recorded("corrected").get(phase), percentile) / 1e6;
    }

    private static double micros(Histogram histogram, double percentile) {
        return histogram.getValueAtPercentile(percentile);
    }

    private static Phase phase(String name, int start, double from, double users, int ramp, int hold) {
        return new Phase(name, PhaseKind.STEADY, false, start, from, users, ramp, hold, 0, Map.of());
    }

    private static Plan plan(Phase... phases) {
        return new Plan("test", List.of(phases));
    }
}
