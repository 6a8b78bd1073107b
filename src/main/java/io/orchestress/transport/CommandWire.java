package io.orchestress.transport;

import io.netty.channel.EventLoop;
import io.orchestress.metrics.TimeSource;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process for each exchange. The time that a command waits for its turn belongs to the exchange. It ends when the process ends; children
 * that a process leaves in the background are neither waited for nor killed, unless the exchange is cut off, which kills the whole
 * tree. The status is the exit code (128 + the number of the signal that ended it), the body standard output of at most
 * so many bytes. Headers: {@code stdout-bytes} and {@code stderr-bytes}, all that was written;
 * {@code stderr}, its first {@value CommandRun#KEPT_ERROR_BYTES} bytes; {@code error}, why it could not be started.
 */
public final class CommandWire implements Wire {
    private final Commands commands;
    private final EventLoop loop;
    private final Set<Exchange> underWay = new HashSet<>(2);

    public CommandWire(Commands commands, EventLoop loop) {
        this.commands = commands;
        this.loop = loop;
    }

    @Override
    public void send(Outbound request, Duration timeout, Receiver receiver) {
        if (!(request instanceof Outbound.Command command)) {
            throw new IllegalArgumentException("not a command: " + request);
        }
        Exchange exchange = new Exchange(command, receiver);
        underWay.add(exchange);
        try {
            exchange.timer =
                    loop.schedule(() -> exchange.cutOff(Ending.TIMEOUT), timeout.toNanos(), TimeUnit.NANOSECONDS);
            commands.submit(exchange.run);
        } catch (RejectedExecutionException e) {
            exchange.cutOff(Ending.CLOSED); // the load has ended
        }
    }

    @Override
    public void giveUp(Receiver receiver, boolean told) {
        for (Exchange exchange : List.copyOf(underWay)) {
            if (exchange.receiver == receiver) {
                exchange.cutOff(Ending.CLOSED);
            }
        }
    }

    @Override
    public void close() {
        List.copyOf(underWay).forEach(exchange -> exchange.cutOff(Ending.CLOSED));
    }

    private final class Exchange {
        private final Receiver receiver;
        private final CommandRun run;
        private @Nullable Future<?> timer;
        private boolean ended;

        Exchange(Outbound.Command command, Receiver receiver) {
            this.receiver = receiver;
            this.run = new CommandRun(command, commands, this::ranToItsEnd, receiver::progress);
        }

        private void ranToItsEnd(CommandRun.Result result) {
            try {
                loop.execute(() -> {
                    if (!ended) {
                        over();
                        receiver.head(result.status(), result.headers(), result.nanos());
                        if (!result.why().isEmpty()) {
                            receiver.why(result.why());
                        }
                        receiver.end(result.ending(), result.output(), result.nanos());
                    }
                    run.release();
                });
            } catch (RejectedExecutionException e) {
                run.release(); // the load has ended: nobody waits for it
            }
        }

        /** Looking for children takes milliseconds: not on the event loop. */
        private void cutOff(Ending ending) {
            if (ended) {
                return;
            }
            over();
            try {
                commands.inBackground(run::kill);
            } catch (RejectedExecutionException e) {
                run.kill();
            }
            receiver.end(ending, run.outputSoFar(), TimeSource.SYSTEM.nanos());
            run.release();
        }

        private void over() {
            ended = true;
            underWay.remove(this);
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
