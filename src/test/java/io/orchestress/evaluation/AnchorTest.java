package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.history.History;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.EndedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty-five runs with 2 % of noise, and runs that are 15 % slower for good, every one of which was good enough to pass. */
class AnchorTest {
    private static final int STEP = 25;

    @TempDir
    Path project;

    private History history;
    private final SplittableRandom random = new SplittableRandom(11);

    @BeforeEach
    void open() {
        history = History.open(project.resolve("runs.db"));
    }

    @AfterEach
    void close() {
        history.close();
    }

    private EndedRun run(int minute) {
        double level = minute < STEP ? 100 : 115;
        return EndedRun.at(minute).p95Millis(Math.round(level * Math.exp(0.02 * random.nextGaussian())));
    }

    private EndedRun add(int to) {
        EndedRun last = EndedRun.at(0);
        for (int minute = 0; minute < to; minute++) {
            last = run(minute);
            history.add(last.record(), last.writeTo(project.resolve("results")));
        }
        return last;
    }

    private Settings settings() {
        Properties properties = new Properties();
        properties.setProperty(
                "orchestress.record.folder", project.resolve("results").toString());
        properties.setProperty(
                "orchestress.history.file", project.resolve("runs.db").toString());
        properties.setProperty("orchestress.regression.baseline", "last-5");
        return SettingsLoader.load(properties);
    }

    private List<String> lastFive(EndedRun of) {
        return Baselines.find("last-5", of.record(), history).orElseThrow().folders().stream()
                .map(folder -> folder.getFileName().toString())
                .toList();
    }

    /** Review, B7: five runs after a step, last-5 was the step itself, and nothing was called any more. */
    @Test
    void aStepThatLastsDoesNotBecomeTheBaseline() {
        EndedRun last = add(STEP + 30);

        assertThat(lastFive(last))
                .containsExactly("spiketest-20", "spiketest-21", "spiketest-22", "spiketest-23", "spiketest-24");
        assertThat(Baselines.find("last-5", last.record(), history)
                        .orElseThrow()
                        .name())
                .isEqualTo("last-5 before spiketest-25");
    }

    @Test
    void itIsSaidAfterTheRunWithWhatDecides() {
        EndedRun last = add(STEP + 30);

        List<String> said = HistoryUpdate.of(last.record(), last.writeTo(project.resolve("results")), settings());

        assertThat(said)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("p95: worse since run spiketest-25 than in runs spiketest-0 to spiketest-19:")
                        .endsWith("+15.1 %"))
                .anySatisfy(line ->
                        assertThat(line).contains("scripts/orchestress duel", "scripts/orchestress baseline set"));
    }

    @Test
    void aLevelThatSomebodyAcceptedIsTheBaseline() {
        EndedRun last = add(STEP + 30);
        history.setBaseline("main", List.of("spiketest-40"), EndedRun.FIRST, "ann", "slower by design", false);

        assertThat(lastFive(last))
                .containsExactly("spiketest-49", "spiketest-50", "spiketest-51", "spiketest-52", "spiketest-53");
        assertThat(Anchor.of(history, last.record()).said()).isEmpty();
    }

    @Test
    void withoutAStepItIsTheNewestRuns() {
        EndedRun last = add(STEP);

        assertThat(lastFive(last))
                .containsExactly("spiketest-19", "spiketest-20", "spiketest-21", "spiketest-22", "spiketest-23");
        assertThat(HistoryUpdate.of(last.record(), last.writeTo(project.resolve("results")), settings()))
                .isEmpty();
    }

    @Test
    void aMovingBaselineThatNothingWatchesYetIsSaid() {
        EndedRun last = add(7);

        assertThat(HistoryUpdate.of(last.record(), last.writeTo(project.resolve("results")), settings()))
                .singleElement()
                .asString()
                .contains("last-5 moves with each run", "7 of 20 runs", "baseline set");
    }

    /** Review, B6: a laptop among the runs of CI. */
    @Test
    void runsOfAnotherMachineAreNoneOfTheRow() throws IOException {
        EndedRun last = add(12);
        Path folder = last.writeTo(project.resolve("results"));
        Path file = folder.resolve(RecordReader.RUN_FILE);
        Files.writeString(file, Files.readString(file).replaceFirst("\"cpus\"\\s*:\\s*2", "\"cpus\" : 16"));
        RunRecord elsewhere =
                RecordReader.open(folder, RecordReader.Writer.ALIVE).run();
        history.add(elsewhere, folder);

        assertThat(history.row(elsewhere)).hasSize(1);
        assertThat(history.row(EndedRun.at(10).record())).hasSize(11);
        assertThat(Baselines.find("last-5", elsewhere, history).orElseThrow().folders())
                .isEmpty();
    }
}
