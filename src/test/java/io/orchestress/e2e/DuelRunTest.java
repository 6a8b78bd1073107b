package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.GatlingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import load.DuelTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulation of which a duel is asked, as Maven starts it: two real runs of its own for each pair, of the same draws. */
class DuelRunTest {
    @TempDir
    Path folder;

    @Test
    void aCandidateThatFailsIsWorse() throws IOException {
        GatlingRun run = GatlingRun.of(
                DuelTest.class,
                folder,
                GatlingRun.LONGEST,
                "orchestress.duel.baseline=embedded",
                "orchestress.duel.candidate=embedded",
                "orchestress.duel.candidate-settings.embedded.faults.error-rate=0.9",
                "orchestress.duel.at-once=true",
                "orchestress.duel.length=6 s",
                "orchestress.duel.pairs=2",
                "orchestress.duel.void-pairs=0",
                "orchestress.injector.max-background-cpu=1",
                "orchestress.injector.steal=1",
                "orchestress.injector.run-queue-wait=1",
                "orchestress.injector.loop-lag=1 min",
                "orchestress.injector.late-start=1 min");

        assertThat(run.exitStatus()).as(run.output()).isEqualTo(1);
        Path duel;
        try (Stream<Path> folders = Files.list(folder.resolve("results"))) {
            duel = folders.findFirst().orElseThrow();
        }
        JsonNode record = new ObjectMapper().readTree(duel.resolve("duel.json").toFile());
        assertThat(record.path("outcome").asText()).as(run.output()).isEqualTo("WORSE");
        assertThat(record.path("reason").asText()).startsWith("failed ");
        assertThat(record.path("pairs")).hasSize(2);
        JsonNode pair = record.path("pairs").path(0);
        List<RunRecord> runs = Stream.of("baseline", "candidate")
                .map(side -> RecordReader.open(duel.resolve(pair.path(side).asText()), RecordReader.Writer.GONE)
                        .run())
                .toList();
        assertThat(runs.get(0).configuration()).containsEntry("embedded.faults.error-rate", "0");
        assertThat(runs.get(1).configuration()).containsEntry("embedded.faults.error-rate", "0.9");
        assertThat(runs.get(0).configuration().get("load.seed"))
                .isEqualTo(runs.get(1).configuration().get("load.seed"));
        assertThat(duel.resolve("duel.html")).exists();
        assertThat(duel.resolve("junit.xml")).exists();
        assertThat(duel.resolve("results.sarif")).exists();
        assertThat(duel.resolve("summary.md")).exists();
    }
}
