package io.orchestress.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.orchestress.record.RecordReader.Writer;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordReaderTest {
    private static final Path V1 = Path.of("src/test/resources/records/v1");

    @TempDir
    private Path folder;

    private Path runFile;

    @BeforeEach
    void copyGolden() throws IOException {
        for (String name :
                List.of(RecordReader.RUN_FILE, RecordReader.HISTOGRAMS_FILE, RecordReader.TIME_SERIES_FILE)) {
            Files.copy(V1.resolve(name), folder.resolve(name));
        }
        runFile = folder.resolve(RecordReader.RUN_FILE);
    }

    @Test
    void readsVersion1() {
        RecordReader reader = RecordReader.open(V1, Writer.GONE);
        RunRecord run = reader.run();
        assertThat(run.schemaVersion()).isEqualTo(1);
        assertThat(run.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(run.loadStartedAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00.250Z"));
        assertThat(run.plan()).hasSize(3).last().satisfies(phase -> {
            assertThat(phase.kind()).isEqualTo(PhaseKind.RECOVERY);
            assertThat(phase.load()).isEqualTo(40);
        });
        assertThat(run.phases()).singleElement().satisfies(phase -> {
            assertThat(FailureCounts.byLabel(phase.total().failures())).containsEntry("http-503", 4L);
            assertThat(phase.requests()).singleElement().satisfies(request -> {
                assertThat(request.latencyMicros())
                        .isNotNull()
                        .extracting("p99")
                        .isEqualTo(9_871L);
                assertThat(request.okLatencyMicros()).isNull();
            });
        });
        assertThat(run.breaker().rule()).isEqualTo("error-rate");
        assertThat(run.verdict()).isNotNull().satisfies(verdict -> {
            assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAIL);
            assertThat(verdict.gates()).singleElement().extracting("actual").isEqualTo(18.25);
        });
        assertThat(run.issues()).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Issue.Severity.CRITICAL);
            assertThat(issue.recommendations()).extracting("priority").containsExactly(Issue.Priority.QUICK_WIN);
        });
        List<Long> counts = new ArrayList<>();
        reader.forEachInterval(interval -> counts.add(interval.totalCount()));
        assertThat(counts).containsExactly(4L, 9L, 2L, 9L, 2L);
        assertThat(run.agents()).isNull();
        reader.forEachTally(row -> fail("version 1 has no tallies, but there is " + row));
    }

    @Test
    void readsTalliesAndPassesOverATornLastOne() throws IOException {
        replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2");
        assertThatThrownBy(this::tallies)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("tallies.csv: there is no such file");
        Path file = folder.resolve(RecordReader.TALLIES_FILE);
        String header = "at_seconds,phase,request,tally,detail,delta\n";
        Files.writeString(
                file, header + "1.001,ramp%20up,a%2Cb,tokens-out,gpt%3E4,12\n2.000,steady,c,streams,,1\n3.0,st");
        assertThat(tallies())
                .containsExactly(
                        new CounterRow(1.001, "ramp up", "a,b", "tokens-out", "gpt>4", 12),
                        new CounterRow(2, "steady", "c", "streams", "", 1));
        for (String bad :
                List.of("1.0,a,b,c,d", "1.0,a,b,c,d,0", "NaN,a,b,c,d,1", "1.0,a,b,c,d e,1", "1.0,a,%4,c,d,1")) {
            Files.writeString(file, header + bad + "\n");
            assertThatThrownBy(this::tallies)
                    .as(bad)
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("tallies.csv: line 2 cannot be read");
        }
    }

    private List<CounterRow> tallies() {
        List<CounterRow> rows = new ArrayList<>();
        RecordReader.open(folder, Writer.GONE).forEachTally(rows::add);
        return rows;
    }

    @Test
    void readsResourcesAndPassesOverATornLastRow() throws IOException {
        assertThat(resources()).as("version 1 has none").isEmpty();
        replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 3");
        assertThatThrownBy(this::resources)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("resources.csv: there is no such file");
        Path file = folder.resolve(RecordReader.RESOURCES_FILE);
        String header = "at_seconds,subject,name,value\n";
        Files.writeString(file, header + "1.001,target,cpu,0.12346\n2.000,host,rss,73400320\n3.0,ho");
        assertThat(resources())
                .containsExactly(
                        new ResourceRow(1.001, "target", "cpu", 0.12346),
                        new ResourceRow(2, "host", "rss", 73_400_320));
        for (String bad : List.of("1.0,a,b", "1.0,a,b,-1", "1.0,a,b,NaN", "-1,a,b,1", "1.0,a,%4,1", "1.0,a,b,x")) {
            Files.writeString(file, header + bad + "\n");
            assertThatThrownBy(this::resources)
                    .as(bad)
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("resources.csv: line 2 cannot be read");
        }
    }

    private List<ResourceRow> resources() {
        List<ResourceRow> rows = new ArrayList<>();
        RecordReader.open(folder, Writer.GONE).forEachResource(rows::add);
        return rows;
    }

    @Test
    void refusesANewerSchema() throws IOException {
        replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 5");
        assertRefused("run.json: has schemaVersion 5, written by a newer Orchestress (0.1.0)", "schemaVersion 1 to 4");
    }

    @Test
    void refusesWhatIsNoRecord() throws IOException {
        Files.writeString(runFile, Files.readString(runFile).substring(0, 300));
        assertRefused("run.json: is not a run record", "docs/record-format.md");
        Files.writeString(runFile, "");
        assertRefused("run.json: has no schemaVersion", "schemaVersion 1 to 4");
        Files.writeString(runFile, "[1]");
        assertRefused("run.json: has no schemaVersion", "schemaVersion 1 to 4");
        Files.writeString(runFile, "{\"schemaVersion\": \"1\"}");
        assertRefused("run.json: has no schemaVersion", "schemaVersion 1 to 4");
    }

    @Test
    void namesAllMissingFieldsAtOnce() throws IOException {
        replace("\"simulation\"", "\"simulatoin\"");
        replace("\"protocol\"", "\"protocoll\"");
        replace("\"kind\" : \"recovery\"", "\"kind\" : null");
        assertRefused("run.json: lacks simulation, target.protocol, plan[2].kind", "valid");
    }

    @Test
    void refusesAnUnknownStatusAndACountThatDoesNotAddUp() throws IOException {
        replace("\"aborted\"", "\"abandoned\"");
        assertRefused("abandoned", "completed");
        replace("\"abandoned\"", "\"aborted\"");
        replace("\"failed\" : 4", "\"failed\" : 5");
        assertRefused("is not ok 18 + failed 5", "valid");
    }

    @Test
    void ignoresUnknownFields() throws IOException {
        replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 1, \"weather\" : \"fine\"");
        assertThat(RecordReader.open(folder, Writer.GONE).run().simulation()).isEqualTo("SpikeTest");
    }

    @Test
    void callsARunCrashedOnlyWhenItsWriterIsGone() throws IOException {
        replace("\"aborted\"", "\"running\"");
        assertThat(RecordReader.open(folder, Writer.ALIVE).run().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(RecordReader.open(folder, Writer.GONE).run().status()).isEqualTo(RunStatus.CRASHED);
        replace("\"running\"", "\"completed\"");
        assertThat(RecordReader.open(folder, Writer.GONE).run().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void saysPlainlyWhatIsMissing() throws IOException {
        Files.delete(folder.resolve(RecordReader.TIME_SERIES_FILE));
        Files.delete(folder.resolve(RecordReader.HISTOGRAMS_FILE));
        RecordReader reader = RecordReader.open(folder, Writer.GONE);
        assertThatThrownBy(() -> reader.forEachRow(row -> {}))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("timeseries.csv: there is no such file");
        assertThatThrownBy(() -> reader.forEachInterval(interval -> {}))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("histograms.hlog: there is no such file");
        Files.delete(runFile);
        assertRefused("run.json: there is no such file", "results/<run-id>");
        assertThatThrownBy(() -> RecordReader.open(folder.resolve("none"), Writer.GONE))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("there is no such folder");
    }

    @Test
    void takesTheStartOfTheLoadFromTheLogIfItMust() throws IOException {
        replace("\"loadStartedAt\" : \"2026-03-01T10:00:00.250Z\"", "\"loadStartedAt\" : null");
        assertThat(RecordReader.open(folder, Writer.GONE).loadStartedAt())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00.250Z"));
        Files.delete(folder.resolve(RecordReader.HISTOGRAMS_FILE));
        assertThat(RecordReader.open(folder, Writer.GONE).loadStartedAt()).isNull();
    }

    @Test
    void readsRowsAndPassesOverATornLastOne() throws IOException {
        Path file = folder.resolve(RecordReader.TIME_SERIES_FILE);
        String header = TimeSeriesRow.HEADER + "\n";
        Files.writeString(file, header + "1.000,up,3,2,9,1,1,0,10,20,30,40\n2.001,a,b,4,0,0,0,0,0,,,,\n3.0,up,3,2,9,1");
        assertThat(rows()).hasSize(2);
        assertThat(rows().get(0))
                .isEqualTo(new TimeSeriesRow(1, "up", 3, 2, 9, 1, 1, 0, of(10), of(20), of(30), of(40)));
        assertThat(rows().get(1).phase()).isEqualTo("a,b");
        assertThat(rows().get(1).users()).isEqualTo(4);
        assertThat(rows().get(1).p99Micros()).isEmpty();
        Files.writeString(file, header + "1.000,up,3,2,9,1,1,0,10,20,30,40\n2.0,up,x,2,9,1,1,0,10,20,30,40\n");
        assertThatThrownBy(this::rows)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("line 3 cannot be read");
        Files.writeString(file, "1.000,up,3,2,9,1,1,0,10,20,30,40\n");
        assertThatThrownBy(this::rows)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("line 1 is not the header");
    }

    private static OptionalLong of(long value) {
        return OptionalLong.of(value);
    }

    private List<TimeSeriesRow> rows() {
        List<TimeSeriesRow> rows = new ArrayList<>();
        RecordReader.open(folder, Writer.GONE).forEachRow(rows::add);
        return rows;
    }

    private void replace(String old, String replacement) throws IOException {
        String text = Files.readString(runFile, UTF_8);
        assertThat(text).contains(old);
        Files.writeString(runFile, text.replace(old, replacement), UTF_8);
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> RecordReader.open(folder, Writer.GONE))
                .isInstanceOf(RecordException.class)
                .hasMessageContainingAll(parts);
    }
}
