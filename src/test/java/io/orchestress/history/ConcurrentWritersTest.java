package io.orchestress.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.EndedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ConcurrentWritersTest {
    private static final int PROCESSES = 3;
    private static final int RUNS = 15;

    @TempDir
    Path project;

    /** What each process does: opens the store for each run, as the ends of runs do. */
    public static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            Path project = Path.of(arguments[0]);
            int writer = Integer.parseInt(arguments[1]);
            for (int i = 0; i < RUNS; i++) {
                EndedRun run = EndedRun.at(writer * RUNS + i);
                try (History history = History.open(project.resolve("runs.db"))) {
                    history.add(run.record(), run.writeTo(project.resolve("results")));
                    history.setBaseline("main-" + writer, List.of(run.runId()), EndedRun.FIRST, "ann", "", false);
                    history.prune(1000);
                }
            }
        }
    }

    @Test
    void processesThatWriteAtOnceLoseNothing() throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int writer = 0; writer < PROCESSES; writer++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            project.toString(),
                            Integer.toString(writer))
                    .redirectErrorStream(true)
                    .redirectOutput(project.resolve("output-" + writer).toFile())
                    .start());
        }
        for (int writer = 0; writer < PROCESSES; writer++) {
            assertThat(processes.get(writer).waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(project.resolve("output-" + writer)).isEmptyFile();
            assertThat(processes.get(writer).exitValue()).isZero();
        }

        try (History history = History.open(project.resolve("runs.db"))) {
            List<PastRun> runs = history.runs(RunFilter.ALL);
            assertThat(runs).hasSize(PROCESSES * RUNS);
            int figures = history.metrics(EndedRun.at(0).runId()).size();
            assertThat(figures).isGreaterThan(20);
            assertThat(runs)
                    .allSatisfy(run -> assertThat(history.metrics(run.runId())).hasSize(figures));
            assertThat(history.baselineMoves()).hasSize(PROCESSES * RUNS);
            assertThat(history.baselines()).hasSize(PROCESSES);
        }
    }
}
