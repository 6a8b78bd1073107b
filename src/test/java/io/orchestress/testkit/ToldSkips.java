package io.orchestress.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/**
 * Says why a test was skipped: in the console beside its class, and in a file of each JVM of tests, {@code skipped-N.txt} in
 * {@code target/surefire-reports}, of which {@code .ci/run} makes the list at its end. Every test has it (see
 * {@code junit-platform.properties}).
 */
public final class ToldSkips implements TestWatcher, LifecycleMethodExecutionExceptionHandler {
    static final String NO_REASON = "no reason given";

    /** Of which JVM of tests this is; without it, as in an IDE, the console is enough. */
    private static final @Nullable String FORK = System.getProperty("tests.fork");

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        tell(line(name(context), reason.orElse("")));
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        tell(line(name(context), cause == null ? "" : cause.getMessage()));
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable problem) throws Throwable {
        if (problem instanceof TestAbortedException) {
            tell(line(context.getRequiredTestClass().getSimpleName() + ", all of it", problem.getMessage()));
        }
        throw problem;
    }

    /**
     * One line: which test, and why; of an assumption of a library only its own words.
     *
     * @param reason as the library words it, on any number of lines
     */
    static String line(String test, @Nullable String reason) {
        String said = reason == null ? "" : reason;
        String own = said.contains("[") && said.startsWith("assumption was not met", said.indexOf('a'))
                ? said.substring(said.indexOf('[') + 1, said.indexOf(']'))
                : said;
        String words = own.replaceFirst("^Assumption failed: ?(assumption is not (true|false)$)?", "")
                .replaceAll("\\s+", " ")
                .strip();
        return "skipped: " + test + ": " + (words.isEmpty() ? NO_REASON : words);
    }

    private static String name(ExtensionContext context) {
        String method = context.getRequiredTestMethod().getName();
        String shown = context.getDisplayName();
        return context.getRequiredTestClass().getSimpleName() + "." + method
                + (shown.startsWith(method) ? "" : " (" + shown + ")");
    }

    private static synchronized void tell(String line) {
        System.out.println(line);
        if (FORK == null) {
            return;
        }
        try {
            Path file = Files.createDirectories(Path.of("target", "surefire-reports"))
                    .resolve("skipped-" + FORK + ".txt");
            Files.writeString(
                    file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
