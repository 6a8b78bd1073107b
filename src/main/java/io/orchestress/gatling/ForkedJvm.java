package io.orchestress.gatling;

import io.orchestress.run.ExitCode;

/**
 * Ends the JVM that Gatling's Maven plugin forked, with a status of ours. Gatling itself knows only success and failed
 * assertions, and its report is lost when a simulation throws.
 */
final class ForkedJvm {
    private ForkedJvm() {}

    /** At once: nothing has been sent yet, and Gatling has nothing to report. */
    static void endNow(ExitCode code) {
        System.out.flush();
        System.err.flush();
        if (isMaven()) {
            throw new IllegalStateException("not run, see the message above");
        }
        Runtime.getRuntime().halt(code.status());
    }

    /** When Gatling has written its report and ends the JVM, as it does either way. */
    static void endWith(ExitCode code) {
        if (code == ExitCode.PASSED) {
            return;
        }
        if (isMaven()) {
            throw new IllegalStateException("the run did not pass, see the summary above");
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(code.status()), "orchestress-exit"));
    }

    /** With {@code gatling.sameProcess} this is Maven's own JVM, which is not ours to end. */
    private static boolean isMaven() {
        return System.getProperty("maven.home") != null || System.getProperty("classworlds.conf") != null;
    }
}
