package io.orchestress.sut.embedded.agent;

import io.netty.channel.EventLoop;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Starts agents on tasks. Methods that are public may be called from any thread; nothing blocks. */
public final class Agents {
    final AgentSettings settings;
    final BugControl bugs;
    final Connections connections;
    final Toolbox tools;
    final Swaps swaps;
    final Remembered remembered = new Remembered();
    private final EventLoop loop;
    private final AgentWorld world;
    private final SplittableRandom jitter;

    public Agents(EventLoop loop, AgentWorld world, AgentSettings settings, BugControl bugs) {
        this.loop = loop;
        this.world = world;
        this.settings = settings;
        this.bugs = bugs;
        jitter = new SplittableRandom(settings.seed());
        connections = new Connections(loop, settings.url(), settings.timeoutNanos());
        tools = new Toolbox(connections);
        swaps = new Swaps(this);
        Consumer<String> nobody = text -> {};
        loop.execute(() -> tools.list(nobody, nobody)); // so that the first task need not wait for it
    }

    /** A task that is worked on. */
    public interface Work {
        /** Stops it; false when it goes on all the same, and says so when it is over. */
        boolean cancel();
    }

    /**
     * Begins at once.
     *
     * @param overheadNanos time of its own: half of it before the first call, half after the last
     */
    public Work start(Assignment assignment, long overheadNanos, Reporter reporter) {
        AgentRun run = new AgentRun(this, assignment, overheadNanos, reporter);
        loop.execute(run::start);
        return run;
    }

    /** Runs it on the loop, never before this returns. */
    void soon(Runnable action) {
        loop.execute(action);
    }

    void onLoop(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }

    /** Runs it on the loop, unless the time stands still: then when it goes on. */
    void thawed(Runnable action) {
        world.whenThawed(() -> onLoop(action));
    }

    /** Runs it on the loop, that much later; what comes back calls it off. */
    Runnable later(long nanos, Runnable action) {
        if (nanos <= 0) {
            thawed(action);
            return () -> {};
        }
        return world.later(nanos, () -> onLoop(action));
    }

    /** In [0, 1). */
    double jitter() {
        return jitter.nextDouble();
    }
}
