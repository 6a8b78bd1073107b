package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.Draws.Purpose;
import io.orchestress.sut.embedded.PausableTimers.Timer;
import io.orchestress.sut.embedded.agent.Agents;
import io.orchestress.sut.embedded.agent.Assignment;
import io.orchestress.sut.embedded.agent.BugControl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Worker slots and the queue before them. A running task is a timer. Every method may be called from
 * any thread and none blocks; futures of tasks complete outside the lock. Where there are agents, a running task is one that an agent works on.
 */
final class TaskEngine {
    /** Of the answers of ended tasks. */
    private static final long MOST_KEPT_BYTES = 64L << 20;

    private final EmbeddedSettings settings;
    private final ServerClock clock;
    private final PausableTimers timers;
    private final Supplier<Faults> faults;
    private final TaskTotals totals;
    private final Draws draws;
    private final BoundedHistory<Task> tasks;
    private final WaitingTasks queue;
    private final Map<Task, Agents.Work> running = new HashMap<>();
    private final Optional<Agents> agents;
    private final BugControl bugs;
    private long submitted;
    private int workers;

    TaskEngine(
            EmbeddedSettings settings,
            ServerClock clock,
            PausableTimers timers,
            Supplier<Faults> faults,
            TaskTotals totals,
            Optional<Agents> agents,
            BugControl bugs) {
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.faults = faults;
        this.totals = totals;
        this.agents = agents;
        this.bugs = bugs;
        draws = new Draws(settings.seed());
        tasks = new BoundedHistory<>(settings.historySize(), MOST_KEPT_BYTES);
        workers = settings.workers();
        queue = new WaitingTasks(settings.queue());
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
    Optional<Task> submit(TaskSpec spec, Assignment assignment) {
        return Optional.ofNullable(submit(spec, assignment, settings.queueCapacity()));
    }

    /** Takes on a further step of work that was taken on before: the bound of the queue holds at the front door only. */
    Task submitFurther(TaskSpec spec, Assignment assignment) {
        Task task = submit(spec, assignment, Integer.MAX_VALUE);
        if (task == null) {
            throw new IllegalStateException("an unbounded queue was full");
        }
        return task;
    }

    private @Nullable Task submit(TaskSpec spec, Assignment assignment, int capacity) {
        Task task;
        boolean startsNow;
        synchronized (this) {
            startsNow = running.size() < workers;
            if (!startsNow && queue.size(assignment.tenant()) >= capacity) {
                return null;
            }
            long number = ++submitted;
            task = agents.isPresent()
                    ? new Task(number, spec, assignment, clock.nanos())
                    : new Task(number, spec, serviceNanos(spec.size(), number), settings.tokensPerSec(), clock.nanos());
            tasks.add(task.id(), task);
            if (startsNow) {
                hold(task);
            } else {
                queue.add(task, assignment.tenant());
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

    /** Somebody waits for a task or watches it: where agents work, the last one who leaves takes the task along. */
    void attends(Task task, Exchange exchange) {
        if (agents.isPresent()) {
            task.joined();
            exchange.whenGone(() -> {
                if (task.leftAlone()) {
                    cancel(task);
                }
            });
        }
    }

    /** Whether agents work, instead of timers. */
    boolean hasAgents() {
        return agents.isPresent();
    }

    BugControl bugs() {
        return bugs;
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
        if (!task.start(clock.nanos(), timers.worldNanos())) {
            return;
        }
        Speech speech = task.speech();
        if (agents.isPresent() && speech != null) {
            running.put(
                    task, agents.get().start(task.take(), overheadNanos(task.number), new Working(this, task, speech)));
        } else {
            Timer timer = timers.schedule(task.serviceNanos, () -> finish(task));
            running.put(task, () -> {
                timer.cancel();
                return true;
            });
        }
    }

    /** Time of its own that an agent takes for task {@code number}, nanoseconds: such a task has no other service time. */
    private long overheadNanos(long number) {
        SplittableRandom random = draws.random(Purpose.SERVICE_TIME, number);
        double millis = settings.agent()
                .overheadLaw()
                .sample(settings.agent().overheadMillis(), settings.lognormalSigma(), random);
        return (long) (Math.min(millis, Check.DAY_MILLIS) * 1e6);
    }

    /** Ends it as done, unless a fault lets it fail. */
    void finish(Task task) {
        if (draws.happens(faults.get().taskFailureRate(), Purpose.TASK_FAILURE, task.number)) {
            end(
                    task,
                    TaskState.FAILED,
                    new ApiError("injected", "the agent failed, as faults.taskFailureRate asks for"));
        } else {
            end(task, TaskState.COMPLETED, null);
        }
    }

    /** Frees the slot of a task that nobody works on any more. */
    void free(Task task) {
        List<Task> started;
        synchronized (this) {
            if (running.remove(task) == null) {
                return;
            }
            started = fillSlots();
        }
        started.forEach(next -> next.started().complete(next));
    }

    /** Forgets a task that will never end. */
    void lose(Task task) {
        tasks.ended(task.id());
        free(task);
    }

    void end(Task task, TaskState state, @Nullable ApiError error) {
        List<Task> started;
        synchronized (this) {
            boolean ran = running.containsKey(task);
            if (!task.end(state, error, clock.nanos(), timers.worldNanos())) {
                return;
            }
            queue.remove(task);
            Agents.Work work = running.get(task);
            if (work != null && (state != TaskState.CANCELLED || work.cancel())) {
                running.remove(task);
            }
            totals.ended(task, ran);
            Speech speech = task.speech();
            tasks.ended(task.id(), speech == null ? 0 : speech.bytes());
            started = fillSlots();
        }
        started.forEach(next -> next.started().complete(next));
        task.ended().complete(task);
    }

    /** Gives free slots to those whose turn it is; the caller holds the lock and completes their {@code started} without it. */
    private List<Task> fillSlots() {
        List<Task> started = new ArrayList<>(1);
        while (running.size() < workers) {
            Task next = queue.next();
            if (next == null) {
                return started;
            }
            hold(next);
            started.add(next);
        }
        return started;
    }
}
