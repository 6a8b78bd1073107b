package io.orchestress.gatling;

import io.orchestress.evaluation.Evaluation;
import io.orchestress.record.ExitCode;
import io.orchestress.text.Console;
import io.orchestress.text.ConsoleThread;
import io.orchestress.transport.process.Children;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends the JVM that Gatling's Maven plugin forked, with a status of ours. Gatling itself knows only success and failed
 * assertions, and its report is lost when a simulation throws.
 */
final class ForkedJvm {
    /** Between Gatling's summary and ours, which differ: both are right, one decides. */
    private static final String NOT_THESE =
            "The numbers above are Gatling's own: all requests, warm-up included, without correction for coordinated omission."
                    + System.lineSeparator() + "The verdict uses the record's, below." + System.lineSeparator();

    /** For who reads the console with a pager, or slowly. */
    private static final Duration READ = Duration.ofMinutes(10);

    private static final Duration READ_IN_HASTE = Duration.ofSeconds(1);

    private static final AtomicReference<@Nullable ConsoleThread> CONSOLE = new AtomicReference<>();
    private static final AtomicReference<@Nullable Evaluation> CONCLUSION = new AtomicReference<>();
    private static final AtomicReference<@Nullable Repetition> REPETITION = new AtomicReference<>();
    private static final AtomicBoolean GATLING_SPEAKS = new AtomicBoolean();
    private static final AtomicBoolean FINISHED = new AtomicBoolean();

    private ForkedJvm() {}

    /** The simulation begins: from here on nobody who prints waits for the console, and who started this JVM may end it. */
    static void begins() {
        if (CONSOLE.get() == null) {
            CONSOLE.compareAndSet(null, ConsoleThread.takeOver());
        }
        if (!isMaven()) {
            Interruption.ofThisJvm().watch();
        }
        ExtractedLibraries.delete();
    }

    /** Whether another JVM may come after this one. */
    static boolean canRepeat() {
        return !isMaven();
    }

    /** At once: nothing has been sent yet, and Gatling has nothing to report. */
    static void endNow(ExitCode code) {
        endNow(code.status());
    }

    /** The same with a status that may be that of a signal. */
    static void endNow(int status) {
        Console.liveLine().clear();
        Console.unmuteProcess();
        awaitConsole(READ);
        if (isMaven()) {
            throw new IllegalStateException("not run, see the message above");
        }
        halt(Interruption.ofThisJvm().status().orElse(status));
    }

    /**
     * When Gatling has written its report and ends the JVM, as it does either way: the last word is ours. A run that was interrupted does
     * not wait for Gatling.
     *
     * @param answered whether Gatling was told of any request: of none it makes an exception and no report, so it is not waited for either
     * @param repetition what comes after the last word; empty: nothing
     */
    static void endWith(Evaluation conclusion, boolean answered, Optional<Repetition> repetition) {
        if (isMaven()) {
            Console.out().println(conclusion.summary());
            repetition.ifPresent(due -> Console.out()
                    .println("The machine was disturbed: " + due.because()
                            + ". In Maven's own JVM (gatling.sameProcess) the run is not repeated."));
            Console.unmuteProcess();
            if (conclusion.exitCode() != ExitCode.PASSED) {
                throw new IllegalStateException("the run did not pass, see the summary above");
            }
            return;
        }
        CONCLUSION.set(conclusion);
        REPETITION.set(repetition.orElse(null));
        Runtime.getRuntime().addShutdownHook(new Thread(ForkedJvm::finish, "orchestress-exit"));
        GATLING_SPEAKS.set(answered && Interruption.ofThisJvm().status().isEmpty());
        if (!GATLING_SPEAKS.get()) {
            finish();
        }
    }

    /** The run is judged and reported, and what remains can be done without: a run that is ended meanwhile says this. */
    static void judged(Evaluation conclusion) {
        if (!isMaven()) {
            CONCLUSION.set(conclusion);
        }
    }

    /** The time is up: says what the run came to, if it was judged, or else this, and ends this JVM. */
    static void finishUnfinished(String otherwise, int status) {
        if (CONCLUSION.get() == null) {
            Console.err().println(otherwise);
        } else {
            finish();
        }
        halt(status);
    }

    /** Says what the run came to and ends this JVM; who comes second lets the first one do it. */
    static void finish() {
        Evaluation conclusion = CONCLUSION.get();
        if (conclusion == null || !FINISHED.compareAndSet(false, true)) {
            return;
        }
        int status = conclusion.exitCode().status();
        // Whatever goes wrong with the last words: a run that did not pass must not end with Gatling's 0.
        try {
            boolean interrupted = Interruption.ofThisJvm().status().isPresent();
            boolean gatlingSpoke = GATLING_SPEAKS.get() && !interrupted;
            Console.out().println((gatlingSpoke ? NOT_THESE + System.lineSeparator() : "") + conclusion.summary());
            Repetition repetition = interrupted ? null : REPETITION.get();
            if (repetition != null) {
                Console.out().println(repetition.announcement() + System.lineSeparator());
            }
            Console.unmuteProcess();
            Console.liveLine().clear();
            awaitConsole(interrupted ? READ_IN_HASTE : READ);
            if (repetition != null) {
                status = repetition.run().orElse(status);
            }
        } finally {
            halt(Interruption.ofThisJvm().status().orElse(status));
        }
    }

    /** Ends this JVM and all that it has started, whatever goes wrong with the latter. */
    static void halt(int status) {
        try {
            Children.killAll();
            ExtractedLibraries.delete();
            Console.liveLine().clear();
            awaitConsole(Duration.ofMillis(200));
        } finally {
            Runtime.getRuntime().halt(status);
        }
    }

    private static void awaitConsole(Duration most) {
        ConsoleThread console = CONSOLE.get();
        try {
            if (console != null) {
                console.awaitWritten(most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** With {@code gatling.sameProcess} this is Maven's own JVM, which is not ours to end. */
    private static boolean isMaven() {
        return System.getProperty("maven.home") != null || System.getProperty("classworlds.conf") != null;
    }
}
