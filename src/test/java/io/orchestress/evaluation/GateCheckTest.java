package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateCheckTest {
    private static final String RUN = "run.json";
    private static final String HISTOGRAMS = "histograms.hlog";

    @TempDir
    private Path folder;

    /** Two phases of load; one request has a corrected view, one has none, and one streams. */
    private Path concluded() throws IOException {
        Path record = new SyntheticRecord(7)
                .warmUp("warm-up", 5)
                .samples("run task", "ok", 50, LatencyLaw.logNormal(900_000, 0.8))
                .phase("steady", "steady", 10, 10)
                .samples("run task", "ok", 50, LatencyLaw.logNormal(80_000, 0.8))
                .samples("run task", "timeout", 1, LatencyLaw.constant(3_000_000))
                .samples("run task", "corrected", 55, LatencyLaw.logNormal(90_000, 0.8))
                .samples("poll", "ok", 40, LatencyLaw.logNormal(9_000, 0.5))
                .metric("run task", "ttft", 50, LatencyLaw.logNormal(20_000, 0.9))
                .phase("late", "steady", 10, 10)
                .samples("run task", "ok", 30, LatencyLaw.logNormal(100_000, 0.8))
                .samples("poll", "ok", 40, LatencyLaw.logNormal(10_000, 0.5))
                .metric("run task", "ttft", 30, LatencyLaw.logNormal(30_000, 0.9))
                .writeTo(folder.resolve("record"));
        RecordJson.writeAtomically(
                record.resolve(RUN),
                Analysis.of(
                                RecordReader.open(record, Writer.GONE),
                                settings("off").part(AnalysisSettings.class))
                        .record());
        return record;
    }

    private static Settings settings(String rule) {
        Properties properties = new Properties();
        properties.setProperty("orchestress.gates.rules.mine", rule);
        return SettingsLoader.load(properties);
    }

    /** What is read of the histograms comes to the verdict that all of them come to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p95 <= 350 ms",
                "p95 <= 300 ms",
                "p90 <= 250 ms, fail above 400 ms",
                "p99.5 <= 700 ms",
                "p42 <= 60 ms",
                "p95 of 'run task' <= 380 ms",
                "p95 of 'poll' <= 21 ms",
                "p95 of 'poll' in 'late' <= 23 ms",
                "p97 of 'run task' in 'steady' <= 400 ms",
                "latency-ok.p95 <= 300 ms",
                "latency-corrected.p95 <= 350 ms, if measured",
                "ttft.p95 <= 130 ms",
                "ttft.p97 <= 130 ms",
                "ttft.p95 of 'run task' in 'late' <= 110 ms",
                "p99 in 'nowhere' <= 1 s, if measured",
            })
    void theSeriesThatARuleLooksAtAreEnough(String rule) throws IOException {
        Path record = concluded();
        Settings settings = settings(rule);
        GateCheck check = GateCheck.of(RecordReader.open(record, Writer.GONE), settings);
        assertThat(check.verdict())
                .isEqualTo(Analysis.of(RecordReader.open(record, Writer.GONE), settings.part(AnalysisSettings.class))
                        .record()
                        .verdict());
    }

    @Test
    void whereRunJsonDecidesNothingElseIsRead() throws IOException {
        Path record = concluded();
        Files.delete(record.resolve(HISTOGRAMS));
        assertThat(GateCheck.of(RecordReader.open(record, Writer.GONE), settings("p95 <= 100 s"))
                        .source())
                .isEqualTo(RUN);
    }

    @Test
    void resultsThatContradictTheSamplesAreNotBelieved() throws IOException {
        Path record = concluded();
        ObjectMapper json = new ObjectMapper();
        JsonNode run = json.readTree(record.resolve(RUN).toFile());
        for (JsonNode request : run.path("phases").path(2).path("requests")) {
            ((ObjectNode) request.path("latencyMicros")).put("p999", 1);
            ((ObjectNode) request.path("latencyMicros")).put("max", 1);
        }
        json.writeValue(record.resolve(RUN).toFile(), run);
        GateCheck check = GateCheck.of(RecordReader.open(record, Writer.GONE), settings("p42 in 'late' <= 60 ms"));
        assertThat(check.source()).isEqualTo(HISTOGRAMS);
        assertThat(check.run().phases().get(2).requests().get(0).latencyMicros().max())
                .as("of the samples")
                .isGreaterThan(1);
    }
}
