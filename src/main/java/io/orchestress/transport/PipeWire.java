package io.orchestress.transport;

import io.netty.channel.EventLoop;
import io.orchestress.metrics.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines to and from the pipes of a child process, which is started by the first request and again by the first one after its end, and
 * killed with its children when the wire is closed. There is no status: receivers get no {@link Receiver#head}.
 *
 * <p>A child that ends is CONNECTION to those who wait for it, or if nobody does to the next request, which must learn that all the child
 * knew is gone; or TRUNCATED when it was in the middle of a line; text that is not UTF-8
 * is MALFORMED, and a line that is longer than is taken TOO_LONG: of both it is killed. A request that takes too long
 * does not end the child: its answer may come later, among those of others. A line that comes while nobody waits is told to the receiver
 * that ended last ({@link Receiver#unasked}).
 */
public final class PipeWire implements Wire {
    private static final byte[] NO_BODY = {};
    private static final Object NOBODY = "nobody";

    private final List<String> command;
    private final AnswerLimits limits;
    private final EventLoop loop;
    private final List<Exchange> pending = new ArrayList<>();
    private @Nullable ChildProcess child;
    private @Nullable Receiver endedLast;
    private boolean endedUnheard;
    private boolean closed;

    /**
     * @param command program and arguments: no shell
     * @param loop of the user
     * @param limits of a line that it may write
     */
    public PipeWire(List<String> command, EventLoop loop, AnswerLimits limits) {
        this.limits = limits;
        this.command = List.copyOf(command);
        this.loop = loop;
    }

    private static final class Exchange {
        private final Receiver receiver;
        private final boolean answered;
        private @Nullable ScheduledFuture<?> timeout;

        Exchange(Receiver receiver, boolean answered) {
            this.receiver = receiver;
            this.answered = answered;
        }
    }

    @Override
    public void send(Outbound request, Duration timeout, Receiver receiver) {
        if (!(request instanceof Outbound.Line line)) {
            throw new IllegalArgumentException("a pipe carries lines, not " + request);
        }
        if (line.aside()) {
            if (child != null) {
                child.write(line.text(), NOBODY);
            }
            loop.execute(() -> receiver.end(Ending.COMPLETE, NO_BODY, TimeSource.SYSTEM.nanos()));
            return;
        }
        Exchange exchange = new Exchange(receiver, line.answered());
        pending.add(exchange);
        exchange.timeout = loop.schedule(() -> end(exchange, Ending.TIMEOUT), timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (closed) {
            loop.execute(() -> end(exchange, Ending.CLOSED));
            return;
        }
        if (endedUnheard) {
            endedUnheard = false;
            loop.execute(() -> end(exchange, Ending.CONNECTION));
            return;
        }
        ChildProcess running = child;
        if (running == null) {
            Ears ears = new Ears();
            running = new ChildProcess(command, limits, ears);
            ears.listenTo = running;
            child = running;
            running.start();
        }
        running.write(line.text(), exchange);
    }

    @Override
    public void giveUp(Receiver receiver, boolean told) {
        for (Exchange exchange : List.copyOf(pending)) {
            if (exchange.receiver == receiver) {
                ChildProcess running = child;
                if (!told && running != null) {
                    child = null;
                    running.killLater();
                }
                end(
                        exchange,
                        told ? Ending.TIMEOUT : Ending.CLOSED); // a response may come later, among those of others
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        ChildProcess running = child;
        child = null;
        if (running != null) {
            running.killLater();
        }
        endAll(Ending.CLOSED, "");
    }

    /** Ends every process that a pipe of this JVM leads to. */
    public static void killAll() {
        ChildProcess.killAll();
    }

    private void end(Exchange exchange, Ending ending) {
        if (!pending.remove(exchange)) {
            return;
        }
        if (exchange.timeout != null) {
            exchange.timeout.cancel(false);
        }
        if (exchange.answered) {
            endedLast = exchange.receiver;
        }
        exchange.receiver.end(ending, NO_BODY, TimeSource.SYSTEM.nanos());
    }

    private void endAll(Ending ending, String why) {
        for (Exchange exchange : List.copyOf(pending)) {
            if (!why.isEmpty()) {
                exchange.receiver.why(why);
            }
            end(exchange, ending);
        }
    }

    /** Takes what one process says to the event loop; what comes of a process that is not ours any more is left. */
    private final class Ears implements ChildProcess.Listener {
        private @Nullable ChildProcess listenTo;

        @Override
        public void written(Object token) {
            onLoop(() -> {
                if (token instanceof Exchange exchange && !exchange.answered) {
                    end(exchange, Ending.COMPLETE);
                }
            });
        }

        @Override
        public void line(String text, int bytes, long nanos) {
            onLoop(() -> {
                if (listenTo != null) {
                    listenTo.handled(bytes);
                }
                SseEvent event = new SseEvent(SseEvent.MESSAGE, text, "");
                List<Exchange> waiting =
                        pending.stream().filter(exchange -> exchange.answered).toList();
                if (waiting.isEmpty() && isOurs() && endedLast != null) {
                    endedLast.unasked(event);
                }
                for (Exchange exchange : waiting) {
                    if (isOurs() && pending.contains(exchange) && exchange.receiver.event(event, nanos)) {
                        end(exchange, Ending.COMPLETE);
                    }
                }
            });
        }

        @Override
        public void ended(Ending how, String why) {
            onLoop(() -> {
                if (isOurs()) {
                    child = null;
                    endedUnheard = pending.isEmpty();
                    endAll(how, why);
                }
            });
        }

        private boolean isOurs() {
            return listenTo == child;
        }

        private void onLoop(Runnable task) {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException e) {
                // the load has ended
            }
        }
    }
}
