package io.orchestress.transport.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessSignalsTest {
    /** WINCH is 28 on Linux, and does nothing to a process that does not ask for it. */
    @Test
    void aSignalIsToldWithItsNumber() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "numbers of signals are those of Linux");
        CompletableFuture<Integer> told = new CompletableFuture<>();

        assertThat(ProcessSignals.watch("WINCH", told::complete)).isTrue();
        new ProcessBuilder(
                        "kill",
                        "-s",
                        "WINCH",
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();

        assertThat(told.get(60, TimeUnit.SECONDS)).isEqualTo(28);
    }

    /** KILL can be watched by nobody, SEGV is the JVM's own. */
    @ParameterizedTest
    @ValueSource(strings = {"NOSUCH", "KILL", "SEGV"})
    void whatCannotBeWatchedIsNot(String name) {
        assertThat(ProcessSignals.watch(name, number -> {})).isFalse();
    }
}
