package io.orchestress.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.ResourceResults.Watched;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceAnalysisTest {
    private static final LatencyLaw FAST = LatencyLaw.constant(2_000);

    @TempDir
    private Path folder;

    /** Two seconds of warm-up, four of load, two of recovery. */
    private static SyntheticRecord record() {
        return new SyntheticRecord(1)
                .warmUp("warm", 2)
                .samples("a", "ok", 10, FAST)
                .phase("steady", "steady", 4, 10)
                .samples("a", "ok", 10, FAST)
                .phase("after", "recovery", 2, 10)
                .samples("a", "ok", 10, FAST);
    }

    private Findings findings(SyntheticRecord record) {
        return analysed(record.writeTo(folder));
    }

    private static Findings analysed(Path record) {
        return Analysis.of(RecordReader.open(record, Writer.GONE), Reference.ANALYSIS);
    }

    @Test
    void figuresOfAPhaseAreThoseOfTheSecondsInIt() {
        SyntheticRecord record = record().resource(0, "target", "pid", 4711);
        // A reading comes a little late, so that the second from 1 to 2 s, the last of warm-up, stands at 2.004 s.
        double[] cpu = {0.9, 0.9, 0.1, 0.2, 0.3, 0.6, 0.05, 0.15};
        for (int second = 0; second < cpu.length; second++) {
            record.resource(second + 1.004, "target", "cpu", cpu[second]);
            record.resource(second + 1.004, "target", "rss", 1000 * (second + 1));
        }
        record.resource(9.1, "target", "rss", 1e9);

        Findings findings = findings(record);

        ResourceResults resources = Objects.requireNonNull(findings.record().resources());
        assertThat(resources.processes()).containsExactly(new Watched("target", 4711));
        assertThat(resources.phases()).extracting(ResourceResult::phase).containsExactly("warm", "steady", "after");
        assertThat(resources.phases().get(1).gauges())
                .containsExactly(
                        new Gauge("target", "cpu", "ratio", 4, (0.1 + 0.2 + 0.3 + 0.6) / 4, 0.1, 0.6, 0.1, 0.6),
                        new Gauge("target", "rss", "B", 4, 4500, 3000, 6000, 3000, 6000));
        assertThat(resources.total().phase()).isEqualTo("*");
        assertThat(resources.total().gauges()).last().satisfies(rss -> {
            assertThat(rss.samples())
                    .as("without warm-up, and what came after the plan")
                    .isEqualTo(6);
            assertThat(rss.first()).isEqualTo(3000);
            assertThat(rss.max()).isEqualTo(8000);
        });
        assertThat(resources.total().gauges().get(0).mean()).isCloseTo(1.4 / 6, within());
        assertThat(findings.resourceTimeline().orElseThrow().line("target", "pid"))
                .isEmpty();
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    @Test
    void whatCouldNotBeReadIsAGapAndNotZero() {
        SyntheticRecord record = record();
        for (int at : new int[] {1, 2, 3, 6}) {
            record.resource(at, "target", "cpu", 0.5);
        }

        Findings findings = findings(record);

        ResourceResults resources = Objects.requireNonNull(findings.record().resources());
        assertThat(resources.phases())
                .extracting(ResourceResult::phase)
                .as("nothing was read in the last phase")
                .containsExactly("warm", "steady");
        assertThat(resources.phases().get(1).gauges())
                .containsExactly(new Gauge("target", "cpu", "ratio", 2, 0.5, 0.5, 0.5, 0.5, 0.5));
        assertThat(findings.resourceTimeline()
                        .orElseThrow()
                        .line("target", "cpu")
                        .orElseThrow()
                        .means())
                .isEqualTo(Arrays.asList(0.5, 0.5, 0.5, null, null, 0.5, null, null));
    }

    @Test
    void nothingReadIsNothingSaid() {
        Findings findings = findings(record());
        assertThat(findings.record().resources()).isNull();
        assertThat(findings.resourceTimeline()).isEmpty();
    }

    @Test
    void anUnreachedPhaseHasNoFigures() {
        SyntheticRecord record = record().stoppedAt(3.0);
        record.resource(1, "host", "cpu", 0.5).resource(3, "host", "cpu", 0.5);
        assertThat(Objects.requireNonNull(findings(record).record().resources()).phases())
                .extracting(ResourceResult::phase)
                .containsExactly("warm", "steady");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void olderRecordsHaveNoResourcesAndNeedNoFile(int version) throws IOException {
        Path record = record().resource(3, "host", "cpu", 0.5).writeTo(folder);
        Files.delete(record.resolve(RecordReader.RESOURCES_FILE));
        assertThatThrownBy(() -> analysed(record))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("resources.csv: there is no such file");
        Path run = record.resolve(RecordReader.RUN_FILE);
        Files.writeString(
                run, Files.readString(run).replaceFirst("\"schemaVersion\":\\d+", "\"schemaVersion\":" + version));

        assertThat(analysed(record).record().resources()).isNull();
    }

    @Test
    void aFigureThatNobodyKnowsIsRefused() {
        Path record = record().resource(1, "host", "weather", 1).writeTo(folder);
        assertThatThrownBy(() -> analysed(record))
                .isInstanceOf(RecordException.class)
                .hasMessageContainingAll("resources.csv", "'weather'", "disk-read, disk-write");
    }

    @Test
    void aTornLastLineIsPassedOver() throws IOException {
        Path record = record().resource(3, "host", "cpu", 0.25)
                .resource(4, "host", "cpu", 0.75)
                .writeTo(folder);
        Path file = record.resolve(RecordReader.RESOURCES_FILE);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 2));

        assertThat(Objects.requireNonNull(analysed(record).record().resources())
                        .total()
                        .gauges())
                .containsExactly(new Gauge("host", "cpu", "ratio", 1, 0.25, 0.25, 0.25, 0.25, 0.25));
    }
}
