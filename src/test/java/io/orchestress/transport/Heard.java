package io.orchestress.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Keeps what a receiver was told, and fails when it is told anything out of order. */
final class Heard implements Receiver {
    private final Predicate<SseEvent> enough;
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private volatile int status;
    private volatile Map<String, String> headers = Map.of();
    private final List<SseEvent> events = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final List<String> after = new CopyOnWriteArrayList<>();
    private final CompletableFuture<List<String>> rest = new CompletableFuture<>();
    private volatile boolean restBegan;
    private volatile String body = "";
    private volatile String why = "";
    private volatile long keptBytes;
    private volatile int timesEnded;
    private Runnable then = () -> {};

    Heard() {
        this(event -> false);
    }

    Heard(Predicate<SseEvent> enough) {
        this.enough = enough;
    }

    /** What to do on the event loop when it ends. */
    Heard then(Runnable next) {
        then = next;
        return this;
    }

    @Override
    public void head(int newStatus, Map<String, String> newHeaders, long nanos) {
        if (status != 0 || ended.isDone()) {
            ended.completeExceptionally(new AssertionError("a second head, or a head after the end"));
        }
        status = newStatus;
        headers = newHeaders;
        times.add(nanos);
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        if (status == 0 || ended.isDone()) {
            ended.completeExceptionally(new AssertionError("an event before the head or after the end"));
        }
        events.add(event);
        times.add(nanos);
        return enough.test(event);
    }

    @Override
    public void after(SseEvent event) {
        after.add(event.data());
    }

    @Override
    public void restBegins() {
        restBegan = true;
    }

    @Override
    public void restEnds() {
        if (!restBegan || !ended.isDone()) {
            rest.completeExceptionally(new AssertionError("the end of a rest that has not begun"));
        }
        rest.complete(List.copyOf(after));
    }

    /** What came behind the end, once no more can come. */
    List<String> rest() {
        try {
            return rest.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no end of the rest", e);
        }
    }

    boolean restBegan() {
        return restBegan;
    }

    /** Events behind the one that was enough, so far. */
    List<String> after() {
        return List.copyOf(after);
    }

    @Override
    public void why(String cause) {
        why = cause;
    }

    @Override
    public long keptBytes() {
        return keptBytes;
    }

    /** As a receiver that keeps so much. */
    Heard keeping(long bytes) {
        keptBytes = bytes;
        return this;
    }

    String why() {
        return why;
    }

    @Override
    public void end(Ending ending, byte[] newBody, long nanos) {
        body = new String(newBody, StandardCharsets.UTF_8);
        times.add(nanos);
        timesEnded++;
        ended.complete(ending);
        then.run();
    }

    Ending ending() {
        try {
            return ended.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no end", e);
        }
    }

    boolean hasEnded() {
        return ended.isDone();
    }

    int timesEnded() {
        return timesEnded;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    String body() {
        return body;
    }

    List<SseEvent> events() {
        return events;
    }

    List<Long> times() {
        return times;
    }
}
