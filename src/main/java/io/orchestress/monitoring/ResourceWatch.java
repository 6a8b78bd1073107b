package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Reads resources once a second, on a thread of its own: a slow reading delays nothing but the next one, and what cannot be read is
 * missing. That thread asks the operating system and this JVM; who is asked over a connection has a {@link Monitor}.
 */
public final class ResourceWatch implements Closeable {
    /** Readings that wait to be taken; further ones are lost. */
    private static final int MOST_WAITING = 120;

    private static final double NANOS_PER_SECOND = 1e9;

    /** A reading that comes sooner after the one before, because that was late, would make rates out of next to nothing. */
    private static final long LEAST_NANOS_BETWEEN = 500_000_000;

    private final Callable<List<ResourceProbe>> machine;
    private final LongSupplier nanos;
    private final Consumer<String> problems;
    private final List<ResourceProbe> probes = new ArrayList<>();
    private final List<Monitor> monitors = new CopyOnWriteArrayList<>();
    private final Map<String, Set<String>> claims = new HashMap<>();
    private final BlockingQueue<List<ResourceRow>> readings = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<String> told = new ArrayList<>();
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "orchestress-resources");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;
    private long readAtNanos;

    /**
     * @param machine opens the probes
     * @param nanos since the load started
     * @param problems is told once of each subject that cannot be read
     */
    ResourceWatch(Callable<List<ResourceProbe>> machine, LongSupplier nanos, Consumer<String> problems) {
        this.machine = machine;
        this.nanos = nanos;
        this.problems = problems;
    }

    /**
     * Opens a watch, which goes on in the background.
     *
     * @param plan what is watched beside the injector and its machine
     * @param cpus that a process of this machine may use: shares of CPU are shares of them
     * @param nanos since the load started; not asked before {@link #start()}
     * @param wallClock now
     * @param problems is told once of each subject that cannot be read
     */
    public static ResourceWatch open(
            WatchPlan plan, int cpus, LongSupplier nanos, Supplier<Instant> wallClock, Consumer<String> problems) {
        ResourceWatch watch =
                new ResourceWatch(() -> WatchedMachine.probes(plan, cpus, nanos, wallClock, problems), nanos, problems);
        watch.reader.execute(watch::openProbes);
        return watch;
    }

    /** Begins to read: the load has started. */
    public void start() {
        reader.execute(this::firstReading);
        reader.scheduleAtFixedRate(this::reading, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * The target is another process from now on: the one before has ended.
     *
     * @param cpus as in {@link #open}
     */
    public void targetIs(long pid, int cpus) {
        reader.execute(() -> {
            try {
                ProcessProbe next = WatchedMachine.target(pid, cpus).orElse(null);
                probes.removeIf(probe -> probe.subject().equals(ResourceName.TARGET));
                if (next != null) {
                    probes.add(0, next);
                    double atSeconds = nanos.getAsLong() / NANOS_PER_SECOND;
                    readings.offer(
                            List.of(new ResourceRow(atSeconds, ResourceName.TARGET, ResourceName.PID, next.pid())));
                }
            } catch (RuntimeException | LinkageError e) {
                tell(ResourceName.TARGET, e);
            }
        });
    }

    /** Returns the readings since the last call; waits for nothing. */
    public List<ResourceRow> take() {
        List<List<ResourceRow>> taken = new ArrayList<>();
        readings.drainTo(taken);
        return taken.stream().flatMap(List::stream).toList();
    }

    /** Ends the reading, without waiting for one that is under way. */
    @Override
    public void close() {
        closed = true;
        reader.shutdownNow();
        monitors.forEach(Monitor::close);
    }

    void openProbes() {
        // Callable.call declares Exception, and a machine without its native library fails with a LinkageError: neither
        // may end the run.
        try {
            machine.call().forEach(this::add);
        } catch (Exception | LinkageError e) {
            tell("this machine", e);
        }
    }

    /** Who comes first gives a figure: whoever comes later and could give it, too, keeps it to himself. */
    private void add(ResourceProbe probe) {
        if (probe instanceof RemoteProbe remote) {
            Set<String> given = claims.computeIfAbsent(remote.subject(), s -> new HashSet<>());
            monitors.add(new Monitor(remote, given, nanos, readings::offer, problems));
            given.addAll(remote.claims());
        } else {
            probes.add(probe);
        }
    }

    /** Gives rates something to start from; of the figures only whose they are is kept. */
    void firstReading() {
        if (!closed) {
            monitors.forEach(Monitor::start);
        }
        read();
        List<ResourceRow> facts = new ArrayList<>();
        for (ResourceProbe probe : probes) {
            if (probe instanceof ProcessProbe process) {
                facts.add(new ResourceRow(0, process.subject(), ResourceName.PID, process.pid()));
            }
        }
        readings.offer(facts);
    }

    void reading() {
        if (nanos.getAsLong() - readAtNanos >= LEAST_NANOS_BETWEEN) {
            readings.offer(read());
        }
        monitors.forEach(Monitor::tellIfItHangs);
    }

    private List<ResourceRow> read() {
        List<ResourceRow> rows = new ArrayList<>();
        for (ResourceProbe probe : probes) {
            readAtNanos = nanos.getAsLong();
            double atSeconds = readAtNanos / NANOS_PER_SECOND;
            try {
                probe.read(readAtNanos, (name, value) -> {
                    if (!claims.getOrDefault(probe.subject(), Set.of()).contains(name)) {
                        rows.add(new ResourceRow(atSeconds, probe.subject(), name, value));
                    }
                });
            } catch (RuntimeException | LinkageError e) {
                tell(probe.subject(), e);
            }
        }
        return rows;
    }

    private void tell(String subject, Throwable why) {
        if (!told.contains(subject) && !closed) {
            told.add(subject);
            problems.accept("No resource readings of " + subject + ": " + why);
        }
    }
}
