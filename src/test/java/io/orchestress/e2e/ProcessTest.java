package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RunRecord;
import io.orchestress.record.sample.SampleFile;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.HdrLog;
import io.orchestress.testkit.Runs;
import io.orchestress.trace.TraceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A command as the target: as many runs of it as the record says, each failure in its class, and nothing left behind. */
class ProcessTest {

    @TempDir
    Path folder;

    @Test
    void eachFailureIsItsOwnAndNothingIsLeftRunning() throws IOException {
        Path log = folder.resolve("log");
        Path program = program("""
                echo "$1 $$ $TRACEPARENT" >> %s
                case "$1" in
                  simple) cat; exit 3 ;;
                  medium) cat >&2 ;;
                  complex) sleep 1000 ;;
                  workflow) yes ;;
                esac
                """.formatted(log));

        GatlingRun run = GatlingRun.of(
                SmokeTest.class,
                folder,
                GatlingRun.LONGEST,
                Runs.steady(
                        4,
                        8,
                        200,
                        "protocol=process",
                        "orchestress.protocols.process.command=[\"" + program
                                + "\", \"#{size}\", \"--api-key\", \"K\"]",
                        "orchestress.protocols.process.output=.",
                        "orchestress.target.request-timeout=4 s",
                        "orchestress.task-mix.complex=5",
                        "orchestress.breaker.enabled=false"));

        RunRecord record = Runs.record(run);
        assertThat(record.target().url()).as(run.output()).isEqualTo(program + " #{size} --api-key (redacted)");
        Path samples = run.record().resolve("histograms.hlog");
        List<String> started = Files.readAllLines(log);
        assertOnly(samples, started, "simple", "exit-3");
        assertOnly(samples, started, "medium", "check");
        assertOnly(samples, started, "complex", "timeout");
        assertOnly(samples, started, "workflow", "too-long");
        List<String> traces = started.stream()
                .map(line -> TraceContext.parse(line.split(" ", -1)[2])
                        .orElseThrow()
                        .trace()
                        .toString())
                .toList();
        assertThat(SampleFile.read(run.record()).all())
                .filteredOn(sample -> !sample.outcome().equals("unfinished"))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(traces).contains(sample.trace()));
        assertThat(started.stream().map(line -> ProcessHandle.of(Long.parseLong(line.split(" ", -1)[1]))))
                .allSatisfy(process -> assertThat(process).isEmpty());
    }

    private static void assertOnly(Path samples, List<String> started, String size, String outcome) {
        String request = "run%20" + size + "%20task"; // as tags are written
        long runs = started.stream().filter(line -> line.startsWith(size)).count();
        assertThat(HdrLog.totals(samples)).as(size).containsKey("steady|" + request + "|" + outcome);
        assertThat(HdrLog.count(samples, tag -> tag.contains("|" + request + "|") && !tag.endsWith("|corrected")))
                .as("runs of " + size)
                .isEqualTo(runs);
        assertThat(HdrLog.count(samples, tag -> tag.endsWith("|" + request + "|" + outcome)))
                .isEqualTo(runs);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("[]", "orchestress.protocols.process.command: needs the program and its arguments"),
                Arguments.of("[\"no-such-agent\"]", "there is no program 'no-such-agent' in PATH"),
                Arguments.of("[\"cat\", \"#{colour}\"]", "the feeder has no column 'colour'"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isNotRunWithoutACommandThatCanBeStarted(String command, String message) {
        GatlingRun run = GatlingRun.of(
                SmokeTest.class,
                folder,
                GatlingRun.LONGEST,
                "protocol=process",
                "orchestress.protocols.process.command=" + command);

        assertThat(run.exitStatus()).as(run.output()).isEqualTo(2);
        assertThat(run.output()).contains(message).doesNotContain("\tat ").doesNotContain("req/s");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    private Path program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("agent.sh"), "#!/bin/sh\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }
}
