package io.orchestress.gatling;

import io.netty.channel.EventLoop;
import io.orchestress.gatling.leave.Leavers;
import io.orchestress.metrics.Counter;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Wire;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A user who leaves each of its tasks before its end, if the task is not quicker. Confined to the user's event loop. */
final class Departure {
    /** How long a user who has told the target listens on. */
    static final long LINGER_SECONDS = 5;

    private final Leavers leavers;
    private final long userId;
    private @Nullable EventLoop lingersOn;
    private int tasks;
    private @Nullable Future<?> timer;
    private @Nullable Flight latest;
    private Optional<Call> cancel = Optional.empty();

    /** One call of the task, under way or over. */
    interface Flight {
        /** As {@link io.orchestress.protocol.Answer#cancel}. */
        Optional<Call> cancel();

        /** Says it to the target, by the way that the call goes. */
        void say(Call cancel, Consumer<Reply> heard);

        boolean isUnderWay();

        /** The user does not wait for it any more, and goes on without it. */
        void leave(boolean told);
    }

    Departure(Leavers leavers, long userId) {
        this.leavers = leavers;
        this.userId = userId;
    }

    /** A task begins. */
    void taskStarts(VirtualUser user, TaskSpan task, EventLoop loop) {
        taskEnds();
        task.isOfLeaver();
        Optional<Leavers.Leave> leave = leavers.leave(userId, tasks, task.name());
        tasks++;
        leave.ifPresent(drawn -> {
            try {
                timer = loop.schedule(
                        () -> leaves(user, task, drawn.cancels(), loop), drawn.afterNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                timer = null; // the load has ended
            }
        });
    }

    /** The user goes for good. Where it has just told the target that it leaves, that must arrive, and be what ends the work. */
    void closes(Wire wire) {
        EventLoop loop = lingersOn;
        if (loop == null) {
            wire.close();
            return;
        }
        try {
            loop.schedule(wire::close, LINGER_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            wire.close(); // the load has ended
        }
    }

    /** The task under way has ended, or is not waited for any more. */
    void taskEnds() {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = null;
        latest = null;
        cancel = Optional.empty();
    }

    /** A call of the user begins. */
    void calls(Flight flight) {
        if (latest != null) {
            cancel = latest.cancel().or(() -> cancel);
        }
        latest = flight;
    }

    private void leaves(VirtualUser user, TaskSpan task, boolean cancels, EventLoop loop) {
        timer = null;
        Flight flight = latest;
        if (flight == null) {
            return; // nothing of the task was sent by a way that we can leave: the user stays
        }
        Optional<Call> said = cancels ? flight.cancel().or(() -> cancel) : Optional.empty();
        boolean inFlight = flight.isUnderWay();
        if (!user.leaves(task, said.isPresent(), inFlight)) {
            return;
        }
        lingersOn = said.isPresent() ? loop : null;
        said.ifPresent(call -> flight.say(
                call,
                reply -> user.run()
                        .measurements()
                        .count(
                                task.phase(),
                                task.name(),
                                Counter.CANCELS,
                                reply.outcome().label(),
                                1)));
        if (inFlight) {
            flight.leave(said.isPresent());
        }
    }
}
