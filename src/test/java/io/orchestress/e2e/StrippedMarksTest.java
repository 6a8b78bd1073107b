package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A target that removes the mark of a task from its prompts, and passes on no header: nothing of what is behind it is known, and nothing of that is green, nor its fault. */
class StrippedMarksTest {
    private static final String SCRIPT = """
            models { default { first-token = 20 ms, tokens-per-second = 10000 } }
            tools { charge { latency = 5 ms, effect = true } }
            tasks = [{ name = any, turns = [{ tools = ["charge"] }, { answer = "Task #{nonce} is done. End of #{nonce}" }] }]
            """;

    @TempDir
    Path folder;

    @Test
    void nothingIsGreenOfWhatIsNotKnown() throws IOException {
        Path script = Files.writeString(folder.resolve("script.conf"), SCRIPT);
        GatlingRun run = GatlingRun.of(
                SmokeTest.class,
                folder,
                GatlingRun.LONGEST,
                Runs.steady(
                        8,
                        4,
                        250,
                        "orchestress.backend.enabled=true",
                        "orchestress.backend.port=0",
                        "orchestress.backend.script=" + script,
                        "orchestress.embedded.bugs.strip-mark=1",
                        "orchestress.embedded.bugs.drop-trace=1",
                        "orchestress.task-mix.simple=0",
                        "orchestress.task-mix.medium=50",
                        "orchestress.task-mix.complex=50",
                        "orchestress.task-mix.workflow=0",
                        "orchestress.leaving.share=50 %",
                        "orchestress.leaving.after=20 ms",
                        "orchestress.leaving.observe=0 s",
                        "orchestress.gates.rules.own=own-time.p95 <= 1 h, if measured",
                        "orchestress.gates.rules.again=amplification <= 1000, if measured",
                        "orchestress.gates.rules.order=misordered <= 0, if measured"));

        RunRecord record = Runs.record(run);
        assertThat(record.status()).as(run.output()).isEqualTo(RunStatus.COMPLETED);
        Verdict verdict = Objects.requireNonNull(record.verdict());
        assertThat(verdict.gates())
                .as(run.output())
                .filteredOn(gate -> gate.outcome() == Outcome.INCONCLUSIVE)
                .extracting(Gate::name)
                .contains("crossed", "duplicated", "lost", "order", "orphan-time", "orphan-cost", "own", "again");
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(run.exitStatus()).isEqualTo(1);
        assertThat(record.issues())
                .flatExtracting(issue -> issue.withSymptoms().map(Issue::type).toList())
                .doesNotContain(
                        "CROSSED_ANSWERS",
                        "DUPLICATED_EFFECTS",
                        "LOST_TASKS",
                        "MISORDERED_ANSWERS",
                        "CUT_ANSWERS",
                        "ORPHANED_WORK",
                        "HIGH_OVERHEAD",
                        "CALL_AMPLIFICATION");
    }
}
