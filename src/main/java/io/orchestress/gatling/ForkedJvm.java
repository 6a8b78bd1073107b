package io.orchestress.gatling;

import io.orchestress.conclusion.Conclusion;
import io.orchestress.run.ExitCode;
import io.orchestress.text.Console;

/**
 * Ends the JVM that Gatling's Maven plugin forked, with a status of ours. Gatling itself knows only success and failed
 * assertions, and its report is lost when a simulation throws.
 */
final class ForkedJvm {
    /** Between Gatling's summary and ours, which differ: both are right, one decides. */
    private static final String NOT_THESE =
            "The figures above are Gatling's own: all requests, warm-up included, without correction for coordinated omission."
                    + System.lineSeparator() + "Those below are the record's, and decide." + System.lineSeparator();

    private ForkedJvm() {}

    /** At once: nothing has been sent yet, and Gatling has nothing to report. */
    static void endNow(ExitCode code) {
        Console.out().flush();
        Console.err().flush();
        Console.unmuteProcess();
        if (isMaven()) {
            throw new IllegalStateException("not run, see the message above");
        }
        Runtime.getRuntime().halt(code.status());
    }

    /** When Gatling has written its report and ends the JVM, as it does either way: the last word is ours. */
    static void endWith(Conclusion conclusion) {
        if (isMaven()) {
            Console.out().println(conclusion.summary());
            Console.unmuteProcess();
            if (conclusion.exitCode() != ExitCode.PASSED) {
                throw new IllegalStateException("the run did not pass, see the summary above");
            }
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            Console.out().println(NOT_THESE);
                            Console.out().println(conclusion.summary());
                            Console.out().flush();
                            Console.unmuteProcess();
                            Runtime.getRuntime().halt(conclusion.exitCode().status());
                        },
                        "orchestress-exit"));
    }

    /** With {@code gatling.sameProcess} this is Maven's own JVM, which is not ours to end. */
    private static boolean isMaven() {
        return System.getProperty("maven.home") != null || System.getProperty("classworlds.conf") != null;
    }
}
