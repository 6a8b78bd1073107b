package io.orchestress.text;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows progress of what takes a while. On a terminal in place, from its third second on until it is closed; elsewhere lines after 10, 20 and 40 seconds, and then one a
 * minute.
 */
public final class ShownProgress implements ProgressListener, AutoCloseable {
    private static final double SHOWN_FROM_SECONDS = 2;
    private static final double FIRST_LINE_SECONDS = 10;
    private static final double BETWEEN_LINES_SECONDS = 60;
    private static final long TICK_MILLIS = 250;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LiveLine line;
    private final PrintWriter lines;
    private final LongSupplier nanos;
    private final ScheduledExecutorService ticker;
    private final long begunNanos;
    private String doing = "";
    private long done;
    private long total;
    private long doingSinceNanos;
    private double lineDueSeconds = FIRST_LINE_SECONDS;
    private boolean closed;

    ShownProgress(LiveLine line, PrintWriter lines, LongSupplier nanos) {
        this.line = line;
        this.lines = lines;
        this.nanos = nanos;
        begunNanos = nanos.getAsLong();
        doingSinceNanos = begunNanos;
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "orchestress-progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to show, on the terminal of this process if there is one.
     *
     * @param lines where there is none
     * @param nanos monotonic
     */
    public static ShownProgress begin(PrintWriter lines, LongSupplier nanos) {
        ShownProgress progress = new ShownProgress(Console.liveLine(), lines, nanos);
        progress.ticker.scheduleAtFixedRate(progress::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return progress;
    }

    @Override
    public synchronized void at(String whatIsDone, long doneOfIt, long totalOfIt) {
        if (!whatIsDone.equals(doing)) {
            doing = whatIsDone;
            doingSinceNanos = nanos.getAsLong();
        }
        done = doneOfIt;
        total = totalOfIt;
    }

    synchronized void tick() {
        long now = nanos.getAsLong();
        double seconds = (now - begunNanos) / NANOS_PER_SECOND;
        if (closed || doing.isEmpty() || seconds < SHOWN_FROM_SECONDS) {
            return;
        }
        double share = total <= 0 ? Double.NaN : (double) done / total;
        double since = (now - doingSinceNanos) / NANOS_PER_SECOND;
        String left = total <= 0 ? "" : ProgressLine.left(share, since);
        ProgressLine shown = new ProgressLine(share, since, doing, left, List.of());
        if (line.isSeen()) {
            line.show(shown.text(line.columns()));
        } else if (seconds >= lineDueSeconds) {
            lineDueSeconds = seconds + Math.min(seconds, BETWEEN_LINES_SECONDS);
            lines.println(Visible.line(shown.sentence()));
            lines.flush();
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            closed = true;
            line.clear();
        }
    }
}
