package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Talk;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.Receiver;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.Wire;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The talk of one call, by the wire that the call goes by. Confined to its event loop. */
final class CallTalk implements Talk {
    private static final Duration LONGEST_ASIDE = Duration.ofSeconds(10);
    private static final byte[] NO_BODY = {};

    private final CallRecorder settings;
    private final String requestName;
    private final @Nullable Carried carried;
    private final EventLoop loop;
    private final Wire wire;
    private final Receiver reader;
    private final long deadlineNanos;
    private final Runnable whenResumed;
    private final BooleanSupplier isWanted;

    /**
     * @param carried by the call, of which all that is said here is a part; null: nothing
     * @param reader of the call's answer
     * @param deadlineNanos of the time source: when the call is given up
     * @param isWanted whether anybody waits for the answer
     */
    CallTalk(
            CallRecorder settings,
            String requestName,
            @Nullable Carried carried,
            EventLoop loop,
            Wire wire,
            Receiver reader,
            long deadlineNanos,
            Runnable whenResumed,
            BooleanSupplier isWanted) {
        this.settings = settings;
        this.requestName = requestName;
        this.carried = carried;
        this.loop = loop;
        this.wire = wire;
        this.reader = reader;
        this.deadlineNanos = deadlineNanos;
        this.whenResumed = whenResumed;
        this.isWanted = isWanted;
    }

    @Override
    public void say(Outbound message, IntConsumer heard) {
        Duration atMost = settings.timeout().compareTo(LONGEST_ASIDE) < 0 ? settings.timeout() : LONGEST_ASIDE;
        try {
            settings.check(message);
            wire.send(settings.complete(requestName, message, carried), atMost, new Status(heard));
        } catch (TargetGuard.ElsewhereException | IllegalArgumentException e) {
            heard.accept(0);
        }
    }

    @Override
    public boolean goesOn(Outbound request, long afterNanos) {
        long leftNanos = Math.max(0, deadlineNanos - TimeSource.SYSTEM.nanos());
        boolean inTime = afterNanos < leftNanos;
        try {
            settings.check(request);
            loop.schedule(
                    () -> askOrGiveUp(request, inTime, afterNanos),
                    inTime ? afterNanos : leftNanos,
                    TimeUnit.NANOSECONDS);
        } catch (TargetGuard.ElsewhereException e) {
            return false;
        } catch (RejectedExecutionException e) {
            return true; // the load has ended, and with it the call
        }
        return true;
    }

    private void askOrGiveUp(Outbound request, boolean inTime, long afterNanos) {
        if (!isWanted.getAsBoolean()) {
            return;
        }
        if (!inTime) {
            ends(
                    Ending.TIMEOUT,
                    "the target asked to resume the stream after " + TimeUnit.NANOSECONDS.toMillis(afterNanos)
                            + " ms, beyond the timeout of the call");
            return;
        }
        whenResumed.run();
        long leftNanos = Math.max(1, deadlineNanos - TimeSource.SYSTEM.nanos());
        try {
            wire.send(settings.complete(requestName, request, carried), Duration.ofNanos(leftNanos), reader);
        } catch (IllegalArgumentException e) {
            ends(Ending.MALFORMED, "the stream cannot be resumed: " + e.getMessage());
        }
    }

    private void ends(Ending ending, String why) {
        reader.why(why);
        reader.end(ending, NO_BODY, TimeSource.SYSTEM.nanos());
    }

    /** Hears the status, and lets the rest pass. */
    private static final class Status implements Receiver {
        private final IntConsumer heard;
        private int status;

        Status(IntConsumer heard) {
            this.heard = heard;
        }

        @Override
        public void head(int newStatus, Map<String, String> headers, long nanos) {
            status = newStatus;
        }

        @Override
        public boolean hasEnough() {
            return true;
        }

        @Override
        public boolean event(SseEvent event, long nanos) {
            return true;
        }

        @Override
        public void end(Ending ending, byte[] body, long nanos) {
            heard.accept(status);
        }
    }
}
