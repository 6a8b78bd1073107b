package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Reads one {@link RemoteProbe} once a second on a thread of its own: however slow it is, nobody else waits for it. Beside what it read
 * it tells of each second whether it could.
 */
final class Monitor implements Closeable {
    private static final double NANOS_PER_SECOND = 1e9;

    /** As between readings of the watch. */
    private static final long LEAST_NANOS_BETWEEN = 500_000_000;

    /** A reading that lasts longer is said to hang. */
    private static final long HANGS_NANOS = 3_000_000_000L;

    private static final long IDLE = -1;

    private final RemoteProbe probe;
    private final Set<String> withheld;
    private final LongSupplier nanos;
    private final Consumer<List<ResourceRow>> taker;
    private final Consumer<String> problems;
    private final ScheduledExecutorService reader;
    private volatile boolean told;
    private volatile boolean closed;
    private volatile long sinceNanos = IDLE;
    private long readAtNanos;

    /**
     * @param withheld names of figures that somebody else gives
     * @param taker of the rows of one reading
     * @param problems is told when it fails for the first time
     */
    Monitor(
            RemoteProbe probe,
            Set<String> withheld,
            LongSupplier nanos,
            Consumer<List<ResourceRow>> taker,
            Consumer<String> problems) {
        this.probe = probe;
        this.withheld = Set.copyOf(withheld);
        this.nanos = nanos;
        this.taker = taker;
        this.problems = problems;
        this.reader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "orchestress-monitor " + probe.place());
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        if (!closed) {
            reader.execute(this::firstReading);
            reader.scheduleAtFixedRate(this::reading, 1, 1, TimeUnit.SECONDS);
        }
    }

    /** Gives rates something to start from. */
    void firstReading() {
        read();
    }

    void reading() {
        if (nanos.getAsLong() - readAtNanos >= LEAST_NANOS_BETWEEN) {
            taker.accept(read());
        }
    }

    /** For another thread to ask now and then. */
    void tellIfItHangs() {
        long since = sinceNanos;
        if (since != IDLE && nanos.getAsLong() - since > HANGS_NANOS) {
            tell("no response for " + HANGS_NANOS / 1_000_000_000 + " s");
        }
    }

    private List<ResourceRow> read() {
        record Figure(String name, double value) {}
        List<Figure> figures = new ArrayList<>();
        boolean answered = false;
        readAtNanos = nanos.getAsLong();
        sinceNanos = readAtNanos;
        try {
            probe.read(readAtNanos, (name, value) -> {
                if (!withheld.contains(name) && value >= 0 && Double.isFinite(value)) {
                    figures.add(new Figure(name, value));
                }
            });
            answered = true;
        } catch (RuntimeException | LinkageError e) {
            figures.clear();
            tell(e.toString());
        } finally {
            sinceNanos = IDLE;
        }
        double atSeconds = nanos.getAsLong() / NANOS_PER_SECOND;
        List<ResourceRow> rows = new ArrayList<>();
        rows.add(new ResourceRow(atSeconds, probe.place(), ResourceName.READ, answered ? 1 : 0));
        figures.forEach(figure -> rows.add(new ResourceRow(atSeconds, probe.subject(), figure.name(), figure.value())));
        return rows;
    }

    private void tell(String why) {
        if (!told && !closed) {
            told = true;
            problems.accept("No readings from " + probe.place() + " until this is fixed: " + why);
        }
    }

    /** Ends the reading, without waiting for one that is under way. */
    @Override
    public void close() {
        closed = true;
        reader.shutdownNow();
    }
}
