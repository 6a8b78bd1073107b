package io.orchestress.prometheus;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor.BreakerView;
import io.orchestress.engine.SecondListener;
import io.orchestress.engine.SecondsRecorder;
import io.orchestress.engine.breaker.RuleDistance;
import io.orchestress.metrics.Measurements;
import io.orchestress.monitoring.prometheus.MetricsText;
import io.orchestress.monitoring.prometheus.ScrapedSample;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.ResourceRow;
import io.orchestress.testkit.ManualTime;
import io.orchestress.testkit.StartedRun;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A run of two phases, 10 s of warm-up and 20 s that are steady, on a clock that is moved by hand: what it measures is in a record and on the page. */
final class FoldedRun {
    static final int WARM_UP = 0;
    static final int STEADY = 1;
    static final int AFTER_PLAN = 2;

    private static final String OPEN_METRICS = "application/openmetrics-text";

    final ManualTime time = new ManualTime();
    final Measurements measurements = new Measurements(3);
    final ScrapeEndpoint endpoint;
    BreakerView breaker = new BreakerView(
            "closed",
            List.of(
                    new RuleDistance("error-rate", OptionalDouble.of(0.1), 0.5, "ratio"),
                    new RuleDistance("mean-response-time", OptionalDouble.of(1_350), 5_400, "ms"),
                    new RuleDistance("timeout-rate", OptionalDouble.empty(), 0.3, "ratio")));
    List<ResourceRow> resources = List.of();

    private final RunClock clock = new RunClock(time);
    private final RecordWriter writer;
    private final SecondsRecorder seconds;

    FoldedRun(Path parent, int mostSeries, PriceList prices) throws IOException {
        LivePlan plan = LivePlan.fixed(new Plan(
                "test",
                List.of(
                        new Phase("warm-up", PhaseKind.STEADY, true, 0, 0, 5, 0, 10, 0, Map.of()),
                        new Phase("steady", PhaseKind.STEADY, false, 10, 5, 8, 0, 20, 0, Map.of()))));
        writer = RecordWriter.create(parent, StartedRun.of("run-1"));
        clock.start();
        endpoint = new ScrapeEndpoint(
                new PrometheusSettings(true, mostSeries, Duration.ofSeconds(20)),
                StartedRun.of("run-1"),
                plan,
                clock,
                prices,
                time);
        seconds = new SecondsRecorder(
                plan,
                measurements,
                writer,
                () -> writer.loadStarted(StartedRun.of("run-1"), StartedRun.LOAD_STARTED),
                SecondListener.NONE.then(endpoint.listener(() -> breaker)));
        seconds.start();
    }

    void second() throws IOException {
        time.advance(Duration.ofSeconds(1));
        seconds.endSecond(clock.seconds(), 4, resources);
    }

    RecordReader record() {
        return RecordReader.open(writer.folder(), RecordReader.Writer.ALIVE);
    }

    String page() {
        return new String(endpoint.page(OPEN_METRICS, false).body(), StandardCharsets.UTF_8);
    }

    List<ScrapedSample> samples(String name) {
        return MetricsText.parse(page(), true, name::equals);
    }

    double sum(String name) {
        return samples(name).stream().mapToDouble(ScrapedSample::value).sum();
    }
}
