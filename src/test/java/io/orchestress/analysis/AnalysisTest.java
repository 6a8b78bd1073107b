package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisTest {
    @TempDir
    private Path folder;

    private Findings analyse(SyntheticRecord record) {
        return Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS);
    }

    /** Warm-up of 2 s, steady of 4 s, spike of 3 s that is cut after 1 s, and a recovery that is never reached. */
    private static SyntheticRecord example() {
        return new SyntheticRecord(1)
                .warmUp("warm", 2)
                .samples("spawn", "ok", 50, LatencyLaw.constant(9_000_000))
                .phase("steady", "steady", 4, 10)
                .samples("spawn", "ok", 5, LatencyLaw.constant(100))
                .samples("run", "ok", 3, LatencyLaw.constant(1_000))
                .samples("run", "corrected", 3, LatencyLaw.constant(1_700))
                .samples("run", "timeout", 1, LatencyLaw.constant(2_000))
                .phase("spike", "spike", 3, 100)
                .samples("run", "http-500", 2, LatencyLaw.constant(500))
                .samples("run", "unfinished", 4, LatencyLaw.constant(600))
                .phase("recovery", "recovery", 5, 10)
                .stoppedAt(7);
    }

    @Test
    void requestsOfAPhase() {
        PhaseResult steady = phase(analyse(example()), 1);
        assertThat(steady.startSeconds()).isEqualTo(2);
        assertThat(steady.endSeconds()).isEqualTo(6);
        assertThat(steady.startedAt()).isEqualTo(SyntheticRecord.LOAD_STARTED_AT.plusSeconds(2));
        assertThat(steady.requests()).extracting(RequestResult::name).containsExactly("spawn", "run");
        RequestResult run = steady.requests().get(1);
        assertThat(run.count()).isEqualTo(16);
        assertThat(run.ok()).isEqualTo(12);
        assertThat(run.failed()).isEqualTo(4);
        assertThat(run.timedOut()).isEqualTo(4);
        assertThat(FailureCounts.byLabel(run.failures())).isEqualTo(Map.of("timeout", 4L));
        assertThat(run.throughputPerSec()).isEqualTo(4);
        // 12 × 1 000 and 4 × 2 000: mean 1 250, variance (12 × 250² + 4 × 750²) ÷ 16 = 187 500.
        assertThat(run.latencyMicros()).isNotNull().satisfies(latency -> {
            assertThat(latency.mean()).isEqualTo(1_250);
            assertThat(latency.stdDev()).isEqualTo(Math.sqrt(187_500));
            assertThat(latency.p75()).isEqualTo(1_000);
            assertThat(latency.p90()).isEqualTo(2_000);
        });
        assertThat(run.stabilityScore()).isCloseTo(1 - Math.sqrt(187_500) / 1_250, within(1e-12));
        // p25 = p75 = 1 000, so the fence is 1 000, and the four at 2 000 are beyond it.
        assertThat(run.outliers()).isEqualTo(4);
        assertThat(run.apdex()).isEqualTo(0.75);
        assertThat(run.okLatencyMicros()).isNotNull().extracting("max").isEqualTo(1_000L);
        assertThat(run.correctedLatencyMicros()).isNotNull().extracting("min").isEqualTo(1_700L);
    }

    @Test
    void totalOfAPhase() {
        RequestResult total = phase(analyse(example()), 1).total();
        assertThat(total.name()).isEqualTo("*");
        assertThat(total.count()).isEqualTo(36);
        assertThat(total.ok()).isEqualTo(32);
        assertThat(total.throughputPerSec()).isEqualTo(9);
    }

    @Test
    void aPhaseIsCutWhereTheRunEndsAndLeftOutWhereItNeverBegan() {
        Findings findings = analyse(example());
        assertThat(findings.record().phases()).extracting(PhaseResult::name).containsExactly("warm", "steady", "spike");
        PhaseResult spike = phase(findings, 2);
        assertThat(spike.endSeconds()).isEqualTo(7);
        assertThat(spike.total().throughputPerSec()).isEqualTo(6);
        assertThat(FailureCounts.byLabel(spike.total().failures())).isEqualTo(Map.of("http-500", 2L, "unfinished", 4L));
        assertThat(spike.total().okLatencyMicros()).isNull();
        assertThat(spike.total().latencyMicros()).isNotNull().extracting("max").isEqualTo(600L);
        assertThat(spike.total().apdex()).isZero();
    }

    @Test
    void totalsOfTheRunLeaveWarmUpOut() {
        RequestResult totals = analyse(example()).record().totals();
        assertThat(totals).isNotNull();
        assertThat(totals.count()).isEqualTo(42);
        assertThat(totals.failed()).isEqualTo(10);
        assertThat(totals.timedOut()).isEqualTo(4);
        assertThat(totals.throughputPerSec()).isEqualTo(42 / 5.0);
        assertThat(totals.latencyMicros()).isNotNull().extracting("max").isEqualTo(2_000L);
    }

    @Test
    void apdexToleratesUpToFourTimesTheTarget() {
        Findings findings = analyse(new SyntheticRecord(1)
                .phase("steady", "steady", 1, 1)
                .samples("a", "ok", 5, LatencyLaw.constant(499_000))
                .samples("a", "ok", 3, LatencyLaw.constant(1_990_000))
                .samples("a", "ok", 1, LatencyLaw.constant(2_100_000))
                .samples("a", "check", 1, LatencyLaw.constant(1_000)));
        assertThat(phase(findings, 0).total().apdex()).isCloseTo((5 + 3 / 2.0) / 10, within(1e-12));
    }

    @Test
    void timelineShowsEverythingByTheSecondItEnded() {
        Timeline timeline = analyse(example()).timeline();
        assertThat(timeline.binSeconds()).isEqualTo(1);
        assertThat(timeline.requests()).containsExactly("spawn", "run");
        assertThat(timeline.bins()).hasSize(7);
        assertThat(timeline.bins().get(0).okPerSec()).isEqualTo(50);
        Timeline.Bin steady = timeline.bins().get(3);
        assertThat(steady.atSeconds()).isEqualTo(3);
        assertThat(steady.users()).isEqualTo(10);
        assertThat(steady.inFlight()).isEqualTo(10);
        assertThat(steady.okPerSec()).isEqualTo(8);
        assertThat(steady.failedPerSec()).isEqualTo(1);
        assertThat(FailureCounts.byLabel(steady.failures())).isEqualTo(Map.of("timeout", 1L));
        assertThat(steady.percentiles()).isEqualTo(new Timeline.Percentiles(100, 1_000, 2_000, 2_000, 2_000));
        assertThat(steady.p95MicrosByRequest()).isEqualTo(Map.of("spawn", 100L, "run", 2_000L));
        assertThat(timeline.bins().get(6).p95MicrosByRequest()).isEqualTo(Map.of("run", 600L));
    }

    @Test
    void heatMapHoldsTheRangeInUse() {
        HeatMap map = analyse(example()).heatMap();
        assertThat(map.columns()).isEqualTo(7);
        // 100 µs to 9 s are 5 decades less a little: 12 bands each.
        assertThat(map.bandEdgesMicros()).hasSizeBetween(58, 62).first().isEqualTo(100L);
        assertThat(map.cells())
                .contains(new HeatMap.Cell(0, map.bandEdgesMicros().size() - 2, 50), new HeatMap.Cell(3, 0, 5));
        assertThat(map.cells().stream().mapToLong(HeatMap.Cell::count).sum()).isEqualTo(100 + 42);
    }

    @Test
    void spectraLeaveWarmUpOutAndShowTheCorrectedOnes() {
        assertThat(analyse(example()).spectra())
                .extracting(spectrum -> spectrum.name() + spectrum.corrected())
                .containsExactly("*false", "spawnfalse", "runfalse", "*true", "runtrue");
        assertThat(analyse(example()).spectra().get(0).points())
                .last()
                .extracting("micros")
                .isEqualTo(2_000L);
    }

    @Test
    void aCrashedRunEndsWithItsLastInterval() {
        RunRecord run = analyse(example().status(RunStatus.RUNNING)).record();
        assertThat(run.status()).isEqualTo(RunStatus.CRASHED);
        assertThat(run.endedAt()).isEqualTo(SyntheticRecord.LOAD_STARTED_AT.plusSeconds(7));
    }

    @Test
    void aHangingTargetDoesNotShortenTheRun() throws IOException {
        example().writeTo(folder);
        Files.writeString(
                folder.resolve(RecordReader.TIME_SERIES_FILE),
                Files.readString(folder.resolve(RecordReader.TIME_SERIES_FILE)) + "8.500,spike,100,100,0,0,0,0,,,,\n");
        Findings findings = Analysis.of(RecordReader.open(folder, Writer.GONE), Reference.ANALYSIS);
        assertThat(phase(findings, 2).endSeconds()).isEqualTo(8.5);
        assertThat(phase(findings, 2).total().throughputPerSec()).isEqualTo(6 / 2.5);
        assertThat(findings.timeline().bins())
                .hasSize(9)
                .last()
                .extracting("inFlight")
                .isEqualTo(100L);
    }

    @Test
    void aRunWhoseLoadNeverStartedHasNothingToShow() throws IOException {
        example().status(RunStatus.RUNNING).writeTo(folder);
        Files.delete(folder.resolve(RecordReader.HISTOGRAMS_FILE));
        Path run = folder.resolve(RecordReader.RUN_FILE);
        Files.writeString(
                run, Files.readString(run).replaceFirst("\"loadStartedAt\":\"[^\"]*\"", "\"loadStartedAt\":null"));
        Findings findings = Analysis.of(RecordReader.open(folder, Writer.GONE), Reference.ANALYSIS);
        assertThat(findings.record().totals()).isNull();
        assertThat(findings.timeline().bins()).isEmpty();
        assertThat(findings.heatMap().cells()).isEmpty();
        assertThat(findings.record().verdict()).isNotNull().extracting("score").isNull();
    }

    @Test
    void refusesASeriesOfNoPlannedPhase() throws IOException {
        example().writeTo(folder);
        Path log = folder.resolve(RecordReader.HISTOGRAMS_FILE);
        Files.writeString(log, Files.readString(log).replace("Tag=steady|", "Tag=study|"));
        assertThatThrownBy(() -> Analysis.of(RecordReader.open(folder, Writer.GONE), Reference.ANALYSIS))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(
                        "phase 'study' is not in the plan of run.json (valid: warm, steady, spike, recovery)");
    }

    private static PhaseResult phase(Findings findings, int index) {
        return findings.record().phases().get(index);
    }
}
