package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RunStatus;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class PublishCommandTest {
    private static final String REQUIRED_AND_FAILING =
            "orchestress.hooks.x { on = [verdict], command = [sh, -c, \"exit 3\"], required = true }";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theExitCodeIsTheVerdicts() {
        assertThat(publish(Map.of(), record(4))).isZero();
        assertThat(publish(Map.of(), record(8000))).isEqualTo(1);
        out.getBuffer().setLength(0);
        assertThat(publish(Map.of(), folder.resolve("record-4"))).isZero();
        assertThat(out.toString())
                .as("judged, outside a pipeline, without hooks")
                .isEmpty();
    }

    @Test
    void githubGetsAnnotationsAndASummaryOnce() throws IOException {
        Path summary = folder.resolve("step-summary");
        Map<String, String> github = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());

        assertThat(publish(github, record(8000))).isEqualTo(1);

        assertThat(out.toString())
                .contains("::error title=SyntheticTest%3A FAIL::", "::error title=SyntheticTest%3A gate p");
        assertThat(Files.readString(summary)).containsOnlyOnce("## ❌ FAIL `SyntheticTest`");
    }

    @ParameterizedTest
    @CsvSource({
        "none/summary, 'none/summary: there is no such file or folder'",
        "a-folder, a-folder",
        "a-file/summary, a-file/summary"
    })
    void aSummaryThatCannotBeWrittenChangesNoVerdictAndHasWords(String name, String said) throws IOException {
        Files.createDirectories(folder.resolve("a-folder"));
        Files.writeString(folder.resolve("a-file"), "");
        String place = folder.resolve(name).toString();

        assertThat(publish(Map.of("GITHUB_STEP_SUMMARY", place), record(4))).isZero();
        assertThat(out.toString()).containsPattern("could not be added to the job page: \\S*" + said);
        assertThat(out.toString()).as("more than a path").doesNotContain(place + "\n");
    }

    @Test
    void aKilledRunIsJudgedAndNeverPasses() {
        Path killed = samples(4).status(RunStatus.RUNNING).stoppedAt(20).writeTo(folder.resolve("killed"));
        assertThat(killed.resolve("timeseries.csv").toFile().setLastModified(0)).isTrue();

        assertThat(publish(Map.of(), killed)).isEqualTo(1);
        assertThat(out.toString()).startsWith("INCONCLUSIVE  SyntheticTest");
        assertThat(killed).isDirectoryContaining("glob:**junit.xml").isDirectoryContaining("glob:**results.sarif");
    }

    @Test
    void aRequiredHookThatFailsTurnsAPassAndLeavesAFail() throws IOException {
        String config = "-Dconfig=" + Files.writeString(folder.resolve("hooks.conf"), REQUIRED_AND_FAILING);

        assertThat(publish(Map.of(), record(4), config)).isEqualTo(1);
        assertThat(publish(Map.of(), record(8000), config)).isEqualTo(1);
        assertThat(out.toString()).contains("ended with 3; it is required");
        assertThat(publish(Map.of(), record(4), config, "-Dorchestress.hooks.x.required=false"))
                .isZero();
        assertThat(publish(Map.of(), record(4), config, "--dry-run")).isZero();
        assertThat(out.toString()).contains("would notify sh -c (redacted)");
    }

    @Test
    void whatCannotBeUsedIsNoPass() {
        assertThat(publish(Map.of(), folder.resolve("none"))).isEqualTo(2);
        assertThat(publish(Map.of(), record(4), "-Dorchestress.hooks.x.url=1")).isEqualTo(2);
        assertThat(err.toString()).contains("orchestress.hooks.x.on: is missing");
    }

    /** A minute of answers that all take so long. */
    private Path record(int millis) {
        return samples(millis).writeTo(folder.resolve("record-" + millis));
    }

    private static SyntheticRecord samples(int millis) {
        return new SyntheticRecord(1)
                .phase("steady", "steady", 60, 10)
                .samples("run task", "ok", 10, LatencyLaw.constant(millis * 1000L));
    }

    private int publish(Map<String, String> environment, Path record, String... more) {
        CommandLine command = new CommandLine(new PublishCommand(environment))
                .setExecutionExceptionHandler(Main::explain)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        List<String> arguments =
                Stream.concat(Stream.of(record.toString()), Arrays.stream(more)).toList();
        int status = command.execute(arguments.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        return status;
    }
}
