package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.engine.RunClock;
import io.orchestress.gatling.trace.RunTracing;
import io.orchestress.metrics.Measurements;
import io.orchestress.protocol.Transports;
import io.orchestress.testkit.ManualTime;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When users start iterations: virtual users on a clock moved by hand, asked as {@link Iterations} asks them. */
class IterationStartsTest {
    private static final Transports NO_WIRES = loop -> {
        throw new AssertionError("these users call nothing");
    };

    private final ManualTime time = new ManualTime();
    private final RunClock clock = new RunClock(time);
    private final List<Double> starts = new ArrayList<>();

    @ParameterizedTest(name = "{0} users, pace {1} s, {2} s, iterations of {3} s: {4}")
    @CsvSource({
        "20, 10, 5, 0.036, 20",
        "1, 1, 8, 0.01, 8",
        "50, 1, 3, 0.01, 150",
        "3, 0.1, 2, 0.05, 60",
        "1, 5, 5, 0.01, 1",
        "1, 4.999, 5, 0.01, 2",
        "2, 0, 5, 0.5, 20", // without a pace, one after the other
        "2, 0, 1, 7, 2", // they outlast the plan
        "1, 1, 5, 2.5, 2", // late: at 0 s and 2.5 s; the next one would start when the plan is over
        "4, 3600, 3, 0.01, 4", // they leave with the plan, not when they would be due
    })
    void nobodyStartsAtOrAfterTheEndOfThePlan(
            int users, double paceSeconds, int holdSeconds, double iterationSeconds, int expected) {
        double left = drive(LivePlan.fixed(plan(users, holdSeconds)), users, paceSeconds, iterationSeconds);

        assertThat(starts).hasSize(expected).allMatch(start -> start < holdSeconds);
        assertThat(left).as("the last one left").isLessThan(Math.max(holdSeconds, iterationSeconds) + 0.2);
    }

    @Test
    void aPlanThatGrowsMakesNobodyStartEarly() {
        LivePlan plan = LivePlan.growing(plan(1, 5), 3, 60);
        plan.add("more", PhaseKind.STEP, false, 1, 5, 25);
        drive(plan, 1, 10, 0.01, 4.9, () -> plan.complete(23));

        assertThat(starts).containsExactly(0.0, 10.0, 20.0);
    }

    @Test
    void whoWaitsLongWhileThePlanBecomesShorterLeavesWithinASecond() {
        LivePlan plan = LivePlan.growing(plan(1, 500), 3, 600);
        double left = drive(plan, 1, 300, 0.01, 4.9, () -> plan.complete(7));

        assertThat(starts).containsExactly(0.0);
        assertThat(left).isBetween(7.0, 8.2);
    }

    private double drive(LivePlan plan, int users, double paceSeconds, double iterationSeconds) {
        return drive(plan, users, paceSeconds, iterationSeconds, 0, () -> {});
    }

    /** Returns when the last user left, in seconds. */
    private double drive(
            LivePlan plan,
            int users,
            double paceSeconds,
            double iterationSeconds,
            double changedAtSeconds,
            Runnable change) {
        record Event(long nanos, Runnable does) {}
        clock.start();
        LoadRun run = new LoadRun(
                plan,
                clock,
                new Measurements(9),
                new VirtualUsers(),
                1_000_000_000,
                NO_WIRES,
                new FailureLog(new Excerpt(List.of())),
                new UnreadSources(System.err),
                Optional.empty(),
                Optional.empty(),
                RunTracing.OFF,
                Optional::empty,
                Optional.empty());
        PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingLong(Event::nanos));
        events.add(new Event(Math.round(changedAtSeconds * 1e9), change));
        for (int i = 0; i < users; i++) {
            VirtualUser user = VirtualUser.ofClosed(run, Math.round(paceSeconds * 1e9));
            run.users().enter(user);
            Runnable[] ask = new Runnable[1];
            Runnable await = () -> events.add(new Event(
                    clock.nanos() + Math.min(Iterations.LONGEST_WAIT_NANOS, user.untilNextStartNanos()), ask[0]));
            ask[0] = () -> {
                switch (user.next()) {
                    case START -> {
                        starts.add(clock.seconds());
                        user.iterationStarts();
                        events.add(new Event(clock.nanos() + Math.round(iterationSeconds * 1e9), () -> {
                            user.iterationEnds();
                            await.run();
                        }));
                    }
                    case WAIT -> await.run();
                    case LEAVE -> user.leave();
                }
            };
            events.add(new Event(0, ask[0]));
        }
        for (int count = 0; !events.isEmpty(); count++) {
            assertThat(count).as("events").isLessThan(100_000);
            Event event = events.remove();
            time.advanceMillis((event.nanos() - clock.nanos()) / 1e6);
            event.does().run();
        }
        assertThat(run.users().count()).isZero();
        return clock.seconds();
    }

    private static Plan plan(int users, int holdSeconds) {
        return new Plan(
                "test", List.of(new Phase("hold", PhaseKind.STEADY, false, 0, 0, users, 0, holdSeconds, 0, Map.of())));
    }
}
