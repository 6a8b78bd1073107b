package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.Draws.Purpose;
import io.orchestress.sut.embedded.PausableTimers.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Worker slots and the queue before them, first come first served. A running task is a timer. Every method may be called from
 * any thread and none blocks; futures of tasks complete outside the lock.
 */
final class TaskEngine {
    private final EmbeddedSettings settings;
    private final ServerClock clock;
    private final PausableTimers timers;
    private final Supplier<Faults> faults;
    private final TaskTotals totals;
    private final Draws draws;
    private final BoundedHistory<Task> tasks;
    private final LinkedHashSet<Task> queue = new LinkedHashSet<>();
    private final Map<Task, Timer> running = new HashMap<>();
    private long submitted;
    private int workers;

    TaskEngine(
            EmbeddedSettings settings,
            ServerClock clock,
            PausableTimers timers,
            Supplier<Faults> faults,
            TaskTotals totals) {
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.faults = faults;
        this.totals = totals;
        draws = new Draws(settings.seed());
        tasks = new BoundedHistory<>(settings.historySize());
        workers = settings.workers();
    }

    /** Grows or shrinks while it works: more slots take tasks from the queue at once, of fewer the running tasks keep theirs until they end. */
    void resize(int newWorkers) {
        List<Task> started;
        synchronized (this) {
            workers = newWorkers;
            started = fillSlots();
        }
        started.forEach(next -> next.started().complete(next));
    }

    /** Takes a task on if there is a free slot or room in the queue; empty if there is neither. */
    Optional<Task> submit(TaskSpec spec) {
        return Optional.ofNullable(submit(spec, settings.queueCapacity()));
    }

    /** Takes on a further step of work that was taken on before: the bound of the queue holds at the front door only. */
    Task submitFurther(TaskSpec spec) {
        Task task = submit(spec, Integer.MAX_VALUE);
        if (task == null) {
            throw new IllegalStateException("an unbounded queue was full");
        }
        return task;
    }

    private @Nullable Task submit(TaskSpec spec, int capacity) {
        Task task;
        boolean startsNow;
        synchronized (this) {
            startsNow = running.size() < workers;
            if (!startsNow && queue.size() >= capacity) {
                return null;
            }
            long number = ++submitted;
            task = new Task(number, spec, serviceNanos(spec.size(), number), settings.tokensPerSec(), clock.nanos());
            tasks.add(task.id(), task);
            if (startsNow) {
                hold(task);
            } else {
                queue.add(task);
            }
        }
        if (startsNow) {
            task.started().complete(task);
        }
        return task;
    }

    /** Ends a task at once and frees its slot; nothing happens when it has ended already. */
    void cancel(Task task) {
        end(task, TaskState.CANCELLED, null);
    }

    Optional<Task> find(String id) {
        return tasks.find(id);
    }

    TaskView view(Task task) {
        return task.view(clock.nanos(), timers.worldNanos());
    }

    synchronized int queueDepth() {
        return queue.size();
    }

    synchronized int activeWorkers() {
        return running.size();
    }

    synchronized int workers() {
        return workers;
    }

    /** Queue length × mean service time ÷ workers, in whole seconds, at least 1. */
    long retryAfterSeconds() {
        return Math.max(1, (long) Math.ceil(queueDepth() * settings.meanServiceMillis() / workers() / 1_000));
    }

    /** Service time of task {@code number}, nanoseconds. */
    private long serviceNanos(TaskSize size, long number) {
        SplittableRandom random = draws.random(Purpose.SERVICE_TIME, number);
        double mean = settings.meanServiceMillis() * size.factor;
        double millis = settings.serviceLaw().sample(mean, settings.lognormalSigma(), random);
        return (long) (Math.min(millis, Check.DAY_MILLIS) * 1e6);
    }

    /** Gives a slot; the caller holds the lock and has seen that one is free. */
    private void hold(Task task) {
        if (task.start(clock.nanos(), timers.worldNanos())) {
            running.put(task, timers.schedule(task.serviceNanos, () -> finish(task)));
        }
    }

    private void finish(Task task) {
        if (draws.happens(faults.get().taskFailureRate(), Purpose.TASK_FAILURE, task.number)) {
            end(
                    task,
                    TaskState.FAILED,
                    new ApiError("injected", "the agent failed, as faults.taskFailureRate asks for"));
        } else {
            end(task, TaskState.COMPLETED, null);
        }
    }

    private void end(Task task, TaskState state, @Nullable ApiError error) {
        List<Task> started;
        synchronized (this) {
            boolean ran = running.containsKey(task);
            if (!task.end(state, error, clock.nanos(), timers.worldNanos())) {
                return;
            }
            queue.remove(task);
            Timer timer = running.remove(task);
            if (timer != null) {
                timer.cancel();
            }
            totals.ended(task, ran);
            tasks.ended(task.id());
            started = fillSlots();
        }
        started.forEach(next -> next.started().complete(next));
        task.ended().complete(task);
    }

    /** Gives free slots to those who wait longest; the caller holds the lock and completes their {@code started} without it. */
    private List<Task> fillSlots() {
        List<Task> started = new ArrayList<>(1);
        while (running.size() < workers && !queue.isEmpty()) {
            Task next = queue.iterator().next();
            queue.remove(next);
            hold(next);
            started.add(next);
        }
        return started;
    }
}
