package io.orchestress.gatling;

import io.orchestress.config.InvalidConfigException;
import io.orchestress.plugin.PluginException;
import io.orchestress.record.ExceptionText;
import io.orchestress.record.ExitCode;
import io.orchestress.sut.TargetUnavailableException;
import io.orchestress.text.Console;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A run that cannot begin: one clear message, {@link ExitCode#NOT_RUN}, and not a single request. */
final class Startup {
    private Startup() {}

    /** A step on the way to a run. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException, TargetUnavailableException;
    }

    /** Takes the step, or ends the JVM; also for what nobody has foreseen. */
    static <T> T unlessPossible(Step<T> step) {
        try {
            return step.take();
        } catch (InvalidConfigException e) {
            int problems = e.problems().size();
            Console.err()
                    .println("Not run: the configuration has " + problems
                            + (problems == 1 ? " problem." : " problems."));
            e.problems().forEach(problem -> Console.err().println("  " + Visible.line(problem.toString())));
        } catch (TargetUnavailableException | PluginException e) {
            Console.err().println("Not run: " + Visible.line(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            Console.err().println("Not run: " + Visible.line(ExceptionText.inWords(e)));
        } catch (UncheckedIOException e) {
            Console.err()
                    .println("Not run: " + Visible.line(ExceptionText.inWords(Objects.requireNonNull(e.getCause()))));
        } catch (RuntimeException | Error e) {
            Console.err().println("Not run: " + Visible.line(ExceptionText.unforeseen(e)));
        }
        ForkedJvm.endNow(ExitCode.NOT_RUN);
        throw new IllegalStateException("unreachable");
    }

    /** Says why there is no run, and ends the JVM. */
    static void end(String why) {
        Console.err().println("Not run: " + Visible.line(why));
        ForkedJvm.endNow(ExitCode.NOT_RUN);
    }
}
