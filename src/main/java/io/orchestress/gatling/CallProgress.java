package io.orchestress.gatling;

import io.orchestress.gatling.task.TaskTrace;
import io.orchestress.metrics.Measurements;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Receiver;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.SseRest;
import io.orchestress.transport.Texts;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one call, seen on its way to the one who judges it: that the target is at work, and whether a stream fell silent. Its
 * silences are told of streams that failed: how long each part of one that ended well took is told by its protocol.
 */
final class CallProgress implements Receiver {
    private final Receiver judge;
    private final Measurements measurements;
    private final @Nullable TaskTrace task;
    private boolean streams;
    private int status;
    private long lastNanos;
    private long longestSilenceNanos;

    /** @param task that the call is a part of; null: none that is marked */
    CallProgress(Receiver judge, Measurements measurements, @Nullable TaskTrace task) {
        this.judge = judge;
        this.measurements = measurements;
        this.task = task;
    }

    /** The longest time between two events, or from the head or the last event to the end, in nanoseconds; 0 where there was no stream. */
    long longestSilenceNanos() {
        return longestSilenceNanos;
    }

    /** The last that came; 0: none did. */
    int status() {
        return status;
    }

    @Override
    public void head(int status, Map<String, String> headers, long nanos) {
        measurements.progressed();
        this.status = status;
        streams = headers.getOrDefault("content-type", "")
                .toLowerCase(Locale.ROOT)
                .startsWith("text/event-stream");
        lastNanos = nanos;
        if (task != null) {
            task.head(status, nanos);
        }
        judge.head(status, headers, nanos);
    }

    @Override
    public void readAs(boolean events) {
        streams = events;
        judge.readAs(events);
    }

    @Override
    public void rest(SseRest rest) {
        judge.rest(rest);
    }

    @Override
    public void progress() {
        measurements.progressed();
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        measurements.progressed();
        silentUntil(nanos);
        boolean enough = judge.event(event, nanos);
        if (task != null) {
            task.event(event.data(), judge.texts(event, false), nanos);
        }
        return enough;
    }

    @Override
    public Texts texts(SseEvent event, boolean behindEnd) {
        return judge.texts(event, behindEnd);
    }

    @Override
    public void after(SseEvent event) {
        if (task != null) {
            task.after(event.data(), judge.texts(event, true));
        }
    }

    @Override
    public void restBegins() {
        if (task != null) {
            task.restBegins();
        }
    }

    @Override
    public void restEnds() {
        if (task != null) {
            task.restEnds();
        }
    }

    @Override
    public long keptBytes() {
        return judge.keptBytes();
    }

    @Override
    public void why(String cause) {
        judge.why(cause);
    }

    @Override
    public boolean hasEnough() {
        return judge.hasEnough();
    }

    @Override
    public void resumable(String lastEventId, long retryMillis) {
        judge.resumable(lastEventId, retryMillis);
    }

    @Override
    public void unasked(SseEvent line) {
        judge.unasked(line);
    }

    @Override
    public void end(Ending ending, byte[] body, long nanos) {
        silentUntil(nanos);
        if (task != null) {
            task.body(body);
        }
        judge.end(ending, body, nanos);
    }

    private void silentUntil(long nanos) {
        if (streams) {
            longestSilenceNanos = Math.max(longestSilenceNanos, nanos - lastNanos);
        }
        lastNanos = nanos;
    }
}
