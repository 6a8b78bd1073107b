package io.orchestress.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.engine.RunMonitor.BreakerView;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Metric;
import io.orchestress.record.ResourceRow;
import io.orchestress.testkit.EndedRun;
import io.orchestress.testkit.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeEndpointTest {
    private static final PriceList PRICES =
            new PriceList("USD", Map.of("swift", new PriceList.Price(1, OptionalDouble.of(0.5), 4)), List.of(), "");

    @TempDir
    Path parent;

    private FoldedRun run() throws IOException {
        return new FoldedRun(parent, 20_000, PRICES);
    }

    /** Each kind of metric once. */
    private FoldedRun full() throws IOException {
        FoldedRun run = run();
        run.measurements.request("ask").started();
        run.measurements.request("ask").ended(FoldedRun.WARM_UP, FailureClass.OK, 20_000);
        run.measurements.request("ask").started();
        run.measurements.request("ask").ended(FoldedRun.WARM_UP, FailureClass.http(503), 3_000);
        run.measurements.request("ask").started();
        run.measurements.request("ask").corrected(FoldedRun.WARM_UP, 30_000, 2);
        run.measurements.request("ask").metric(FoldedRun.WARM_UP, Metric.TTFT, 5_000);
        run.measurements.count(FoldedRun.WARM_UP, "ask", Counter.TASKS_GOOD, "", 1);
        run.measurements.count(FoldedRun.WARM_UP, "ask", Counter.TOKENS_IN, "swift", 1_000_000);
        run.measurements.count(FoldedRun.WARM_UP, "ask", Counter.TOKENS_CACHED, "swift", 200_000);
        run.measurements.count(FoldedRun.WARM_UP, "ask", Counter.TOKENS_OUT, "swift", 500_000);
        run.measurements.count(FoldedRun.WARM_UP, "ask", Counter.TOKENS_OUT, "nobody's", 7);
        run.resources = List.of(
                new ResourceRow(0.9, "target", "cpu", 0.25),
                new ResourceRow(0.9, "injector", "late-starts", 3),
                new ResourceRow(0.9, "target", "pid", 4711));
        run.second();
        return run;
    }

    /** Buckets are left out. 1,000,000 × 1 + 500,000 × 4 of a million each, less 200,000 × (1 − 0.5). */
    @Test
    void thePageReadsAsItWasApproved() throws IOException {
        FoldedRun run = full();

        assertThat(run.sum("orchestress_cost_total")).isEqualTo(2.9);
        assertThat(run.sum("orchestress_models_unpriced")).isEqualTo(1);
        Golden.assertMatches(
                "prometheus/metrics.txt",
                run.page()
                        .lines()
                        .filter(line -> !line.contains("_bucket{"))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void whatIsCountedInEachSecondIsAddedUpAndWhatIsNoLongerReadHasNoValue() throws IOException {
        FoldedRun run = full();
        run.second();
        assertThat(run.sum("orchestress_resource_late_starts_total")).isEqualTo(6);
        run.resources = List.of();
        for (int second = 2; second <= 10; second++) {
            assertThat(run.samples("orchestress_resource_cpu_ratio")).hasSize(1);
            run.second();
        }
        assertThat(run.samples("orchestress_resource_cpu_ratio")).isEmpty();
        assertThat(run.sum("orchestress_resource_late_starts_total")).isEqualTo(6);
    }

    @Test
    void thereIsAPageBeforeAnythingIsMeasured() throws IOException {
        FoldedRun run = run();

        assertThat(run.page())
                .contains("orchestress_run_info{", "orchestress_run_status{status=\"running\"} 1")
                .doesNotContain("NaN", "orchestress_users");
    }

    @Test
    void thePageIsMadeOnceASecondForEachFormat() throws IOException {
        FoldedRun run = full();
        byte[] first = run.endpoint.page("", false).body();

        assertThat(run.endpoint.page("", true).body()).isSameAs(first);
        assertThat(new String(first, StandardCharsets.UTF_8)).doesNotContain("# EOF");
        assertThat(run.page()).endsWith("# EOF\n");
        assertThat(run.endpoint.page("", false).body()).isSameAs(first);
        run.second();
        assertThat(run.endpoint.page("", false).body()).isNotSameAs(first);
    }

    @Test
    void theBreakerIsAsItWasAtTheEndOfTheSecond() throws IOException {
        FoldedRun run = full();
        run.breaker = new BreakerView("TRIPPED", List.of());
        assertThat(run.page()).contains("orchestress_breaker_state{state=\"closed\"} 1");
        run.second();
        assertThat(run.page())
                .contains("orchestress_breaker_state{state=\"tripped\"} 1")
                .doesNotContain("orchestress_breaker_distance_ratio");
    }

    @Test
    void aRunThatNobodyScrapesEndsAtOnce() throws IOException {
        FoldedRun run = full();
        run.endpoint.page("", false);

        run.endpoint.evaluated(EndedRun.at(0).record());
        assertThatCode(run.endpoint::awaitLastScrape).doesNotThrowAnyException();
        assertThat(run.page()).contains("orchestress_verdict{outcome=\"PASS\"} 1", "orchestress_score 75");
    }

    /** The end waits for the second page, which has the verdict. */
    @Test
    void whoHasScrapedCanScrapeTheEnd() throws IOException, ExecutionException, InterruptedException {
        FoldedRun run = full();
        run.endpoint.page("", true);
        run.endpoint.evaluated(EndedRun.at(0).record());
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
            try {
                run.endpoint.awaitLastScrape();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(run.page()).contains("outcome=\"PASS\"} 1");
        run.endpoint.page("", false).sent().run();
        ScrapeEndpoint.Page last = run.endpoint.page("", true);
        assertThat(end).isNotDone();
        last.sent().run();
        end.get();
    }
}
