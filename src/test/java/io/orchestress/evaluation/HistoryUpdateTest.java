package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.history.History;
import io.orchestress.history.PastRun;
import io.orchestress.history.RunFilter;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.EndedRun;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticChanges;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryUpdateTest {
    @TempDir
    Path project;

    private Settings settings(Path store, int keep) {
        Properties properties = new Properties();
        properties.setProperty(
                "orchestress.record.folder", project.resolve("results").toString());
        properties.setProperty("orchestress.history.file", store.toString());
        properties.setProperty("orchestress.history.keep-runs", Integer.toString(keep));
        return SettingsLoader.load(properties);
    }

    private Path record(Path records) {
        return new SyntheticRecord(7)
                .phase("steady", "steady", 30, 20)
                .samples("run", "ok", 20, LatencyLaw.uniform(10_000, 30_000))
                .writeTo(records.resolve("synthetictest-20260301-100000-000"));
    }

    @Test
    void aConcludedRunIsRememberedWithItsVerdict() throws IOException {
        Path store = project.resolve("history").resolve("runs.db");
        Path record = record(project.resolve("results"));

        Evaluation conclusion = Evaluation.of(record, settings(store, 10));

        assertThat(conclusion.summary()).doesNotContain("Not added");
        try (History history = History.open(store)) {
            PastRun run = history.run("synthetictest-20260301-100000-000").orElseThrow();
            assertThat(run.outcome()).isEqualTo(Outcome.PASS);
            assertThat(history.metrics(run.runId()))
                    .anyMatch(value -> value.metric().equals("p95"));
        }
    }

    @Test
    void aStoreThatCannotBeWrittenIsSaidAndChangesNothing() throws IOException {
        Path notAFolder = Files.writeString(project.resolve("file"), "");
        Path record = record(project.resolve("results"));

        Evaluation good = Evaluation.of(record, settings(project.resolve("runs.db"), 10));
        Evaluation bad = Evaluation.of(record, settings(notAFolder.resolve("runs.db"), 10));

        assertThat(bad.exitCode()).isEqualTo(good.exitCode());
        assertThat(bad.summary()).contains("Not added to the history: " + notAFolder);
        assertThat(record.resolve("report.html")).exists();
    }

    @Test
    void aRecordFromElsewhereIsNotTakenInUnasked() throws IOException {
        Path store = project.resolve("runs.db");
        Path record = record(project.resolve("downloads"));

        Evaluation conclusion = Evaluation.of(record, settings(store, 10));

        assertThat(conclusion.summary()).contains("history add " + record);
        assertThat(store).doesNotExist();
    }

    @Test
    void theOldestBeyondTheLimitAreForgotten() {
        Path store = project.resolve("runs.db");
        for (int minute = 0; minute < 4; minute++) {
            EndedRun run = EndedRun.at(minute);
            Path folder = run.writeTo(project.resolve("results"));
            HistoryUpdate.of(run.record(), folder, settings(store, 2));
        }
        try (History history = History.open(store)) {
            assertThat(history.runs(RunFilter.ALL))
                    .extracting(PastRun::runId)
                    .containsExactly("spiketest-3", "spiketest-2");
        }
    }

    @Test
    void aMuchBetterRunIsProposedAndTheBaselineStays() {
        Path store = project.resolve("runs.db");
        EndedRun old = EndedRun.at(0);
        HistoryUpdate.of(old.record(), old.writeTo(project.resolve("results")), settings(store, 9));
        try (History history = History.open(store)) {
            history.setBaseline("main", List.of("spiketest-0"), EndedRun.FIRST, "ann", "", false);
        }
        EndedRun better = EndedRun.at(1)
                .compared(SyntheticChanges.of(
                        Outcome.PASS,
                        List.of("spiketest-0"),
                        SyntheticChanges.change("p95", false, Kind.IMPROVED, -0.25)));

        List<String> said =
                HistoryUpdate.of(better.record(), better.writeTo(project.resolve("results")), settings(store, 9));

        assertThat(said).singleElement().asString().contains("Overall 25.0 % better", "baseline set main spiketest-1");
        try (History history = History.open(store)) {
            assertThat(history.baseline("main").orElseThrow())
                    .extracting(ref -> ref.runId())
                    .containsExactly("spiketest-0");
        }
    }
}
