package io.orchestress.monitoring.profiling;

import io.orchestress.monitoring.ClassHistogram;
import io.orchestress.monitoring.JmxSource;
import io.orchestress.monitoring.JvmHeap;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.record.ClassGrowth;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the target's JVM for a collection now and then, so that what is left of its heap is read often, and twice to count its classes: after a
 * third of the constant load and at its end. From a thread of its own: a JVM that does not answer delays nobody else. After
 * {@value #MOST_FAILURES} failures in a row no more is asked.
 */
public final class HeapWatch implements Closeable {
    private static final int TICK_MILLIS = 250;
    private static final int CLOSE_SECONDS = 2;
    private static final int MOST_FAILURES = 3;
    private static final int MOST_CLASSES = 10;
    private static final int MOST_WORDS = 300;
    /** Of constant load; in less, nothing grows that could be compared. */
    private static final double LEAST_SECONDS = 30;

    /**
     * When what is asked, in seconds since the load started.
     *
     * @param from, to the constant load
     * @param end until when collections are asked for, so that the heap is known without load, too
     * @param every seconds from one collection to the next
     */
    public record Times(double from, double to, double end, double every) {
        private boolean areLongEnoughToCompare() {
            return to - from >= LEAST_SECONDS;
        }

        private double firstCount() {
            return from + (to - from) / 3;
        }

        /** While the load still is what it was. */
        private double secondCount() {
            return to - Math.max(2, Math.min(10, 0.02 * (to - from)));
        }
    }

    /** To a JVM; may take its time. */
    @FunctionalInterface
    private interface Door {
        JvmHeap open() throws IOException;
    }

    private final Times times;
    private final DoubleSupplier clock;
    private final Consumer<TargetEvent> events;
    private final Consumer<String> problems;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "orchestress-heap");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Door door;
    private @Nullable JvmHeap heap;
    private @Nullable ClassHistogram first;
    private boolean counted;
    private boolean compared;
    private double dueAt;
    private int failures;

    /**
     * @param clock seconds since the load started
     * @param events is told of all that was asked; phases are for it to fill in
     * @param problems is told once why nothing can be asked
     */
    public HeapWatch(Times times, DoubleSupplier clock, Consumer<TargetEvent> events, Consumer<String> problems) {
        this.times = times;
        this.clock = clock;
        this.events = events;
        this.problems = problems;
        this.dueAt = times.from();
    }

    /** Finds the target and connects to it, in the background: before the load, and again when it is another process. */
    public void attach(Optional<JmxSource> source, TargetProcess target) {
        ticker.execute(() -> {
            leave();
            door = () -> JvmHeap.open(source, target);
            first = null;
            failures = 0;
            try {
                heap = JvmHeap.open(source, target);
            } catch (IOException | RuntimeException | LinkageError e) {
                door = null;
                problems.accept("Garbage collections are not requested: " + e.getMessage());
            }
        });
    }

    /** The load has started. */
    public void start() {
        ticker.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        double now = clock.getAsDouble();
        ClassHistogram before = first;
        if (door == null || now < times.from() || now >= times.end()) {
            return;
        }
        if (times.areLongEnoughToCompare() && !counted && now >= times.firstCount() && now < times.secondCount()) {
            counted = true;
            ask(Kind.COUNTED, now, jvm -> {
                first = jvm.count();
                return null;
            });
        } else if (before != null && !compared && now >= times.secondCount()) {
            compared = true;
            ask(Kind.COUNTED, now, grownSince(before));
        } else if (now >= dueAt) {
            ask(Kind.COLLECTED, now, jvm -> {
                jvm.collect();
                return null;
            });
        }
    }

    @FunctionalInterface
    private interface Question {
        @Nullable
        List<ClassGrowth> of(JvmHeap jvm) throws IOException;
    }

    private static Question grownSince(ClassHistogram before) {
        return jvm -> jvm.count().grownSince(before, MOST_CLASSES);
    }

    private void ask(Kind kind, double atSeconds, Question question) {
        dueAt = atSeconds + times.every();
        List<ClassGrowth> grown = null;
        String problem = null;
        try {
            grown = question.of(connected());
            failures = 0;
        } catch (IOException | RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            problem = why.substring(0, Math.min(MOST_WORDS, why.length()));
            failed(problem);
        }
        long tookMillis = Math.round(1000 * (clock.getAsDouble() - atSeconds));
        events.accept(new TargetEvent(atSeconds, kind, "", "", "", tookMillis, problem, grown));
    }

    private JvmHeap connected() throws IOException {
        if (heap == null && door != null) {
            heap = door.open();
        }
        if (heap == null) {
            throw new IOException("it is not connected");
        }
        return heap;
    }

    private void failed(String why) {
        leave();
        failures++;
        if (failures >= MOST_FAILURES) {
            door = null;
            problems.accept("No further garbage collections are requested: " + why);
        }
    }

    private void leave() {
        JvmHeap left = heap;
        heap = null;
        if (left != null) {
            try {
                left.close();
            } catch (IOException e) {
                // it is broken, or another by now: that is why it is left
            }
        }
    }

    /** Waits {@value #CLOSE_SECONDS} s at most for what is under way. */
    @Override
    public void close() {
        ticker.execute(this::leave);
        ticker.shutdown();
        try {
            if (!ticker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                ticker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
