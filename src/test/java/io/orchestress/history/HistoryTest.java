package io.orchestress.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orchestress.record.Better;
import io.orchestress.record.InjectorMachine;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.EndedRun;
import io.orchestress.testkit.StartedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryTest {
    @TempDir
    Path project;

    private Path records;
    private History history;

    @BeforeEach
    void open() {
        records = project.resolve("results");
        history = History.open(project.resolve("history").resolve("runs.db"));
    }

    @AfterEach
    void close() {
        history.close();
    }

    private void add(EndedRun run) {
        history.add(run.record(), run.writeTo(records));
    }

    @Test
    void remembersWhatTheRecordSays() {
        add(EndedRun.at(3).ended(RunStatus.ABORTED, Outcome.FAIL));

        PastRun run = history.run("spiketest-3").orElseThrow();

        assertThat(run)
                .isEqualTo(new PastRun(
                        "spiketest-3",
                        "SpikeTest",
                        "spike",
                        "quick",
                        "closed",
                        "rest",
                        "http://127.0.0.1:30003",
                        true,
                        run.load(),
                        "0.1.0",
                        InjectorMachine.of(EndedRun.at(3).record()),
                        EndedRun.FIRST.plusSeconds(180),
                        RunStatus.ABORTED,
                        Outcome.FAIL,
                        75.0,
                        "as given",
                        records.resolve("spiketest-3")));
        assertThat(history.find("spiketest-3")).contains(new RunRef("spiketest-3", records.resolve("spiketest-3")));
        assertThat(history.find("spiketest-4")).isEmpty();
    }

    @Test
    void aRunThatIsAddedAgainIsReplacedWithItsFigures() {
        add(EndedRun.at(1).p95Millis(100));
        add(EndedRun.at(1).p95Millis(250).ended(RunStatus.COMPLETED, null));

        assertThat(history.runs(RunFilter.ALL)).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isNull();
            assertThat(run.score()).isNull();
        });
        assertThat(history.metrics("spiketest-1"))
                .filteredOn(
                        value -> value.metric().equals("p95") && value.phase().equals("*"))
                .singleElement()
                .satisfies(value -> assertThat(value.value()).isEqualTo(250));
    }

    @Test
    void aRunThatGoesOnIsNotAdded() {
        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> history.add(StartedRun.of("going-on"), records))
                .withMessageContaining("report")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.ASKED_WRONG));
        assertThat(history.runs(RunFilter.ALL)).isEmpty();
    }

    @Test
    void theProjectMayBeMoved() throws IOException {
        add(EndedRun.at(1));
        history.setBaseline("main", List.of("spiketest-1"), EndedRun.FIRST, "ann", "", false);
        history.close();
        Path moved = Files.move(
                project.resolve("history"),
                Files.createDirectory(project.resolve("other")).resolve("history"));
        Files.move(records, project.resolve("other").resolve("results"));
        history = History.open(moved.resolve("runs.db"));

        Path there = project.resolve("other").resolve("results").resolve("spiketest-1");
        assertThat(history.find("spiketest-1")).contains(new RunRef("spiketest-1", there));
        assertThat(history.baseline("main")).contains(List.of(new RunRef("spiketest-1", there)));
    }

    @Test
    void readsARecordOfVersionOne() {
        Path folder = Path.of("src/test/resources/records/v1").toAbsolutePath();
        RunRecord run = RecordReader.open(folder, RecordReader.Writer.GONE).run();

        history.add(run, folder);

        assertThat(history.runs(RunFilter.simulation(run.simulation()))).hasSize(1);
        assertThat(history.find(run.runId())).contains(new RunRef(run.runId(), folder));
    }

    @Test
    void seriesHaveEveryRunAndGapsWhereNothingWasMeasured() {
        add(EndedRun.at(3).p95Millis(300));
        add(EndedRun.at(1).p95Millis(100));
        EndedRun crashed = EndedRun.at(2).ended(RunStatus.CRASHED, null);
        history.add(crashed.record().withResults(null, null, List.of(), null, null, null, 0), crashed.writeTo(records));
        add(EndedRun.at(4).simulation("LoadTest").p95Millis(400));

        MetricSeries series =
                history.series(RunFilter.simulation("SpikeTest"), "p95", "*").orElseThrow();

        assertThat(series.unit()).isEqualTo("ms");
        assertThat(series.better()).isEqualTo(Better.LOWER);
        assertThat(series.points())
                .extracting(MetricSeries.Point::runId)
                .containsExactly("spiketest-1", "spiketest-2", "spiketest-3");
        assertThat(series.points()).extracting(MetricSeries.Point::value).containsExactly(100.0, null, 300.0);
        assertThat(series.points().get(1).status()).isEqualTo(RunStatus.CRASHED);
        assertThat(history.series(RunFilter.ALL, "p95", "no such request")).isEmpty();
        assertThat(history.seriesNames(RunFilter.ALL))
                .contains(new MetricSeries.Name("p95", "*"), new MetricSeries.Name("throughput", "*"));
    }

    static Stream<Arguments> notLike() {
        return Stream.of(
                Arguments.of("failed", EndedRun.at(1).ended(RunStatus.COMPLETED, Outcome.FAIL)),
                Arguments.of("inconclusive", EndedRun.at(1).ended(RunStatus.COMPLETED, Outcome.INCONCLUSIVE)),
                Arguments.of("without a verdict", EndedRun.at(1).ended(RunStatus.COMPLETED, null)),
                Arguments.of("aborted", EndedRun.at(1).ended(RunStatus.ABORTED, Outcome.PASS)),
                Arguments.of("interrupted", EndedRun.at(1).ended(RunStatus.INTERRUPTED, Outcome.INTERRUPTED)),
                Arguments.of("another simulation", EndedRun.at(1).simulation("LoadTest")),
                Arguments.of("another target", EndedRun.at(1).target("http://127.0.0.1:8080", "rest")),
                Arguments.of("another protocol", EndedRun.at(1).target("http://127.0.0.1:8080", "mcp")),
                Arguments.of("another load", EndedRun.at(1).users(21)),
                Arguments.of("another mix", EndedRun.at(1).configuration(Map.of("task-mix.simple", "21"))),
                Arguments.of("later than it", EndedRun.at(10)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notLike")
    void lastGoodPassesOver(String what, EndedRun other) {
        add(EndedRun.at(0));
        add(other);

        assertThat(history.lastGood(5, EndedRun.at(9).record(), Instant.MAX))
                .extracting(RunRef::runId)
                .containsExactly("spiketest-0");
    }

    @Test
    void lastGoodIsNewestFirstWhateverThePortOfTheEmbeddedTargetAndItsSpeed() throws IOException {
        for (int minute = 0; minute < 5; minute++) {
            add(EndedRun.at(minute).configuration(Map.of("embedded.workers", "" + minute)));
        }
        add(EndedRun.at(5).ended(RunStatus.COMPLETED, Outcome.WARN).configuration(Map.of()));
        Files.delete(records.resolve("spiketest-4").resolve(RecordReader.RUN_FILE));

        RunRecord like = EndedRun.at(6).configuration(Map.of()).record();
        history.add(like, records);

        assertThat(history.lastGood(3, like, Instant.MAX))
                .extracting(RunRef::runId)
                .containsExactly("spiketest-5", "spiketest-3", "spiketest-2");
    }

    @Test
    void prunesTheOldestButNeverABaseline() {
        for (int minute = 0; minute < 6; minute++) {
            add(EndedRun.at(minute));
        }
        history.setBaseline("main", List.of("spiketest-1"), EndedRun.FIRST, "ann", "", false);

        assertThat(history.prune(2))
                .extracting(PastRun::runId)
                .containsExactly("spiketest-3", "spiketest-2", "spiketest-0");
        assertThat(history.runs(RunFilter.ALL))
                .extracting(PastRun::runId)
                .containsExactly("spiketest-5", "spiketest-4", "spiketest-1");
        assertThat(history.metrics("spiketest-0")).isEmpty();
        assertThat(history.metrics("spiketest-1")).isNotEmpty();
        assertThat(records.resolve("spiketest-0")).exists();
    }
}
