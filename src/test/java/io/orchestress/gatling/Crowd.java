package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.gatling.leave.Leavers;
import io.orchestress.gatling.trace.RunTracing;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.Measurements;
import io.orchestress.protocol.Transports;
import io.orchestress.testkit.ManualTime;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Real virtual users on a clock that is driven by hand, sent as Gatling's closed injector does, against a server whose delays are a function of user and time; and, beside them, an
 * ideal open-model client: the same users with the same schedules, each of which sends at every intended start, whatever became of its other requests.
 */
final class Crowd {
    private static final Transports NO_WIRES = loop -> {
        throw new AssertionError("these users call nothing");
    };

    private static final Settings.Slo SLO =
            new Settings.Slo(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** One request of an iteration. */
    record Step(String name, double seconds, double pauseSeconds) {}

    /** From a moment on nothing is answered before another, for some of the users. */
    record Stall(double from, double to, int oneUserOf) {
        boolean holds(int user, double at) {
            return user % oneUserOf == 0 && at >= from && at < to;
        }
    }

    private record Event(double at, Runnable does) {}

    /** What the ideal client knows of a user. */
    private static final class Schedule {
        private final int number;
        private double first = -1;
        private double lastStart;
        private double left = -1;
        private int rank;
        private boolean inFlight;

        /** When the plan last had a place for it. */
        private double wantedUntil(LoadRun run) {
            double at = left;
            while (at > lastStart && !run.wantsAt(Math.round(at * 1e9), rank)) {
                at -= 0.001;
            }
            return Math.max(at, lastStart);
        }

        Schedule(int number) {
            this.number = number;
        }
    }

    private final Plan plan;
    private final double paceSeconds;
    private final List<Step> iteration;
    private final List<Stall> stalls;
    private final double drainSeconds;
    private final SplittableRandom random;
    private final ManualTime time = new ManualTime();
    private final RunClock clock = new RunClock(time);
    private final Measurements measurements;
    private final LoadRun run;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::at));
    private final List<Schedule> schedules = new ArrayList<>();
    private double endedAt;
    private Optional<Leavers> leavers = Optional.empty();

    Crowd(Plan plan, double paceSeconds, List<Step> iteration, List<Stall> stalls, double drainSeconds, long seed) {
        this.plan = plan;
        this.paceSeconds = paceSeconds;
        this.iteration = iteration;
        this.stalls = stalls;
        this.drainSeconds = drainSeconds;
        random = new SplittableRandom(seed);
        measurements = new Measurements(plan.phases().size() + 1);
        clock.start();
        run = new LoadRun(
                LivePlan.fixed(plan),
                clock,
                measurements,
                new VirtualUsers(),
                60_000_000_000L,
                NO_WIRES,
                new FailureLog(new Excerpt(List.of())),
                new UnreadSources(System.err),
                Optional.empty(),
                Optional.empty(),
                RunTracing.OFF,
                Optional::empty,
                Optional.empty());
    }

    /** Some of them leave each iteration before its end. */
    Crowd with(Leavers some) {
        leavers = Optional.of(some);
        return this;
    }

    private boolean leaves(Schedule schedule) {
        return leavers.map(some -> some.leaves(schedule.number + 1)).orElse(false);
    }

    /** Drives the plan, and cuts off who is still under way when the time to drain is over. */
    Crowd drive() {
        events.add(new Event(0, this::inject));
        endedAt = plan.totalSeconds() + drainSeconds;
        while (!events.isEmpty() && events.peek().at < endedAt) {
            Event event = events.remove();
            time.advanceMillis(1000 * (event.at - clock.seconds()));
            event.does.run();
        }
        time.advanceMillis(1000 * (endedAt - clock.seconds()));
        int rank = run.users().count();
        for (Schedule schedule : schedules) {
            if (schedule.left < 0) {
                schedule.rank = Math.max(1, rank--);
                schedule.left = endedAt;
            }
        }
        run.end();
        return this;
    }

    /** As Gatling does: users that are missing are sent, and one that left is replaced. */
    private void inject() {
        double now = clock.seconds();
        if (now >= plan.totalSeconds()) {
            return;
        }
        for (int missing = (int) (plan.usersAt(now) - run.users().count()); missing > 0; missing--) {
            Schedule schedule = new Schedule(schedules.size());
            schedules.add(schedule);
            long paceNanos = Math.round(paceSeconds * 1e9);
            VirtualUser user = leavers.map(some -> VirtualUser.ofClosed(run, paceNanos, some, schedule.number + 1))
                    .orElseGet(() -> VirtualUser.ofClosed(run, paceNanos));
            run.users().enter(user);
            events.add(new Event(now + 0.1 * random.nextDouble(), () -> ask(user, schedule)));
        }
        events.add(new Event(now + 0.1, this::inject));
    }

    private void ask(VirtualUser user, Schedule schedule) {
        int before = run.users().count();
        switch (user.next()) {
            case START -> {
                schedule.first = schedule.first < 0 ? clock.seconds() : schedule.first;
                schedule.lastStart = clock.seconds();
                user.iterationStarts();
                TaskSpan task = new TaskSpan("task", "", run.startedIn(clock.nanos()), clock.nanos(), SLO);
                user.taskStarts(task);
                if (leaves(schedule)) {
                    long afterNanos = leavers.orElseThrow()
                            .leave(schedule.number + 1, 0, "task")
                            .orElseThrow()
                            .afterNanos();
                    events.add(new Event(clock.seconds() + afterNanos / 1e9, () -> leaveTask(user, schedule, task)));
                }
                step(user, schedule, 0);
            }
            case WAIT -> await(user, schedule);
            case LEAVE -> {
                schedule.rank = before;
                schedule.left = clock.seconds();
                user.leave();
            }
        }
    }

    private void await(VirtualUser user, Schedule schedule) {
        long nanos = Math.max(1, Math.min(Iterations.LONGEST_WAIT_NANOS, user.untilNextStartNanos()));
        events.add(new Event(clock.seconds() + nanos / 1e9, () -> ask(user, schedule)));
    }

    private void leaveTask(VirtualUser user, Schedule schedule, TaskSpan task) {
        if (user.leaves(task, false, schedule.inFlight)) {
            user.taskEnds(true);
            user.iterationEnds();
            await(user, schedule);
        }
    }

    private void step(VirtualUser user, Schedule schedule, int index) {
        if (index == iteration.size()) {
            user.taskEnds(false);
            user.iterationEnds();
            await(user, schedule);
            return;
        }
        Step step = iteration.get(index);
        double sent = clock.seconds();
        Optional<TaskSpan> task = user.task();
        schedule.inFlight = true;
        user.requestStarts(measurements.request(step.name), false);
        double answered = answered(schedule.number, sent, step.seconds);
        events.add(new Event(answered, () -> {
            if (!user.task().equals(task)) {
                return; // it has left
            }
            schedule.inFlight = false;
            user.answered(200, null);
            user.requestEnds(false, "");
            events.add(new Event(answered + step.pauseSeconds, () -> {
                if (user.task().equals(task)) {
                    step(user, schedule, index + 1);
                }
            }));
        }));
    }

    private double answered(int user, double sent, double seconds) {
        for (Stall stall : stalls) {
            if (stall.holds(user, sent)) {
                return stall.to + seconds;
            }
        }
        return sent + seconds;
    }

    /** Latencies in microseconds of the ideal client, of users who stay, by phase of the intended start; sorted. */
    Map<Integer, List<Double>> ideal() {
        Map<Integer, List<Double>> ideal = new TreeMap<>();
        for (Schedule schedule : schedules) {
            double until = Math.min(schedule.wantedUntil(run) + 1e-6, plan.totalSeconds() - 1e-6);
            for (int k = 0; !leaves(schedule) && schedule.first >= 0 && schedule.first + k * paceSeconds < until; k++) {
                double intended = schedule.first + k * paceSeconds;
                double at = intended;
                for (Step step : iteration) {
                    if (at >= endedAt) {
                        break;
                    }
                    double answered = Math.min(endedAt, answered(schedule.number, at, step.seconds));
                    ideal.computeIfAbsent(plan.phaseAt(at), phase -> new ArrayList<>())
                            .add(1e6 * (answered - at));
                    at = answered + step.pauseSeconds;
                }
            }
        }
        ideal.values().forEach(Collections::sort);
        return ideal;
    }

    long tasksLeft() {
        return measurements.tallies().entrySet().stream()
                .filter(entry -> entry.getKey().tally() == Counter.TASKS_LEFT)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Of all requests, or of one outcome, by phase. */
    Map<Integer, Histogram> recorded(String outcomeClass) {
        return recorded(outcomeClass, "");
    }

    private final Map<String, Histogram> drained = new TreeMap<>();

    Map<Integer, Histogram> recorded(String outcomeClass, String name) {
        measurements.drain((phase, request, outcome, interval) -> drained.computeIfAbsent(
                        phase + "|" + request + "|" + outcome.label(), key -> new Histogram(interval))
                .add(interval));
        Map<Integer, Histogram> byPhase = new TreeMap<>();
        drained.forEach((key, histogram) -> {
            String[] parts = key.split("\\|");
            if (parts[2].equals(outcomeClass) && (name.isEmpty() || parts[1].equals(name))) {
                byPhase.computeIfAbsent(Integer.valueOf(parts[0]), phase -> new Histogram(histogram))
                        .add(histogram);
            }
        });
        return byPhase;
    }
}
