package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.importer.PhaseOption;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class ImportCommandTest {
    private static final String VEGETA = "src/test/resources/imports/vegeta/results.json";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** The run has failures enough for a FAIL: that is the report's matter, not the import's. */
    @Test
    void makesARecordWithItsReport() throws IOException {
        assertThat(execute(VEGETA, "--results", folder.toString())).isZero();

        assertThat(out.toString())
                .startsWith("Imported 60 requests: vegeta results (vegeta)")
                .contains("FAIL", "report.html");
        assertThat(folder.resolve("latest").toRealPath())
                .isDirectoryContaining("glob:**run.json")
                .isDirectoryContaining("glob:**report.html");
        assertThat(new CommandLine(Main.commandLine().getCommandSpec())
                        .execute("report", folder.resolve("latest").toString()))
                .isEqualTo(1);
    }

    @Test
    void aSecondImportOfTheSameRunIsRefused() throws IOException {
        assertThat(execute(VEGETA, "--results", folder.toString())).isZero();
        assertThat(execute(VEGETA, "--results", folder.toString())).isEqualTo(2);

        assertThat(err.toString()).contains("there is such a record already", "--name");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
        assertThat(execute(VEGETA, "--results", folder.toString(), "--name", "other"))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--warm-up 30             | '30' is not a duration; valid: 500ms, 30s, 2min, 1h",
                "--phases storm:1min      | valid: [NAME=]KIND[:LENGTH]",
                "--phases steady,recovery | phase 'steady' has no length",
                "--phases steady:1s,steady| two phases have one name",
                "--phases steady --warm-up 1s | valid: one of them",
                "--rate 0                 | a rate of 0.0 a second; valid: above 0",
                "--from locust            | gatling, k6, jmeter, hdr, vegeta",
                "--from hdr               | line 1 cannot be read",
                "--config none.conf       | none.conf"
            })
    void whatIsRefused(String options, String message) {
        String[] split = options.strip().split(" ");
        String[] arguments = Stream.concat(Stream.of(VEGETA, "--results", folder.toString()), Stream.of(split))
                .toArray(String[]::new);

        assertThat(execute(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNotThere() {
        assertThat(execute("none.jtl", "--results", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none.jtl: there is no such file");
    }

    @Test
    void helpHasExamples() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("Examples:", "vegeta encode --to json", "Exit codes: 0");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AFTER_PLAN", "OTHER"})
    void everyKindOfPhaseCanBeNamed(PhaseKind kind) {
        assertThat(PhaseOption.parse(kind.configName() + ":1s").kind()).isEqualTo(kind);
    }

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        String[] all = Stream.concat(Stream.of("import"), Stream.of(arguments)).toArray(String[]::new);
        return command.execute(all);
    }
}
