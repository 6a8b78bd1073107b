package io.orchestress.analysis.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.Findings;
import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Planning;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.ResourceName;
import io.orchestress.record.RunRecord;
import io.orchestress.report.DriftFacts;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the files of a record to its drifts, its issues and what is said of them. */
class EnduranceRecordTest {
    private static final int SECONDS = 1200;
    private static final double MB = 1e6;

    @TempDir
    private Path folder;

    private RunRecord analysed(SyntheticRecord record) {
        Findings findings = Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS);
        return findings.record();
    }

    private static SyntheticRecord endurance(String metric, DoubleUnaryOperator bySecond) {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("endurance", "endurance", SECONDS, 10)
                .samples("a", "ok", 10, LatencyLaw.logNormal(50_000, 0.3))
                .phase("ramp-down", "ramp-down", 120, 0);
        for (int at = 1; at <= SECONDS + 120; at++) {
            record.resource(at, ResourceName.TARGET, metric, bySecond.applyAsDouble(at));
        }
        return record;
    }

    private static List<Issue> leaks(RunRecord run) {
        return run.issues().stream()
                .filter(issue -> issue.type().endsWith("_LEAK"))
                .toList();
    }

    /** By 100 MB an hour; 233 MB are held when the load ends. */
    @ParameterizedTest
    @CsvSource({"1000, CRITICAL", "3000, HIGH"})
    void aLeakIsAnIssueAsSevereAsItsEndIsNear(double heapMax, Severity expected) {
        SyntheticRecord record = endurance(ResourceName.HEAP_AFTER_GC, at -> (200 + Math.min(at, SECONDS) / 36) * MB);
        record.resource(1, ResourceName.TARGET, ResourceName.HEAP_MAX, heapMax * MB);
        RunRecord run = analysed(record);
        assertThat(leaks(run)).singleElement().satisfies(issue -> {
            assertThat(issue.type()).isEqualTo("MEMORY_LEAK");
            assertThat(issue.severity()).isEqualTo(expected);
            assertThat(issue.description()).contains("Heap after collections");
            assertThat(issue.evidence().metric()).isEqualTo("target.heap-after-gc");
            assertThat(issue.evidence().actual()).isBetween(99.0, 101.0);
        });
        assertThat(DriftFacts.line(run))
                .hasValueSatisfying(line ->
                        assertThat(line).startsWith("Endurance: leak of target heap-after-gc; of 3 metrics over 20"));
    }

    /** What the users of the run opened and never closed is named beside the growth that it is in. */
    @ParameterizedTest
    @CsvSource({"mcp, true", "rest, false"})
    void aLeakNamesTheSessionsThatTheRunLeftBehind(String protocol, boolean named) {
        SyntheticRecord record = endurance(ResourceName.RSS, at -> (200 + Math.min(at, SECONDS) / 36) * MB)
                .protocol(protocol)
                .samples("initialize", "ok", 1, LatencyLaw.constant(2_000));
        assertThat(leaks(analysed(record)))
                .singleElement()
                .satisfies(issue -> assertThat(issue.description().contains(" of this run opened 120 sessions"))
                        .isEqualTo(named));
    }

    @Test
    void filesThatAreNotGivenBackAreAResourceLeak() {
        RunRecord run = analysed(endurance(ResourceName.OPEN_FILES, at -> 40 + Math.floor(at / 20)));
        assertThat(leaks(run)).extracting(Issue::type).containsExactly("RESOURCE_LEAK");
    }

    @Test
    void whatStaysSaysSoAndSoDoesItsLatency() {
        RunRecord run = analysed(endurance(ResourceName.RSS, at -> (200 + at % 7 / 50) * MB));
        assertThat(leaks(run)).isEmpty();
        Planning planning = run.planning();
        assertThat(planning).isNotNull();
        assertThat(planning.drifts())
                .filteredOn(drift -> drift.metric().equals("rss"))
                .extracting(DriftResult::outcome)
                .containsExactly(Outcome.STABLE);
        assertThat(planning.drifts())
                .extracting(drift -> drift.subject() + " " + drift.metric())
                .containsExactlyInAnyOrder("target rss", "a p50", "a p95");
        assertThat(DriftFacts.line(run))
                .hasValueSatisfying(line ->
                        assertThat(line).startsWith("Endurance: no growth above its limit in 2 of 3 metrics over 20"));
    }

    @Test
    void aShortRunHasNoDrifts() {
        RunRecord run = analysed(new SyntheticRecord(1)
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000)));
        assertThat(run.planning()).isNull();
        assertThat(DriftFacts.line(run)).isEmpty();
    }
}
