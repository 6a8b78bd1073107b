package io.orchestress.telemetry;

import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/** Spans that wait for their export: whoever adds one neither waits nor fails, and what does not fit is lost and counted. */
final class SpanQueue implements Span.Listener {
    private final BlockingQueue<Span> waiting;
    private final LongAdder taken = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /** @param most that wait */
    SpanQueue(int most) {
        waiting = new ArrayBlockingQueue<>(most);
    }

    /** Of those whose context is our own and sampled. */
    @Override
    public void ended(Span span) {
        TraceContext context = span.context();
        if (context == null || !span.own() || !context.sampled()) {
            return;
        }
        taken.increment();
        if (!waiting.offer(span)) {
            lost.increment();
        }
    }

    /** Takes the oldest ones away. */
    List<Span> take(int most) {
        List<Span> batch = new ArrayList<>();
        waiting.drainTo(batch, most);
        return batch;
    }

    /** So many of those that were taken away did not arrive. */
    void lost(int spans) {
        lost.add(spans);
    }

    /** Spans that were to be exported. */
    long all() {
        return taken.sum();
    }

    long lost() {
        return lost.sum();
    }

    /** Spans that still wait. */
    int size() {
        return waiting.size();
    }
}
