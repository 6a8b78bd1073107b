package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.Findings;
import io.orchestress.record.ClassGrowth;
import io.orchestress.record.DriftResult;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TargetEvent.Kind;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run of twenty minutes with 10 requests a second, whose target was asked for collections. */
class HeapFactsTest {
    private static final int SECONDS = 1200;

    @TempDir
    private Path folder;

    private Findings findings(SyntheticRecord record) {
        return Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS);
    }

    private static SyntheticRecord run() {
        return new SyntheticRecord(1)
                .phase("endurance", "endurance", SECONDS, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000));
    }

    private static TargetEvent asked(Kind kind, double at, long tookMillis) {
        return new TargetEvent(at, kind, "endurance", "", "", tookMillis, null);
    }

    private static SyntheticRecord counted(SyntheticRecord record, List<ClassGrowth> grown) {
        return record.event(asked(Kind.COUNTED, 400, 80))
                .event(asked(Kind.COLLECTED, 460, 30))
                .event(asked(Kind.COLLECTED, 520, 40))
                .event(new TargetEvent(1200, Kind.COUNTED, "endurance", "", "", 90, null, grown));
    }

    @Test
    void whatGrewIsToldPerThousandRequests() {
        RunRecord run = findings(counted(
                        run(),
                        List.of(
                                new ClassGrowth("byte[]", 10, 2010, 1 << 20, 9 << 20),
                                new ClassGrowth("a.Session", 50, 40, 1024, 2048))))
                .record();
        assertThat(HeapFacts.line(run))
                .hasValue(
                        "Requested 4 garbage collections, which took up to 90.0 ms: latencies include these pauses, drift"
                                + " excludes them. From 6:40 to 20:00 byte[] grew most, by 8 MiB (1 MiB per 1,000"
                                + " requests).");
        Table classes = HeapFacts.classes(run);
        assertThat(classes.caption()).endsWith("from 6:40 to 20:00");
        assertThat(classes.rows())
                .extracting(Table.Row::cells)
                .containsExactly(
                        List.of("byte[]", "8 MiB", "1 MiB", "2,000", "9 MiB"),
                        List.of("a.Session", "1 KiB", "128 B", "−10", "2 KiB"));
    }

    @Test
    void nothingIsSaidOfWhatWasNotAsked() {
        RunRecord run = findings(run()).record();
        assertThat(HeapFacts.line(run)).isEmpty();
        assertThat(HeapFacts.classes(run).isEmpty()).isTrue();
    }

    @Test
    void onlyOneCountIsNoComparison() {
        RunRecord run = findings(run().event(asked(Kind.COUNTED, 400, 80))).record();
        assertThat(HeapFacts.line(run))
                .hasValueSatisfying(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "Requested 1 garbage collection, which took up to 80.0 ms: latencies include these pauses, drift excludes them."));
        assertThat(HeapFacts.classes(run).isEmpty()).isTrue();
    }

    @Test
    void collectionsAreOneRow() {
        Findings findings = findings(
                counted(run(), List.of()).event(new TargetEvent(1260, Kind.COLLECTED, "endurance", "", "", 3, "gone")));
        assertThat(TargetEventLines.table(new RunFacts(findings)).rows())
                .extracting(row -> row.cells().get(0) + " " + row.cells().get(2) + " "
                        + row.cells().get(3))
                .containsExactly(
                        "6:40 requested a class histogram of its JVM 80.0 ms",
                        "7:40 requested a garbage collection of its JVM 2 times until 8:40 up to 40.0 ms",
                        "20:00 requested a class histogram of its JVM 90.0 ms",
                        "21:00 requested a garbage collection of its JVM 3.00 ms");
    }

    /** Each minute of the second half a second has slow answers; where we stopped the target in it, that is no drift of its latency. */
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 1"})
    void pausesOfOursAreNoDrift(boolean asked, int notStable) {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("endurance", "endurance", SECONDS, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000));
        for (int at = 605; at < SECONDS; at += 10) {
            record.ended(at, "endurance", "a", "ok", slow(10 + (at - 600) / 5));
            if (asked) {
                record.event(asked(Kind.COLLECTED, at + 0.2, 300));
            }
        }
        List<DriftResult> drifts =
                Objects.requireNonNull(findings(record).record().planning()).drifts();
        assertThat(drifts)
                .filteredOn(drift -> drift.metric().equals("p95"))
                .filteredOn(drift -> drift.outcome() != DriftResult.Outcome.STABLE)
                .hasSize(notStable);
    }

    private static long[] slow(int answers) {
        long[] all = new long[answers];
        java.util.Arrays.fill(all, 400_000);
        return all;
    }
}
