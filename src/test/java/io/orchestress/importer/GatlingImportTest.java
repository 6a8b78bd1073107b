package io.orchestress.importer;

import static io.orchestress.importer.ForeignRuns.AS_IT_IS;
import static io.orchestress.importer.ForeignRuns.latency;
import static io.orchestress.importer.ForeignRuns.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.orchestress.analysis.Findings;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what Gatling's own console said of the same run. */
class GatlingImportTest {
    private static final Path LOGS = ForeignRuns.FILES.resolve("gatling");

    @TempDir
    private Path results;

    @ParameterizedTest
    @ValueSource(strings = {"3.10.5", "3.11.5", "3.12.0", "3.13.5", "3.14.9", "3.15.1"})
    void hasTheCountsAndTimesOfTheConsole(String version) throws IOException {
        Findings findings = ForeignRuns.findings(LOGS.resolve("simulation-" + version + ".log"), results, AS_IT_IS);
        RunRecord run = findings.record();

        String console = Files.readString(LOGS.resolve("console-" + version + ".txt"));
        assertThat(figures(console, "request count"))
                .containsExactly(
                        totals(run).count(), totals(run).ok(), totals(run).failed());
        assertThat(latency(totals(run)).min() / 1000).isEqualTo(figures(console, "min response time")[0]);
        assertThat(latency(totals(run)).max() / 1000.0)
                .isCloseTo(figures(console, "max response time")[0], withinPercentage(0.15));
        assertThat(latency(totals(run)).mean() / 1000)
                .isCloseTo(figures(console, "mean response time")[0], within(1.0));
        Map<String, Long> failures = FailureCounts.byLabel(totals(run).failures());
        assertThat(failures)
                .containsEntry("connection", errors(console, "ConnectException"))
                .containsEntry("check", errors(console, "substring("))
                .containsEntry("http-404", errors(console, "found 404"));
        assertThat(failures.getOrDefault("timeout", 0L)).isEqualTo(errors(console, "Request timeout"));
        assertThat(run.configuration())
                .containsEntry("import.toolVersion", version)
                .containsEntry("import.format", "gatling")
                .containsEntry("import.file", "simulation-" + version + ".log")
                .containsEntry("import.errorsOfTheScript", "2");
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.simulation()).isEqualTo("FixtureSimulation");
        assertThat(run.plan()).singleElement().satisfies(phase -> {
            assertThat(phase.name()).isEqualTo("steady");
            assertThat(phase.load()).isBetween(1.0, 14.0);
        });
    }

    @ParameterizedTest
    @CsvSource({"3.12.0, checkout  step", "3.15.1, 'checkout, step'"})
    void groupsAreInFrontOfTheNameAndTimesOfTasks(String version, String outer) throws IOException {
        Findings findings = ForeignRuns.findings(LOGS.resolve("simulation-" + version + ".log"), results, AS_IT_IS);

        assertThat(ForeignRuns.request(findings.record(), outer + " / inner / POST task")
                        .count())
                .isEqualTo(48);
        assertThat(ForeignRuns.request(findings.record(), outer + " / Modèle → liste")
                        .count())
                .isEqualTo(48);
        assertThat(findings.record().agents()).isNotNull();
        assertThat(findings.record().agents().total().metrics())
                .filteredOn(times -> times.request().equals(outer + " / inner"))
                .singleElement()
                .satisfies(times -> assertThat(times.count()).isEqualTo(48));
    }

    @Test
    void anUnknownVersionIsNamed() throws IOException {
        Path text = Files.writeString(results.resolve("old.log"), "RUN\ta.B\tb\t1795254331957\t \t3.2.1\n");
        byte[] bytes = Files.readAllBytes(LOGS.resolve("simulation-3.15.1.log"));
        bytes[5] = '4';
        Path binary = Files.write(results.resolve("new.log"), bytes);

        assertThatThrownBy(() -> Importer.run(text, results, AS_IT_IS))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("old.log: was written by Gatling '3.2.1'")
                .hasMessageContaining("text logs of 3.10 to 3.12, binary logs of 3.13 to 3.15");
        assertThatThrownBy(() -> Importer.run(binary, results, AS_IT_IS)).hasMessageContaining("Gatling '4.15.1'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.12.0", "3.15.1"})
    void everyCutIsARunThatWasKilled(String version) throws IOException {
        byte[] whole = Files.readAllBytes(LOGS.resolve("simulation-" + version + ".log"));
        long before = 0;
        for (int length = whole.length / 4; length < whole.length - 1; length += whole.length / 17) {
            Path cut = Files.write(results.resolve("cut.log"), Arrays.copyOf(whole, length));
            RunRecord run = ForeignRuns.imported(cut, results.resolve("" + length), AS_IT_IS);

            assertThat(run.status()).isIn(RunStatus.CRASHED, RunStatus.ABORTED);
            assertThat(run.endReason()).containsAnyOf("ends inside a record", "maximum duration");
            assertThat(totals(run).count()).isBetween(before, 196L);
            before = totals(run).count();
        }
        assertThat(before).isGreaterThan(150);
    }

    @Test
    void aDamagedBinaryLogIsRefusedWithItsByte() throws IOException {
        byte[] bytes = Files.readAllBytes(LOGS.resolve("simulation-3.15.1.log"));
        bytes[bytes.length / 2] = (byte) 0x7f;
        Path damaged = Files.write(results.resolve("damaged.log"), bytes);

        assertThatThrownBy(() -> Importer.run(damaged, results.resolve("none"), AS_IT_IS))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("damaged.log: the record at byte ")
                .hasMessageContaining("valid: simulation.log of Gatling 3.13 to 3.15");
        assertThat(results.resolve("none")).doesNotExist();
    }

    /** A log may tell as many texts as it likes, each to be kept to its end. */
    @Test
    void theTextsOfABinaryLogAreBounded() throws IOException {
        Path log = LOGS.resolve("simulation-3.15.1.log");
        ImportEvents nobody = (ImportEvents) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ImportEvents.class}, (proxy, method, arguments) -> null);

        try (InputStream in = Files.newInputStream(log)) {
            assertThatThrownBy(() -> new GatlingBinary(300).read(log, in, nobody))
                    .isInstanceOf(ImportException.class)
                    .hasMessageContaining("its names and messages are longer than 300 characters together")
                    .hasMessageContaining("the record at byte ");
        }
        try (InputStream in = Files.newInputStream(log)) {
            assertThat(new GatlingBinary(30_000).read(log, in, nobody)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Request timeout to 127.0.0.1/127.0.0.1:18977 after 150 ms | timeout",
                "status.find.is(200), but actually found 503 | http-503",
                "status.find.in([200, 209], 304), found 429 | http-429",
                "j.n.ConnectException: finishConnect(..) failed: Connection refused | connection",
                "i.g.h.c.i.RequestTimeoutException: late | connection",
                "j.i.IOException: Premature close | connection",
                "Premature close | connection",
                "jsonPath($.state).find.is(completed), but actually found failed | check",
                "substring(404).find.exists, found nothing | check"
            })
    void messagesHaveAClass(String message, String outcome) {
        assertThat(GatlingFailure.classOf(message).label()).isEqualTo(outcome);
    }

    @Test
    void textInOtherAlphabetsSurvives() throws IOException {
        String log = new String(Files.readAllBytes(LOGS.resolve("simulation-3.15.1.log")), StandardCharsets.ISO_8859_1);

        assertThat(log).doesNotContain("Modèle → liste");
        assertThat(ForeignRuns.request(
                                ForeignRuns.imported(LOGS.resolve("simulation-3.15.1.log"), results, AS_IT_IS),
                                "checkout, step / Modèle → liste")
                        .ok())
                .isEqualTo(48);
    }

    /** Total, OK and KO of a line of the console, in either of its layouts. */
    private static long[] figures(String console, String line) {
        Matcher matcher = Pattern.compile(
                        "> " + line + "(?: \\(ms\\))? *\\|? +([0-9,]+)[ |]+(?:\\(OK=)?([0-9,]+)[ |]+(?:KO=)?([0-9,]+)")
                .matcher(console);
        assertThat(matcher.find()).as(line).isTrue();
        return new long[] {number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3))};
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    /** How often the console lists messages with that text; 0 where it lists none. */
    private static long errors(String console, String text) {
        Matcher matcher = Pattern.compile("(?m)^> .*" + Pattern.quote(text) + ".* (\\d+) +\\( ?[0-9.]+%\\)")
                .matcher(console);
        long sum = 0;
        while (matcher.find()) {
            sum += Long.parseLong(matcher.group(1));
        }
        return sum;
    }
}
