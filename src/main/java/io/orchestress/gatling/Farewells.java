package io.orchestress.gatling;

import io.gatling.core.session.Session;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Transports;
import io.orchestress.text.Console;
import io.orchestress.text.Format;
import io.orchestress.transport.Wire;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What users say whom the end of the load finds at work, because a breaker tripped or somebody interrupted the run: the sessions that they
 * have at the target would stay open there. The target may be in trouble, so little is asked of it: a few farewells at a time, all of them within two
 * seconds. None is in any figure, and whatever comes of them is of no consequence.
 */
final class Farewells {
    private static final Logger LOGGER = LoggerFactory.getLogger(Farewells.class);
    private static final String NAME = "farewell";
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration BEYOND = Duration.ofMillis(500);
    private static final int AT_A_TIME = 16;

    private final Journey journey;
    private final CallRecorder settings;
    private final Transports wires;

    Farewells(Journey journey, CallRecorder settings, Transports wires) {
        this.journey = journey;
        this.settings = settings;
        this.wires = wires;
    }

    /**
     * Begins to say them.
     *
     * @return waits until all are said, or their time is over
     */
    Runnable say(Set<VirtualUser> users) {
        Deque<Said> calls = new ArrayDeque<>();
        users.forEach(user ->
                farewell(user).ifPresent(call -> calls.add(new Said(call, settings.of(user), user.aside()))));
        if (calls.isEmpty()) {
            return () -> {};
        }
        Saying saying = new Saying(calls);
        saying.begin();
        return saying::await;
    }

    private Optional<Call> farewell(VirtualUser user) {
        Session latest = user.latest();
        try {
            return latest == null ? Optional.empty() : journey.farewell(new io.gatling.javaapi.core.Session(latest));
        } catch (RuntimeException e) {
            LOGGER.debug("no farewell", e);
            return Optional.empty();
        }
    }

    /** What is said, and with whose headers. */
    private record Said(Call call, CallRecorder by, Carried carried) {}

    /** Confined to its event loop, but for the waiting. */
    private final class Saying {
        private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        private final EventLoop loop = group.next();
        private final CountDownLatch over = new CountDownLatch(1);
        private final Deque<Said> calls;
        private final long untilNanos;
        private final int all;
        private final AtomicInteger taken = new AtomicInteger();
        private int open;

        Saying(Deque<Said> calls) {
            this.calls = calls;
            all = calls.size();
            untilNanos = settings.time().nanos() + LONGEST.toNanos();
        }

        void begin() {
            loop.execute(() -> {
                for (int i = 0; i < AT_A_TIME && !calls.isEmpty(); i++) {
                    open++;
                    next(wires.open(loop));
                }
            });
        }

        /** Says what is to be said next, over a wire that has nothing to do. */
        private void next(Wire wire) {
            long leftNanos = untilNanos - settings.time().nanos();
            Said said = leftNanos > 0 ? calls.poll() : null;
            if (said == null) {
                wire.close();
                open--;
                if (open == 0) {
                    over.countDown();
                }
                return;
            }
            Call call = said.call();
            Duration left = Duration.ofNanos(leftNanos);
            Duration timeout = call.timeout(left.compareTo(settings.timeout()) < 0 ? left : settings.timeout());
            Answer answer = call.answer().get();
            try {
                settings.check(call.request());
                answer.begin(settings.time().nanos(), (reply, nanos) -> {
                    taken.addAndGet(reply.isOk() ? 1 : 0);
                    loop.execute(() -> next(wire));
                });
                wire.send(said.by().complete(NAME, call, said.carried()), timeout, answer);
            } catch (TargetGuard.ElsewhereException | RuntimeException e) {
                LOGGER.debug("no farewell", e);
                loop.execute(() -> next(wire));
            }
        }

        private void await() {
            try {
                // Each call ends by itself; a loop that hangs must not take the run along.
                if (!over.await(untilNanos - settings.time().nanos() + BEYOND.toNanos(), TimeUnit.NANOSECONDS)) {
                    LOGGER.debug("farewells hang");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            int left = all - taken.get();
            if (left > 0) {
                Console.out()
                        .println("The target may still hold up to " + Format.count(left, "open user session")
                                + ": requests to end " + (left == 1 ? "it" : "them") + " did not succeed within "
                                + LONGEST.toSeconds() + " s.");
            }
            var unused = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
