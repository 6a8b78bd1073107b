package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.orchestress.config.Settings;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.recording.Outcome;
import io.orchestress.wire.Wire;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks the target, one call after the other and by one wire, before there are users. It measures nothing. */
public final class Inquiry implements AutoCloseable {
    private static final String NAME = "before the load";

    /** The time-out of the call is to be the first to end it. */
    private static final long BEYOND_MILLIS = 5_000;

    private final CallSettings settings;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Wire wire;

    Inquiry(Settings settings, CallSettings calls) {
        this.settings = calls;
        this.wire = Wires.of(settings).open(loop);
    }

    /** Makes a call and waits for what it comes to; at most the time that it has. */
    public Reply ask(Call call) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        Answer answer = call.answer().get();
        Duration timeout = call.timeout(settings.timeout());
        loop.execute(() -> {
            try {
                long start = settings.time().nanos();
                answer.begin(
                        start,
                        new CallTalk(settings, NAME, loop, wire, answer, start + timeout.toNanos(), () -> {}),
                        (came, nanos) -> reply.complete(came));
                wire.send(settings.complete(NAME, call.request()), timeout, answer);
            } catch (Throwable e) { // an Error, too: nobody else would end the waiting
                reply.completeExceptionally(e);
            }
        });
        return reply.completeOnTimeout(
                        Reply.failed(Outcome.TIMEOUT, "no complete answer in time"),
                        timeout.toMillis() + BEYOND_MILLIS,
                        TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public void close() {
        loop.submit(wire::close).awaitUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
