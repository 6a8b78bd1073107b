package io.orchestress.sut.control;

import io.orchestress.config.ControlSettings;
import io.orchestress.config.ControlSettings.Control;
import io.orchestress.config.Settings;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sets the controls of each phase when it begins, one after the other, and sets back at the end what has been set. A control that has a
 * phase's value already is left alone.
 */
public final class Controls implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;
    private static final Duration LONGEST_CLOSE = Duration.ofMinutes(1);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Plan plan;
    private final Map<String, Handle> handles;
    private final LongSupplier nanos;
    private final Consumer<TargetEvent> events;
    private final Map<String, String> inForce = new ConcurrentHashMap<>();
    private final Map<String, String> toReset = Collections.synchronizedMap(new LinkedHashMap<>());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "orchestress-controls");
        thread.setDaemon(true);
        return thread;
    });
    private int nextPhase;

    /**
     * A control that can be set.
     *
     * @param reset to what it is set at the end; empty: it stays
     */
    record Handle(ControlSetter setter, Optional<String> reset) {}

    /**
     * @param nanos since the load started
     * @param events is told of each change when it is complete, by the thread that makes it
     */
    Controls(Plan plan, Map<String, Handle> handles, LongSupplier nanos, Consumer<TargetEvent> events) {
        this.plan = plan;
        this.handles = Map.copyOf(handles);
        this.nanos = nanos;
        this.events = events;
    }

    /**
     * The controls of the configuration that the plan sets.
     *
     * @param target where requests go that name no host
     * @param nanos since the load started
     * @param events is told of each change when it is complete, by the thread that makes it
     */
    public static Controls of(
            Plan plan, Settings settings, URI target, LongSupplier nanos, Consumer<TargetEvent> events) {
        Set<String> used = plan.phases().stream()
                .flatMap(phase -> phase.controls().keySet().stream())
                .collect(Collectors.toSet());
        Map<String, Handle> handles = new HashMap<>();
        settings.controls().forEach((name, control) -> {
            if (used.contains(name)) {
                handles.put(name, new Handle(set(control, settings, target, nanos), control.reset()));
            }
        });
        return new Controls(plan, handles, nanos, events);
    }

    private static ControlSetter set(Control control, Settings settings, URI target, LongSupplier nanos) {
        return control instanceof ControlSettings.Request request
                ? new RequestSetter(
                        request,
                        target,
                        () -> settings.part(TargetAccess.class)
                                .withToken(settings.target().headers()),
                        settings.part(TargetAccess.class).http(),
                        nanos)
                : new CommandSetter((ControlSettings.Command) control);
    }

    /** Begins to look at the phases: the load has started. Without a control in the plan there is nothing to look for. */
    public void start() {
        if (handles.isEmpty()) {
            return;
        }
        looker.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sets the controls of all phases that have begun since the last look. */
    void look() {
        try {
            while (nextPhase < plan.phases().size()
                    && plan.phases().get(nextPhase).startSeconds() <= seconds(nanos.getAsLong())) {
                Phase phase = plan.phases().get(nextPhase++);
                for (Map.Entry<String, String> control : new TreeMap<>(phase.controls()).entrySet()) {
                    if (!control.getValue().equals(inForce.get(control.getKey()))) {
                        set(phase, control.getKey(), control.getValue());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void set(Phase phase, String name, String value) throws InterruptedException {
        Handle handle = handles.get(name);
        if (handle == null) {
            throw new IllegalStateException("control " + name + " was checked before the load");
        }
        handle.reset().ifPresent(reset -> toReset.put(name, reset));
        inForce.remove(name);
        long from = nanos.getAsLong();
        Optional<String> problem = tried(handle.setter(), value);
        long to = nanos.getAsLong();
        if (problem.isEmpty()) {
            inForce.put(name, value);
            if (seconds(to) > phase.endSeconds()) {
                problem = Optional.of("set after the end of its phase");
            }
        }
        tell(Kind.CONTROL, phase.name(), name, value, from, to, problem.orElse(null));
    }

    /** A change that fails in a way that nobody foresaw is one control's failure, not the end of the others. */
    private static Optional<String> tried(ControlSetter setter, String value) throws InterruptedException {
        try {
            return setter.to(value);
        } catch (RuntimeException e) {
            return Optional.of("failed: " + e.getClass().getSimpleName());
        }
    }

    private void tell(
            Kind kind, String phase, String name, String value, long from, long to, @Nullable String problem) {
        events.accept(new TargetEvent(seconds(from), kind, phase, name, value, (to - from) / NANOS_PER_MILLI, problem));
    }

    /** As below, within a minute. */
    @Override
    public void close() {
        close(LONGEST_CLOSE);
    }

    /**
     * Ends the looking, gives a change that is under way half of the time, and sets back what was set, the last one first. What cannot be
     * set back in time is told of as such.
     *
     * @param most for all of it, whatever the time-outs of the controls are
     */
    public void close(Duration most) {
        if (closed.getAndSet(true)) {
            return;
        }
        looker.shutdown();
        Deque<String> left = new ConcurrentLinkedDeque<>();
        ExecutorService back = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "orchestress-controls-back");
            thread.setDaemon(true);
            return thread;
        });
        try {
            long started = TimeSource.SYSTEM.nanos();
            if (!looker.awaitTermination(most.toNanos() / 2, TimeUnit.NANOSECONDS)) {
                looker.shutdownNow();
                looker.awaitTermination(most.toNanos() / 10, TimeUnit.NANOSECONDS);
            }
            left.addAll(toReset.keySet());
            back.execute(() -> resetAll(left));
            back.shutdown();
            long leftNanos = most.toNanos() - (TimeSource.SYSTEM.nanos() - started);
            if (!back.awaitTermination(leftNanos, TimeUnit.NANOSECONDS)) {
                back.shutdownNow();
                tellOf(left, most);
            }
        } catch (InterruptedException e) {
            back.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void resetAll(Deque<String> names) {
        try {
            for (String name = names.peekLast(); name != null; name = names.peekLast()) {
                reset(name, toReset.getOrDefault(name, ""));
                names.remove(name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellOf(Deque<String> names, Duration most) {
        long now = nanos.getAsLong();
        String phase = plan.phases().get(plan.phaseAt(seconds(now))).name();
        for (String name = names.pollLast(); name != null; name = names.pollLast()) {
            String why = "not reset within " + most.toSeconds() + " s";
            tell(Kind.RESET, phase, name, toReset.getOrDefault(name, ""), now, now, why);
        }
    }

    private void reset(String name, String value) throws InterruptedException {
        Handle handle = handles.get(name);
        if (handle == null || value.equals(inForce.get(name))) {
            return;
        }
        long from = nanos.getAsLong();
        Optional<String> problem = tried(handle.setter(), value);
        String phase = plan.phases().get(plan.phaseAt(seconds(from))).name();
        tell(Kind.RESET, phase, name, value, from, nanos.getAsLong(), problem.orElse(null));
    }

    private static double seconds(long nanoseconds) {
        return nanoseconds / NANOS_PER_SECOND;
    }
}
