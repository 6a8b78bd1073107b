package io.orchestress.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.orchestress.trace.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Exports the figures and the spans of one run, each on a thread of its own: one that hangs holds neither the run nor the other. At most one export of each
 * is under way.
 */
final class OtlpExport {
    private final OtlpSettings settings;
    private final OtlpData data;
    private final RunFigures figures;
    private final SpanQueue queue;
    private final IntFunction<String> phases;
    private final LongSupplier startEpochNanos;
    private final LongSupplier nowEpochNanos;
    private final Consumer<String> tell;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Signal> signals = new ArrayList<>();
    private long collectedEpochNanos;
    private volatile int underWay;

    /** One of both, with its thread. */
    private record Signal(ExportLog log, Thread thread, Runnable shutdown, boolean ofSpans) {}

    /**
     * @param phases names by their index
     * @param startEpochNanos start of the load; 0 before it
     * @param tell takes a sentence on what does not arrive
     * @throws IOException a file of TLS cannot be read
     * @throws IllegalArgumentException such a file is not valid
     */
    OtlpExport(
            OtlpSettings settings,
            OtlpData data,
            RunFigures figures,
            SpanQueue queue,
            IntFunction<String> phases,
            LongSupplier startEpochNanos,
            LongSupplier nowEpochNanos,
            Consumer<String> tell)
            throws IOException {
        this.settings = settings;
        this.data = data;
        this.figures = figures;
        this.queue = queue;
        this.phases = phases;
        this.startEpochNanos = startEpochNanos;
        this.nowEpochNanos = nowEpochNanos;
        this.tell = tell;
        if (settings.metrics().isPresent()) {
            openMetrics(settings.metrics().get());
        }
        if (settings.traces().isPresent()) {
            openSpans(settings.traces().get());
        }
    }

    private void openMetrics(OtlpSignal signal) throws IOException {
        ExportLog log = new ExportLog("metrics", signal, tell);
        MetricExporter exporter = OtlpExporters.metrics(signal, new OtlpSenders(log::refused));
        signals.add(
                new Signal(log, thread("metrics", () -> metrics(exporter, log, signal)), exporter::shutdown, false));
    }

    private void openSpans(OtlpSignal signal) throws IOException {
        ExportLog log = new ExportLog("spans", signal, tell);
        SpanExporter exporter = OtlpExporters.spans(signal, new OtlpSenders(log::refused));
        signals.add(new Signal(log, thread("spans", () -> spans(exporter, log, signal)), exporter::shutdown, true));
    }

    private static Thread thread(String what, Runnable work) {
        Thread thread = new Thread(work, "orchestress-otlp-" + what);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        signals.forEach(signal -> signal.thread.start());
    }

    /** Whether it was over before the time was. */
    private boolean isClosing(Duration after) {
        try {
            return closing.await(after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void metrics(MetricExporter exporter, ExportLog log, OtlpSignal signal) {
        boolean last;
        do {
            last = isClosing(settings.interval());
            List<MetricData> all = collected();
            if (!all.isEmpty()) {
                log.ended(arrives(exporter.export(all), signal));
            }
        } while (!last);
    }

    /** None before the load has started. */
    private List<MetricData> collected() {
        long start = startEpochNanos.getAsLong();
        if (start == 0) {
            return List.of();
        }
        figures.lostSpans(queue.lost());
        long now = nowEpochNanos.getAsLong();
        boolean delta = data.temporality() == Temporality.DELTA && collectedEpochNanos != 0;
        List<MetricData> all = data.metrics(figures.collect(), delta ? collectedEpochNanos : start, now);
        collectedEpochNanos = now;
        return all;
    }

    private void spans(SpanExporter exporter, ExportLog log, OtlpSignal signal) {
        boolean last;
        do {
            last = isClosing(settings.spans().delay());
            boolean more = true;
            while (more) {
                List<Span> batch = queue.take(settings.spans().batch());
                more = !batch.isEmpty() && export(exporter, batch, log, signal);
            }
        } while (!last);
    }

    private boolean export(SpanExporter exporter, List<Span> batch, ExportLog log, OtlpSignal signal) {
        underWay = batch.size();
        long start = startEpochNanos.getAsLong();
        List<SpanData> all = new ArrayList<>(batch.size());
        for (Span span : batch) {
            data.span(span, phases.apply(span.phase()), start).ifPresent(all::add);
        }
        boolean arrived = arrives(exporter.export(all), signal);
        log.ended(arrived);
        if (!arrived) {
            queue.lost(batch.size());
        }
        underWay = 0;
        return arrived;
    }

    /** The exporter ends it within its timeout; a little longer, and it is given up here. */
    private static boolean arrives(CompletableResultCode export, OtlpSignal signal) {
        export.join(signal.timeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
        return export.isSuccess();
    }

    /**
     * Exports what is left, and ends.
     *
     * @param most how long to wait for that
     * @return a sentence on each signal that did not arrive as a whole
     */
    List<String> close(Duration most) {
        closing.countDown();
        long end = nowEpochNanos.getAsLong() + most.toNanos();
        List<String> said = new ArrayList<>();
        for (Signal signal : signals) {
            joined(signal.thread, end - nowEpochNanos.getAsLong());
        }
        for (Signal signal : signals) {
            boolean hangs = signal.thread.isAlive();
            if (hangs) {
                signal.log.refused("no response within " + most.toMillis() + " ms of the end of the load");
                signal.log.ended(false);
            }
            long lost = signal.ofSpans ? lostAtEnd(hangs) : 0;
            signal.log.summary(signal.ofSpans ? queue.all() : 0, lost).ifPresent(said::add);
            signal.shutdown.run();
        }
        return said;
    }

    private long lostAtEnd(boolean hangs) {
        return queue.lost() + (hangs ? underWay : 0) + queue.size();
    }

    private static void joined(Thread thread, long nanos) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
