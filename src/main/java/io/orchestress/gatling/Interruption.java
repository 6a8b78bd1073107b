package io.orchestress.gatling;

import io.orchestress.metrics.TimeSource;
import io.orchestress.text.Console;
import io.orchestress.transport.process.ProcessSignals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends the run when whoever started it wants that: at SIGINT (Ctrl-C), SIGTERM and SIGHUP, and when the process is gone that runs it for
 * somebody else: Maven, whose plugin forked this JVM, or {@code release-gate}. The load stops at once, and within {@link #LIMIT} record,
 * verdict and report are there. A second signal ends this JVM at once.
 */
final class Interruption {
    /** From the first signal to the end of this JVM, whatever hangs. */
    static final Duration LIMIT = Duration.ofSeconds(9);

    /** Names the process id of a script that waits for this JVM. */
    static final String STARTED_BY = "ORCHESTRESS_STARTED_BY";

    /** Who passes a signal on to its group as well as to its child sends one twice: that is no second signal. */
    private static final Duration SAME = Duration.ofMillis(500);

    /** A run that has a record, but has not begun, is waited for so long: its record can then be closed. */
    private static final Duration BEGINS = Duration.ofSeconds(5);

    private static final int SIGNALLED = 128;
    private static final long INIT = 1;
    private static final Interruption OF_THIS_JVM = new Interruption();

    private enum Cause {
        INT("SIGINT (Ctrl-C)", 2),
        TERM("SIGTERM", 15),
        HUP("SIGHUP", 1),
        STARTER("the end of its parent process", 15);

        private final String words;
        private final int number;

        Cause(String words, int number) {
            this.words = words;
            this.number = number;
        }

        int status() {
            return SIGNALLED + number;
        }
    }

    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile @Nullable RunSession session;
    private boolean watching;
    private boolean recording;
    private @Nullable Cause cause;
    private long sinceNanos;

    private Interruption() {}

    static Interruption ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** Begins to listen, once. */
    synchronized void watch() {
        if (watching) {
            return;
        }
        watching = true;
        for (Cause signal : List.of(Cause.INT, Cause.TERM, Cause.HUP)) {
            ProcessSignals.watch(signal.name(), number -> interrupt(signal));
        }
        watchStarter();
    }

    /**
     * Whose end is to be ours. Whoever starts a run and goes away, leaves it running: only those who wait for it are watched. One that is gone
     * already was killed while this JVM started.
     */
    private void watchStarter() {
        Optional<ProcessHandle> starter;
        String script = System.getenv(STARTED_BY);
        if (script != null && script.matches("\\d{1,18}")) {
            starter = ProcessHandle.of(Long.parseLong(script));
        } else if (System.getProperty("java.class.path", "").contains("gatlingbooter")) {
            starter = ProcessHandle.current().parent().filter(Interruption::mayBeMaven);
        } else {
            return;
        }
        starter.ifPresentOrElse(
                process -> process.onExit().thenRun(() -> interrupt(Cause.STARTER)), () -> interrupt(Cause.STARTER));
    }

    /** Who inherits the children of those that are gone is no JVM, and mostly of another user, whose program is not told. */
    private static boolean mayBeMaven(ProcessHandle parent) {
        return parent.info()
                .command()
                .map(program -> Objects.toString(Path.of(program).getFileName()).startsWith("java"))
                .orElse(parent.pid() != INIT);
    }

    /** A record is about to be made. Of a run that has been interrupted by then there is none: this does not return. */
    void records() {
        synchronized (this) {
            recording = cause == null;
            if (recording) {
                return;
            }
        }
        awaitEnd();
    }

    private static void awaitEnd() {
        try {
            TimeUnit.DAYS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isRecording() {
        return recording;
    }

    /** There is a run now that can be ended in good order. */
    void begins(RunSession run) {
        session = run;
        begun.countDown();
    }

    /** Of a JVM that was interrupted: 128 and the number of the signal; empty: it was not. */
    synchronized OptionalInt status() {
        return cause == null ? OptionalInt.empty() : OptionalInt.of(cause.status());
    }

    private void interrupt(Cause by) {
        synchronized (this) {
            long now = TimeSource.SYSTEM.nanos();
            if (cause != null && now - sinceNanos < SAME.toNanos()) {
                return;
            }
            if (cause != null) {
                ForkedJvm.halt(by.status());
            }
            cause = by;
            sinceNanos = now;
        }
        boolean repeating = Repetition.end();
        onItsOwn("orchestress-interrupted-limit", () -> {
            // Who repeats this run has its own limit, which began no later than now.
            TimeUnit.NANOSECONDS.sleep((repeating ? LIMIT.plus(SAME) : LIMIT).toNanos());
            RunSession run = session;
            ForkedJvm.finishUnfinished(
                    run == null
                            ? "Shutdown ran out of time."
                            : "Shutdown ran out of time. Report on what was measured: scripts/orchestress report "
                                    + run.folder(),
                    by.status());
        });
        if (!repeating) {
            onItsOwn("orchestress-interrupted", () -> end(by));
        }
    }

    private void end(Cause by) throws InterruptedException {
        Console.err().println("Interrupted by " + by.words + ": stopping the load. A second signal exits at once.");
        if (!isRecording() || !begun.await(BEGINS.toMillis(), TimeUnit.MILLISECONDS)) {
            Console.err().println("The load had not started: nothing was measured.");
            ForkedJvm.halt(by.status());
        }
        RunSession run = session;
        if (run != null) {
            run.interrupted(by.words);
        }
        ForkedJvm.finish();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void onItsOwn(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
