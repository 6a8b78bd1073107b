package io.orchestress.engine;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import java.io.IOException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** A listener that the run does not need: when it fails it hears nothing more, which is told once, and the run goes on. Used by one thread. */
public final class Onlooker implements SecondListener {
    private final String name;
    private final SecondListener listener;
    private final Consumer<String> tell;
    private boolean failed;

    private interface Step {
        void take() throws IOException;
    }

    private Onlooker(String name, SecondListener listener, Consumer<String> tell) {
        this.name = name;
        this.listener = listener;
        this.tell = tell;
    }

    /**
     * @param name of what it shows, as the subject of a sentence
     * @param tell takes that sentence
     */
    public static SecondListener of(String name, SecondListener listener, Consumer<String> tell) {
        return listener == NONE ? NONE : new Onlooker(name, listener, tell);
    }

    private void guarded(Step step) {
        if (failed) {
            return;
        }
        try {
            step.take();
        } catch (IOException | RuntimeException e) {
            failed = true;
            tell.accept(name + " hears nothing more of this run: " + e);
        }
    }

    @Override
    public void interval(int phase, String request, FailureClass outcome, Histogram interval) {
        guarded(() -> listener.interval(phase, request, outcome, interval));
    }

    @Override
    public void metric(int phase, String request, Metric metric, Histogram interval) {
        guarded(() -> listener.metric(phase, request, metric, interval));
    }

    @Override
    public void tally(Measurements.TallyKey key, long delta) {
        guarded(() -> listener.tally(key, delta));
    }

    @Override
    public void resource(ResourceRow row) {
        guarded(() -> listener.resource(row));
    }

    @Override
    public void row(TimeSeriesRow row) {
        guarded(() -> listener.row(row));
    }

    @Override
    public void secondEnds(double nowSeconds, long inFlight) {
        guarded(() -> listener.secondEnds(nowSeconds, inFlight));
    }
}
