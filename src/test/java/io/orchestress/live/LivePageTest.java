package io.orchestress.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.live.server.LiveServer.Address;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.LiveState;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.RunMessages;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.PlainHttp;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.StartedRun;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivePageTest {
    private static final String EVIL = "</script><img src=x onerror=alert(1)>&\"'\u2028";
    private static final LiveSettings SETTINGS =
            new LiveSettings(true, new Address("127.0.0.1", 0, "", List.of()), "", 3);

    @TempDir
    Path folder;

    private final AtomicInteger stopped = new AtomicInteger();
    private LivePage page;

    @AfterEach
    void close() {
        if (page != null) {
            page.close();
        }
    }

    private LivePage serve(Path record) throws IOException {
        page = LivePage.serve(
                record,
                SETTINGS,
                Reference.settings().part(AnalysisSettings.class),
                List.of(),
                Optional.of(stopped::incrementAndGet),
                TimeSource.SYSTEM);
        return page;
    }

    private Path record(RunStatus status) {
        return new SyntheticRecord(1)
                .phase("steady " + EVIL, "steady", 30, 10)
                .samples("run " + EVIL, "ok", 40, LatencyLaw.logNormal(50_000, 0.6))
                .samples("run " + EVIL, "x" + EVIL, 2, LatencyLaw.logNormal(50_000, 0.6))
                .resource("target", "cpu", 0.5)
                .status(status)
                .writeTo(folder.resolve("record"));
    }

    private static JsonNode lastState(String events) throws IOException {
        Matcher state = Pattern.compile("event: state\ndata: (.*)\n").matcher(events);
        String last = "";
        while (state.find()) {
            last = state.group(1);
        }
        return new ObjectMapper().readTree(last);
    }

    @Test
    void aLateVisitorSeesTheWholeRunSoFar() throws IOException {
        serve(record(RunStatus.RUNNING));
        try (PlainHttp viewer = PlainHttp.to(page.port()).send("GET", "/events")) {
            JsonNode state = lastState(viewer.until("\"read\":null}\n\n"));
            assertThat(state.get("at").asDouble()).isEqualTo(30);
            assertThat(state.get("charts").get("t")).hasSize(30);
            assertThat(state.get("charts").get("ok").get(7).asDouble()).isEqualTo(40);
            assertThat(state.get("charts").get("errors").get(0).get(7).asDouble())
                    .isEqualTo(2);
            assertThat(state.get("plan").get("at").asText()).isEqualTo("30 s of 30 s");
            assertThat(state.get("tiles").get(1).get("value").asText()).isEqualTo("42/s");
            assertThat(state.get("breaker").isNull()).isTrue();
        }
    }

    /** Whatever a target may name: on the page it is text. */
    @Test
    void namesAreNoMarkup() throws IOException {
        Path record = record(RunStatus.RUNNING);
        RunRecord run = RecordReader.open(record, RecordReader.Writer.ALIVE)
                .run()
                .withSaid(new RunMessages(
                        List.of(new RunMessages.FailureWords(
                                "run " + EVIL,
                                FailureClass.of("x" + EVIL),
                                3,
                                List.of(new RunMessages.Text(EVIL, 3, EVIL, 1)))),
                        List.of(EVIL),
                        List.of(EVIL),
                        null));
        RecordJson.writeAtomically(record.resolve("run.json"), run);
        new LiveState(30, EVIL, List.of(new LiveState.Rule(EVIL, 0.1, 0.5, "ratio"))).write(record);
        serve(record);
        try (PlainHttp viewer = PlainHttp.to(page.port()).send("GET", "/events")) {
            String events = viewer.until("\"read\":null}\n\n");
            assertThat(events)
                    .doesNotContain("<img")
                    .doesNotContain("</script>")
                    .contains("\\u003Cimg");
            assertThat(lastState(events)
                            .get("breaker")
                            .get("rules")
                            .get(0)
                            .get("rule")
                            .asText())
                    .contains("<img src=x onerror=alert(1)>");
        }
        for (String path : List.of("/", "/figures", "/notes")) {
            String answer = PlainHttp.ask(page.port(), "GET", path);
            assertThat(answer)
                    .as(path)
                    .startsWith("HTTP/1.1 200")
                    .contains("&lt;img src=x")
                    .doesNotContain("<img");
        }
        assertThat(PlainHttp.ask(page.port(), "GET", "/"))
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'");
    }

    @Test
    void gatesAndIssuesSoFarAreThere() throws IOException {
        serve(record(RunStatus.RUNNING));
        try (PlainHttp viewer = PlainHttp.to(page.port()).send("GET", "/events")) {
            viewer.until("\"read\":null}\n\n");
            page.evaluateNow();
            viewer.until("\"findings\":1,");
        }
        assertThat(PlainHttp.ask(page.port(), "GET", "/findings"))
                .contains("id=\"gates\"")
                .contains("id=\"issues\"")
                .contains("error-rate")
                .doesNotContain("<img");
    }

    @ParameterizedTest
    @CsvSource({"true, Accept: */*, 202, 1", "false, Accept: */*, 403, 0", "true, Origin: http://evil.example, 403, 0"})
    void onlyThePageStopsTheRun(boolean knowsSecret, String header, int status, int stops) throws IOException {
        serve(record(RunStatus.RUNNING));
        Matcher secret =
                Pattern.compile("data-live=\"([0-9a-f]{32})\"").matcher(PlainHttp.ask(page.port(), "GET", "/"));
        assertThat(secret.find()).isTrue();

        String answer = PlainHttp.ask(
                page.port(),
                "POST",
                "/stop",
                header,
                LivePage.SECRET + ": " + (knowsSecret ? secret.group(1) : "0".repeat(32)));

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(stopped).hasValue(stops);
    }

    @Test
    void whatTheRunItselfKnowsIsShownWithTheSecond() throws IOException {
        RecordWriter writer = RecordWriter.create(folder, StartedRun.of("run-1"));
        writer.loadStarted(StartedRun.of("run-1"), StartedRun.LOAD_STARTED);
        serve(writer.folder());
        try (PlainHttp viewer = PlainHttp.to(page.port()).send("GET", "/events")) {
            viewer.until("event: state");
            Histogram interval = new Histogram(1, 86_400_000_000L, 3);
            interval.recordValue(1_000);
            writer.interval(new SeriesKey("steady", "run", FailureClass.OK), 0, 1, interval);
            writer.endSecond(TimeSeriesRow.of(1, "steady", 7, 3, 1, 0, 0, 0, interval));
            page.second(new LiveState(1, "closed", List.of(new LiveState.Rule("error-rate", 0.25, 0.5, "ratio"))));
            JsonNode breaker = lastState(viewer.until("\"rule\":\"error-rate\"") + viewer.until("\n\n"))
                    .get("breaker");
            assertThat(breaker.get("state").asText()).isEqualTo("closed");
            JsonNode rule = breaker.get("rules").get(0);
            assertThat(rule.get("share").asDouble()).isEqualTo(0.5);
            assertThat(rule.get("value").asText()).isEqualTo("25.0 %");
            assertThat(rule.get("limit").asText()).isEqualTo("limit 50 %");
        }
        page.loadEnded();
    }

    @Test
    void theEndLeadsToTheReport() throws IOException, InterruptedException {
        Path record = record(RunStatus.COMPLETED);
        serve(record);
        assertThat(PlainHttp.ask(page.port(), "GET", "/report")).startsWith("HTTP/1.1 404");
        Files.writeString(record.resolve("report.html"), "<html>the report</html>");
        try (PlainHttp viewer = PlainHttp.to(page.port()).send("GET", "/events")) {
            viewer.until("event: state");
            page.ended("PASS", Duration.ZERO);
            assertThat(viewer.until("event: end\n") + viewer.until("\n\n"))
                    .contains("\"verdict\":\"PASS\"")
                    .contains("\"report\":true");
            assertThat(PlainHttp.ask(page.port(), "GET", "/report")).endsWith("<html>the report</html>");
        }
    }

    @Test
    void withoutViewersNobodyWaitsAtTheEnd() throws IOException, InterruptedException {
        serve(record(RunStatus.COMPLETED));
        page.ended("PASS", Duration.ofHours(1));
        assertThat(page.viewers()).isZero();
    }

    @Test
    void aRecordThatCannotBeReadIsSaid() throws IOException {
        Path record = record(RunStatus.RUNNING);
        Files.writeString(record.resolve("tallies.csv"), "nonsense\n");
        serve(record);
        try (PlainHttp viewer = PlainHttp.to(page.port()).send("GET", "/events")) {
            viewer.until("The record cannot be read any further");
        }
    }

    @Test
    void eventsOfTheTargetAreThere() throws IOException {
        TargetEvent event = new TargetEvent(12, TargetEvent.Kind.CONTROL, "steady", "fault", EVIL, 40, null, null);
        Path record = new SyntheticRecord(1)
                .phase("steady", "steady", 30, 10)
                .event(event)
                .status(RunStatus.RUNNING)
                .writeTo(folder.resolve("record"));
        serve(record);
        assertThat(PlainHttp.ask(page.port(), "GET", "/"))
                .contains("Events of the target")
                .contains("0:12")
                .doesNotContain("<img");
    }
}
