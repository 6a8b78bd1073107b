package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.orchestress.config.Settings;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.FirstCall;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.WireProtocol;
import io.orchestress.text.Console;
import io.orchestress.text.Format;
import io.orchestress.transport.Wire;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks the target, one call after the other and by one wire, before there are users. It measures nothing.
 *
 * <p>All its calls together have the time that one request of the load has, but for calls with a limit of their own; what is asked after the
 * first that used it up is not sent. What is waited for is told.
 */
public final class PreflightClient implements AutoCloseable {
    private static final String NAME = "before the load";

    /** The time-out of the call is to be the first to end it. */
    private static final long BEYOND_MILLIS = 5_000;

    /** Nearly every answer is there before. */
    private static final long QUIET_MILLIS = 3_000;

    private static final long TOLD_AGAIN_MILLIS = 10_000;

    /** With less than this nothing is asked. */
    private static final long LEAST_NANOS = 1_000_000;

    private final CallRecorder settings;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Wire wire;
    private final long quietMillis;
    private final Consumer<String> console;
    private long leftNanos;
    private String unanswered = "";

    PreflightClient(Settings settings, CallRecorder calls) {
        this(settings, calls, QUIET_MILLIS, Console.out()::println);
    }

    /** @param console is told, in a sentence each, what has been waited for that long, and then every ten seconds */
    PreflightClient(Settings settings, CallRecorder calls, long quietMillis, Consumer<String> console) {
        this.settings = calls;
        this.wire = WireProtocol.opened(settings).open(loop);
        this.quietMillis = quietMillis;
        this.console = console;
        leftNanos = calls.timeout().toNanos();
    }

    /** Makes a call and waits for what it comes to; at most the time that it has. */
    public Reply ask(Call call) {
        String name = FirstCall.name(call);
        if (!call.isLimited() && (!unanswered.isEmpty() || leftNanos < LEAST_NANOS)) {
            return Reply.failed(
                    FailureClass.TIMEOUT,
                    "not sent: " + (unanswered.isEmpty() ? "the requests before it" : unanswered) + " took all of the "
                            + seconds(settings.timeout())
                            + " (orchestress.target.request-timeout), the total for requests before the load");
        }
        if (call.isLimited()) {
            return reply(call, name, call.timeout(settings.timeout()));
        }
        long start = settings.time().nanos();
        Reply reply = reply(call, name, Duration.ofNanos(leftNanos));
        leftNanos -= settings.time().nanos() - start;
        if (reply.outcome() == FailureClass.TIMEOUT) {
            unanswered = name;
        }
        return reply;
    }

    private Reply reply(Call call, String name, Duration timeout) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Answer answer = call.answer().get();
        loop.execute(() -> {
            try {
                long start = settings.time().nanos();
                answer.begin(
                        start,
                        new CallTalk(
                                settings,
                                NAME,
                                null,
                                loop,
                                wire,
                                answer,
                                start + timeout.toNanos(),
                                () -> {},
                                () -> true),
                        (came, nanos) -> reply.complete(came));
                wire.send(settings.complete(NAME, call.request()), timeout, answer);
            } catch (Throwable e) { // an Error, too: nobody else would end the waiting
                reply.completeExceptionally(e);
            }
        });
        reply.completeOnTimeout(
                Reply.failed(FailureClass.TIMEOUT, "no complete response in time"),
                timeout.toMillis() + BEYOND_MILLIS,
                TimeUnit.MILLISECONDS);
        long waitedMillis = 0;
        long untilToldMillis = quietMillis;
        while (true) {
            try {
                return reply.copy()
                        .orTimeout(untilToldMillis, TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException e) {
                if (reply.isDone()) {
                    return reply.join();
                }
                waitedMillis += untilToldMillis;
                untilToldMillis = TOLD_AGAIN_MILLIS;
                console.accept("Before the load: waiting for the response to " + name + ", for "
                        + seconds(Duration.ofMillis(waitedMillis)) + " of at most " + seconds(timeout) + ".");
            }
        }
    }

    private static String seconds(Duration time) {
        return Format.duration(time.toMillis() / 1e3);
    }

    @Override
    public void close() {
        loop.submit(wire::close).awaitUninterruptibly();
        var unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
