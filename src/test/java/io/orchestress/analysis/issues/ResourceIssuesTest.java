package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceIssuesTest {
    private static final Set<String> TYPES =
            Set.of("RESOURCE_EXHAUSTION", "MEMORY_PRESSURE", "DATABASE_LATENCY", "NETWORK_LATENCY");

    @TempDir
    private Path folder;

    private List<Issue> issues(SyntheticRecord record) {
        return Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS)
                .record()
                .issues()
                .stream()
                .filter(issue -> TYPES.contains(issue.type()))
                .toList();
    }

    private static SyntheticRecord steady(int seconds) {
        return new SyntheticRecord(1)
                .phase("steady", "steady", seconds, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000));
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource({
        "target, cpu, 0.80, ",
        "target, cpu, 0.81, HIGH RESOURCE_EXHAUSTION target.cpu.mean",
        "target, cpu, 0.95, HIGH RESOURCE_EXHAUSTION target.cpu.mean",
        "target, cpu, 0.96, CRITICAL RESOURCE_EXHAUSTION target.cpu.mean",
        "host, cpu, 0.80, ",
        "host, cpu, 0.81, HIGH RESOURCE_EXHAUSTION host.cpu.mean",
        "host, cpu, 0.96, HIGH RESOURCE_EXHAUSTION host.cpu.mean",
        "injector, cpu, 0.99, ",
        "host, memory, 0.85, ",
        "host, memory, 0.86, HIGH MEMORY_PRESSURE host.memory.mean",
        "host, memory, 0.99, HIGH MEMORY_PRESSURE host.memory.mean",
        "target, gc-pause, 0.99, ",
        "target, database-time, 0.5, ",
        "target, database-time, 0.51, MEDIUM DATABASE_LATENCY database-time",
        "target, network-time, 0.1, ",
        "target, network-time, 0.11, MEDIUM NETWORK_LATENCY network-time",
    })
    void speaksAboveItsLimit(String subject, String name, double value, String expected) {
        assertThat(issues(steady(10).resource(subject, name, value)))
                .extracting(issue -> issue.severity() + " " + issue.type() + " "
                        + issue.evidence().metric())
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void namesFigureLimitAndPlace() {
        SyntheticRecord record = steady(10)
                .resource("host", "cpu", 0.5)
                .phase("spike", "spike", 5, 100)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000))
                .resource("host", "cpu", 0.9)
                .resource("target", "cpu", 0.6)
                .resource("injector", "cpu", 0.25);

        assertThat(issues(record)).singleElement().satisfies(issue -> {
            assertThat(issue.description())
                    .isEqualTo(
                            "CPU of the load generator's machine 90.0 % (mean), limit 80 %: in phase 'spike'. Target: 60.0 %. Load generator: 25.0 %. Other processes: 5.00 %.");
            assertThat(issue.evidence())
                    .isEqualTo(new Evidence(List.of("spike"), List.of(), 10, 15, "host.cpu.mean", 90, 80.0, "%"));
        });
    }

    @Test
    void oneIssueForAllPhasesWithTheWorstFirst() {
        SyntheticRecord record = steady(10)
                .resource("target", "cpu", 0.85)
                .phase("more", "step", 10, 20)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000))
                .resource("target", "cpu", 0.97);

        assertThat(issues(record)).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(issue.description()).contains("97.0 %", "limit 95 %", "'more', worst of 2 phases");
            assertThat(issue.evidence().phases()).containsExactly("steady", "more");
        });
    }

    @Test
    void saysNothingOfFourReadingsNorOfWarmUp() {
        assertThat(issues(steady(4).resource("target", "cpu", 1))).isEmpty();
        assertThat(issues(steady(5).resource("target", "cpu", 1))).hasSize(1);
        assertThat(issues(new SyntheticRecord(1)
                        .warmUp("warm", 10)
                        .samples("a", "ok", 10, LatencyLaw.constant(2_000))
                        .resource("target", "cpu", 1)
                        .resource("host", "memory", 1)))
                .isEmpty();
    }

    @Test
    void saysNothingWhereNothingWasRead() {
        assertThat(issues(steady(10))).isEmpty();
    }
}
