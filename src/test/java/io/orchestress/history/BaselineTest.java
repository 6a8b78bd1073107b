package io.orchestress.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.EndedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BaselineTest {
    @TempDir
    Path project;

    private Path log;
    private History history;

    @BeforeEach
    void open() {
        log = project.resolve("runs.db.baselines.jsonl");
        history = History.open(project.resolve("runs.db"));
    }

    @AfterEach
    void close() {
        history.close();
    }

    private String add(EndedRun run) {
        history.add(run.record(), run.writeTo(project.resolve("results")));
        return run.runId();
    }

    private void set(String name, String... runs) {
        history.setBaseline(name, List.of(runs), EndedRun.FIRST, "ann", "because", false);
    }

    @Test
    void isWhereItWasMovedLastAndTheLogKeepsEveryMove() {
        String first = add(EndedRun.at(1));
        String second = add(EndedRun.at(2).ended(RunStatus.COMPLETED, Outcome.WARN));
        set("main", first);
        set("main", first, second);
        set("other", first);
        history.removeBaseline("other", EndedRun.FIRST.plusSeconds(5), "bob", "no longer");

        assertThat(history.baseline("main").orElseThrow())
                .extracting(RunRef::runId)
                .containsExactly(first, second);
        assertThat(history.baseline("other")).isEmpty();
        assertThat(history.baselines()).singleElement().satisfies(baseline -> {
            assertThat(baseline.name()).isEqualTo("main");
            assertThat(baseline.by()).isEqualTo("ann");
            assertThat(baseline.reason()).isEqualTo("because");
            assertThat(baseline.since()).isEqualTo(EndedRun.FIRST);
        });
        assertThat(history.baselineMoves())
                .extracting(move ->
                        move.name() + " " + move.by() + " " + move.runs().size())
                .containsExactly("main ann 1", "main ann 2", "other ann 1", "other bob 0");
    }

    @Test
    void oneNameHoldsForEachSimulation() {
        String spike = add(EndedRun.at(1));
        String load = add(EndedRun.at(2).simulation("LoadTest"));
        set("main", spike);
        set("main", load);

        assertThat(history.baselineFor("main", EndedRun.at(3).record())
                        .orElseThrow()
                        .runs())
                .extracting(RunRef::runId)
                .containsExactly(spike);
        assertThat(history.baselineFor(
                                "main", EndedRun.at(3).simulation("LoadTest").record())
                        .orElseThrow()
                        .runs())
                .extracting(RunRef::runId)
                .containsExactly(load);
        assertThat(history.baselineFor(
                        "main", EndedRun.at(3).simulation("PeakTest").record()))
                .isEmpty();
        assertThat(history.baseline("main").orElseThrow()).hasSize(2);
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("failed", EndedRun.at(1).ended(RunStatus.COMPLETED, Outcome.FAIL), "is FAIL"),
                Arguments.of(
                        "inconclusive",
                        EndedRun.at(1).ended(RunStatus.COMPLETED, Outcome.INCONCLUSIVE),
                        "is INCONCLUSIVE"),
                Arguments.of(
                        "interrupted",
                        EndedRun.at(1).ended(RunStatus.INTERRUPTED, Outcome.INTERRUPTED),
                        "was interrupted"),
                Arguments.of("aborted", EndedRun.at(1).ended(RunStatus.ABORTED, Outcome.PASS), "was aborted"),
                Arguments.of(
                        "crashed", EndedRun.at(1).ended(RunStatus.CRASHED, null), "was crashed and has no verdict"),
                Arguments.of("not like the first", EndedRun.at(1).users(99), "are not alike"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void takesNoRunThatIsUnfitUnlessForced(String what, EndedRun run, String said) {
        String good = add(EndedRun.at(0));
        String unfit = add(run);

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> set("main", good, unfit))
                .withMessageContaining(said)
                .withMessageContaining(unfit)
                .withMessageContaining("--force");
        assertThat(log).doesNotExist();

        history.setBaseline("main", List.of(good, unfit), EndedRun.FIRST, "ann", "", true);
        assertThat(history.baseline("main").orElseThrow()).hasSize(2);
        assertThat(history.baselineMoves().get(0).forced()).isTrue();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("last-5", List.of("spiketest-1"), "last good runs"),
                Arguments.of("spiketest-1", List.of("spiketest-1"), "a run"),
                Arguments.of("../main", List.of("spiketest-1"), "valid: up to 64 letters"),
                Arguments.of("main", List.of("spiketest-7"), "history add"),
                Arguments.of("main", List.of("spiketest-1", "loadtest-2"), "SpikeTest quick rest"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrong")
    void refusesWhatForceCannotMend(String name, List<String> runs, String said) {
        add(EndedRun.at(1));
        add(EndedRun.at(2).simulation("LoadTest"));

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> history.setBaseline(name, runs, EndedRun.FIRST, "ann", "", true))
                .withMessageContaining(said)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.ASKED_WRONG));
        assertThat(log).doesNotExist();
    }

    @Test
    void aTornLastLineIsPassedOverAndWrittenOver() throws IOException {
        String first = add(EndedRun.at(1));
        String second = add(EndedRun.at(2));
        set("main", first);
        byte[] line = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(line, line.length / 2), StandardOpenOption.APPEND);

        assertThat(history.baseline("main").orElseThrow())
                .extracting(RunRef::runId)
                .containsExactly(first);
        set("main", second);
        assertThat(history.baseline("main").orElseThrow())
                .extracting(RunRef::runId)
                .containsExactly(second);
        assertThat(Files.readAllLines(log)).hasSize(2);
    }

    static Stream<Arguments> damage() {
        return Stream.of(
                Arguments.of("not JSON", "main = spiketest-1\n", "line 2 is not an entry of the baseline log"),
                Arguments.of(
                        "without its runs",
                        "{\"schemaVersion\":1,\"name\":\"main\"}\n",
                        "line 2 is not an entry of the baseline log"),
                Arguments.of("newer", "NEWER", "line 2 has schemaVersion 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damage")
    void anyOtherLineIsRefusedAndNotForgotten(String what, String line, String said) throws IOException {
        set("main", add(EndedRun.at(1)));
        String good = Files.readString(log);
        String bad = line.equals("NEWER") ? good.replace("\"schemaVersion\":1", "\"schemaVersion\":2") : line;
        Files.writeString(log, good + bad + good, UTF_8);

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> history.baseline("main"))
                .withMessageContaining(log.getFileName().toString())
                .withMessageContaining(said)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(HistoryException.Kind.REFUSED));
    }
}
