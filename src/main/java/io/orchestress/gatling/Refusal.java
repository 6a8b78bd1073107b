package io.orchestress.gatling;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.run.ExitCode;
import io.orchestress.target.TargetUnavailableException;
import io.orchestress.text.Console;
import io.orchestress.text.Visible;
import java.io.IOException;

/** A run that cannot begin: one clear message, {@link ExitCode#NOT_RUN}, and not a single request. */
final class Refusal {
    private Refusal() {}

    /** A step on the way to a run. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException, TargetUnavailableException;
    }

    /** Takes the step, or ends the JVM. */
    static <T> T unlessPossible(Step<T> step) {
        try {
            return step.take();
        } catch (InvalidConfigException e) {
            Console.err()
                    .println("Not run: the configuration has " + e.problems().size() + " problem(s).");
            e.problems().forEach(problem -> Console.err().println("  " + Visible.line(problem.toString())));
        } catch (TargetUnavailableException e) {
            Console.err().println("Not run: " + Visible.line(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            Console.err().println("Not run: the record cannot be written (orchestress.record.folder): " + e);
        }
        ForkedJvm.endNow(ExitCode.NOT_RUN);
        throw new IllegalStateException("unreachable");
    }
}
