package io.orchestress.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ToldSkipsTest {
    /** A class that such an annotation skips is told to no extension; an assumption is. */
    private static final Pattern SILENT =
            Pattern.compile("^\\s*@(Disabled|Enabled)\\w*|\\bassume(True|False)\\([^,;]*\\);", Pattern.MULTILINE);

    static List<Arguments> assumptions() {
        return List.of(
                Arguments.of((ThrowingCallable) () -> assumeTrue(false, "not installed: x"), "not installed: x"),
                Arguments.of((ThrowingCallable) () -> assumeTrue(false), ToldSkips.NO_REASON),
                Arguments.of(
                        (ThrowingCallable)
                                () -> assumeThat(true).as("root may write").isFalse(),
                        "root may write"));
    }

    @ParameterizedTest
    @MethodSource("assumptions")
    void theReasonIsTheTestsOwn(ThrowingCallable assumption, String reason) {
        Throwable aborted = org.assertj.core.api.Assertions.catchThrowable(assumption);

        assertThat(ToldSkips.line("ATest.one", aborted.getMessage())).isEqualTo("skipped: ATest.one: " + reason);
    }

    @Test
    void noTestIsSkippedInSilence() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".java") && !path.endsWith("ToldSkipsTest.java"))
                    .toList()) {
                assertThat(Files.readString(file, StandardCharsets.UTF_8))
                        .as("%s: say why by an assumption with a message", file)
                        .doesNotContainPattern(SILENT);
            }
        }
    }
}
