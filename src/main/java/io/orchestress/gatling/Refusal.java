package io.orchestress.gatling;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.run.ExitCode;
import io.orchestress.target.TargetUnavailableException;
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
            System.err.println("Not run: the configuration has " + e.problems().size() + " problem(s).");
            e.problems().forEach(problem -> System.err.println("  " + problem));
        } catch (TargetUnavailableException e) {
            System.err.println("Not run: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("Not run: the record cannot be written (orchestress.record.folder): " + e);
        }
        ForkedJvm.endNow(ExitCode.NOT_RUN);
        throw new IllegalStateException("unreachable");
    }
}
