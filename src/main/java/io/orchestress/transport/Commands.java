package io.orchestress.transport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the commands of all users, a limited number at a time; the others wait for their turn, first come, first served. */
public final class Commands implements AutoCloseable {
    private final AnswerLimits limits;
    private final ExecutorService turns;
    private final ExecutorService pipes = Executors.newCachedThreadPool(daemons("orchestress-pipe-"));
    private final Set<CommandRun> running = ConcurrentHashMap.newKeySet();
    private final Thread atExit = new Thread(this::killAll, "orchestress-commands-exit");

    /**
     * @param concurrent at least 1
     * @param limits of the standard output of each
     */
    public Commands(int concurrent, AnswerLimits limits) {
        this.limits = limits;
        turns = Executors.newFixedThreadPool(concurrent, daemons("orchestress-command-"));
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    AnswerLimits limits() {
        return limits;
    }

    void submit(CommandRun run) {
        turns.execute(() -> {
            running.add(run);
            try {
                run.run();
            } finally {
                running.remove(run);
            }
        });
    }

    /** For what blocks, but is no command. */
    void inBackground(Runnable task) {
        pipes.execute(task);
    }

    private void killAll() {
        running.forEach(CommandRun::kill);
    }

    /** Kills what is running and forgets what waits. */
    @Override
    public void close() {
        turns.shutdownNow();
        killAll();
        pipes.shutdown();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the JVM is ending already, and the hook has run or is about to
        }
    }
}
