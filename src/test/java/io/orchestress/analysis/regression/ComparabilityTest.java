package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes runs incomparable, and what is only said. */
class ComparabilityTest {
    private static final RunRecord.Environment HERE = machine("Xeon", 2, "17.0.15");

    @TempDir
    private Path folder;

    private int records;

    @Test
    void namesAllThatMakesRunsIncomparable() {
        RunRecord run = run(record -> record);
        assertThat(Comparability.of(run, List.of(run))).isEqualTo(ComparabilityResult.ALIKE);
        assertThat(differences(run, run(record -> record.status(RunStatus.ABORTED))))
                .singleElement()
                .asString()
                .contains("aborted");
        assertThat(differences(run, run(record -> record.protocol("a2a"))))
                .containsExactly("protocol is http, was a2a");
    }

    /** B6: a laptop was compared with a runner, and the difference called a regression with certainty. */
    @Test
    void anotherMakeOfMachineIsNotComparable() {
        RunRecord run = run(record -> record);
        assertThat(differences(run, run(record -> record.environment(machine("M2", 8, "17.0.15")))))
                .containsExactlyInAnyOrder(
                        "the load generator's machine differs in CPU model: Xeon, before M2",
                        "the load generator's machine differs in CPUs: 2, before 8");
    }

    @Test
    void otherSoftwareAndAnUnknownMachineAreSaid() {
        RunRecord run = run(record -> record);
        ComparabilityResult software =
                Comparability.of(run, List.of(run(record -> record.environment(machine("Xeon", 2, "21")))));
        assertThat(software.differences()).isEmpty();
        assertThat(software.notes()).singleElement().asString().contains("Java: 17.0.15, before 21");
        ComparabilityResult unknown = Comparability.of(
                run,
                List.of(run(record -> record.environment(
                        new RunRecord.Environment("Linux", "amd64", "17.0.15", 2, 8L << 30, 1, 1, 0, "3")))));
        assertThat(unknown.differences()).isEmpty();
        assertThat(unknown.notes()).singleElement().asString().contains("unknown for one or both runs: CPU model");
    }

    /** It was in the digest of the load by which the history looks for runs that are alike, and not here. */
    @Test
    void otherArrivalsAreAnotherLoad() {
        RunRecord poisson = run(record -> record.configuration(Map.of("load.arrivals", "poisson")));
        RunRecord even = run(record -> record.configuration(Map.of("load.arrivals", "uniform")));
        assertThat(differences(poisson, even)).containsExactly("load.arrivals is poisson, was uniform");
    }

    private static List<String> differences(RunRecord candidate, RunRecord baseline) {
        return Comparability.of(candidate, List.of(baseline)).differences();
    }

    private RunRecord run(UnaryOperator<SyntheticRecord> change) {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 5, 1)
                .samples("a", "ok", 1, LatencyLaw.constant(50_000))
                .environment(HERE);
        return RecordReader.open(
                        change.apply(record).writeTo(folder.resolve("r" + records++)), RecordReader.Writer.GONE)
                .run();
    }

    private static RunRecord.Environment machine(String model, int cpus, String java) {
        return new RunRecord.Environment(
                "Linux", "amd64", java, cpus, 8L << 30, 4L << 30, 1L << 30, 0.5, "3", null, null, null, null, null,
                model, null, cpus, "aaaa");
    }
}
