package io.orchestress.importer;

import static io.orchestress.importer.ForeignRuns.AS_IT_IS;
import static io.orchestress.importer.ForeignRuns.FILES;
import static io.orchestress.importer.ForeignRuns.latency;
import static io.orchestress.importer.ForeignRuns.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what k6, JMeter and vegeta themselves reported of the same runs. */
class OtherToolsImportTest {
    /** Half a bucket: three significant digits. */
    private static final Percentage EXACT = Percentage.withPercentage(0.1);

    @TempDir
    private Path results;

    @ParameterizedTest
    @ValueSource(strings = {"k6.json.gz", "k6.csv.gz"})
    void k6AsItsSummary(String file) throws IOException {
        RunRecord run = ForeignRuns.imported(FILES.resolve("k6").resolve(file), results, AS_IT_IS);

        JsonNode summary = json("k6/summary.json").path("metrics");
        JsonNode duration = summary.path("http_req_duration");
        assertThat(totals(run).count())
                .isEqualTo(summary.path("http_reqs").path("count").longValue());
        assertThat(totals(run).failed())
                .isEqualTo(summary.path("http_req_failed").path("passes").longValue());
        assertThat(latency(totals(run)).max()).isCloseTo(micros(duration, "max"), EXACT);
        assertThat(latency(totals(run)).mean()).isCloseTo(micros(duration, "avg"), within(50.0));
        JsonNode expected = summary.path("http_req_duration{expected_response:true}");
        assertThat(totals(run).okLatencyMicros()).isNotNull();
        assertThat(totals(run).okLatencyMicros().min()).isCloseTo(micros(expected, "min"), EXACT);
        assertThat(totals(run).okLatencyMicros().mean()).isCloseTo((double) micros(expected, "avg"), EXACT);
        assertThat(run.configuration())
                .containsEntry(
                        "import.checksPassed",
                        summary.path("checks").path("passes").asText())
                .containsEntry(
                        "import.checksFailed",
                        summary.path("checks").path("fails").asText());
        assertThat(FailureCounts.byLabel(totals(run).failures()))
                .containsEntry("http-404", 24L)
                .containsEntry("connection", 2L)
                .containsEntry("timeout", 2L);
        assertThat(run.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(run.plan().get(0).load()).isEqualTo(4);
        assertThat(run.agents()).isNotNull();
        assertThat(run.agents().total().metrics())
                .filteredOn(times -> times.request().equals("agents"))
                .singleElement()
                .satisfies(times -> assertThat(times.count()).isEqualTo(24));
    }

    /** Its second scenario starts after the first has ended: the file itself tells the phases. */
    @Test
    void k6ScenariosOneAfterTheOtherArePhases() throws IOException {
        RunRecord run = ForeignRuns.imported(FILES.resolve("k6/k6.json.gz"), results, AS_IT_IS);

        assertThat(run.phases()).extracting(PhaseResult::name).containsExactly("agents", "broken");
        assertThat(run.phases()).extracting(phase -> phase.total().count()).containsExactly(72L, 4L);
        assertThat(ForeignRuns.request(run, "checkout / inner / POST task").count())
                .isEqualTo(24);
        assertThat(ForeignRuns.request(run, "late \"one\", two").timedOut()).isEqualTo(2);
        assertThat(run.target().url()).isEqualTo("http://127.0.0.1:18977");
    }

    @Test
    void jmeterAsItsDashboard() throws IOException {
        RunRecord run = ForeignRuns.imported(FILES.resolve("jmeter/results.jtl"), results, AS_IT_IS);

        int labels = 0;
        for (JsonNode label : json("jmeter/statistics.json")) {
            String name = label.path("transaction").asText();
            if (!name.equals("Total") && !name.equals("checkout")) {
                RequestResult request = ForeignRuns.request(run, name);
                assertThat(request.count())
                        .as(name)
                        .isEqualTo(label.path("sampleCount").longValue());
                assertThat(request.failed())
                        .as(name)
                        .isEqualTo(label.path("errorCount").longValue());
                assertThat(latency(request).min()).as(name).isCloseTo(micros(label, "minResTime"), EXACT);
                assertThat(latency(request).max()).as(name).isCloseTo(micros(label, "maxResTime"), EXACT);
                assertThat(latency(request).mean()).as(name).isCloseTo((double) micros(label, "meanResTime"), EXACT);
                labels++;
            }
        }
        assertThat(labels).isEqualTo(6);
        assertThat(FailureCounts.byLabel(totals(run).failures()))
                .containsEntry("http-404", 40L)
                .containsEntry("check", 40L)
                .containsEntry("connection", 2L)
                .containsEntry("timeout", 2L);
        assertThat(run.plan().get(0).load()).isEqualTo(5);
        assertThat(run.target().url()).isEqualTo("http://127.0.0.1:1");
        assertThat(run.agents()).isNotNull();
        assertThat(run.agents().total().metrics()).singleElement().satisfies(times -> {
            assertThat(times.request()).isEqualTo("checkout");
            assertThat(times.count()).isEqualTo(40);
        });
    }

    @Test
    void vegetaAsItsReport() throws IOException {
        RunRecord run = ForeignRuns.imported(FILES.resolve("vegeta/results.json"), results, AS_IT_IS);

        JsonNode report = json("vegeta/report.json");
        JsonNode latencies = report.path("latencies");
        assertThat(totals(run).count()).isEqualTo(report.path("requests").longValue());
        assertThat((double) totals(run).ok() / totals(run).count())
                .isEqualTo(report.path("success").doubleValue());
        assertThat(FailureCounts.byLabel(totals(run).failures()))
                .containsEntry(
                        "connection", report.path("status_codes").path("0").longValue())
                .containsEntry(
                        "http-404", report.path("status_codes").path("404").longValue())
                .hasSize(2);
        assertThat(latency(totals(run)).min()).isCloseTo(latencies.path("min").longValue() / 1000, EXACT);
        assertThat(latency(totals(run)).max()).isCloseTo(latencies.path("max").longValue() / 1000, EXACT);
        assertThat(latency(totals(run)).mean()).isCloseTo(latencies.path("mean").longValue() / 1e3, EXACT);
        assertThat(run.loadStartedAt())
                .isEqualTo(Instant.parse(report.path("earliest").asText())
                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        assertThat(ForeignRuns.request(run, "GET /v1/agents/none").failed()).isEqualTo(15);
        assertThat(run.simulation()).isEqualTo("results");
    }

    @Test
    void vegetaGobIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> Importer.run(FILES.resolve("vegeta/results.bin"), results, AS_IT_IS))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("is vegeta's gob")
                .hasMessageContaining("vegeta encode --to json results.bin");
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(FILES.resolve(file).toFile());
    }

    private static long micros(JsonNode node, String field) {
        return Math.round(node.path(field).doubleValue() * 1000);
    }
}
