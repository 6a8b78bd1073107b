package io.orchestress.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.monitoring.prometheus.ScrapedSample;
import io.orchestress.record.CounterRow;
import io.orchestress.record.SeriesKey;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondsFoldTest {
    private static final int PLENTY = 20_000;
    private static final List<String> HOSTILE = List.of(
            "run",
            "a \"b\"",
            "back\\slash",
            "two\nlines",
            "two lines",
            "</script>",
            "\u202Ekcab",
            "(others)",
            "日本",
            "");
    private static final List<FailureClass> OUTCOMES = List.of(
            FailureClass.OK,
            FailureClass.TIMEOUT,
            FailureClass.http(503),
            FailureClass.CHECK,
            FailureClass.rpc(-32601));

    @TempDir
    Path parent;

    /** Names that look alike are one here and two there; beyond that each count is the record's, second by second and for any names. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void countsAreThoseOfTheRecord(long seed) throws IOException {
        FoldedRun run = new FoldedRun(parent, PLENTY, PriceList.NONE);
        Random random = new Random(seed);
        for (int second = 0; second < 32; second++) {
            for (int i = random.nextInt(60); i > 0; i--) {
                measure(
                        run,
                        random,
                        second < 10 ? FoldedRun.WARM_UP : second < 30 ? FoldedRun.STEADY : FoldedRun.AFTER_PLAN);
            }
            run.second();
        }

        Map<String, Long> ofRecord = new TreeMap<>();
        run.record().forEachInterval(interval -> {
            SeriesKey series = interval.series();
            String of = series.metric().orElse(series.isCorrected() ? "corrected" : series.outcomeClass());
            ofRecord.merge(key(series.phase(), series.request(), of), interval.totalCount(), Long::sum);
        });
        Map<String, Long> ofPage = new TreeMap<>();
        for (ScrapedSample sample : run.samples("orchestress_latency_seconds_count")) {
            add(ofPage, sample, sample.labels().getOrDefault("class", "?"));
        }
        run.samples("orchestress_latency_corrected_seconds_count").forEach(sample -> add(ofPage, sample, "corrected"));
        run.samples("orchestress_ttft_seconds_count").forEach(sample -> add(ofPage, sample, "ttft"));
        assertThat(ofPage).isEqualTo(ofRecord);
        assertThat(run.sum("orchestress_requests_total")).isEqualTo(run.sum("orchestress_latency_seconds_count"));

        Map<String, Long> rows = new TreeMap<>();
        run.record().forEachTally(row -> rows.merge(key(row), row.delta(), Long::sum));
        Map<String, Long> counted = new TreeMap<>();
        run.samples("orchestress_tokens_out_total")
                .forEach(sample -> add(counted, sample, sample.labels().getOrDefault("model", "")));
        assertThat(counted).isEqualTo(rows);
    }

    private static void measure(FoldedRun run, Random random, int phase) {
        Measurements.Request request = run.measurements.request(HOSTILE.get(random.nextInt(HOSTILE.size())));
        request.started();
        request.ended(phase, OUTCOMES.get(random.nextInt(OUTCOMES.size())), 1 + random.nextInt(3_000_000));
        request.corrected(phase, 1 + random.nextInt(3_000_000), random.nextInt(3));
        request.metric(phase, Metric.TTFT, 1 + random.nextInt(300_000), random.nextInt(3));
        run.measurements.count(
                phase, "task", Counter.TOKENS_OUT, HOSTILE.get(random.nextInt(HOSTILE.size())), 1 + random.nextInt(50));
    }

    private static void add(Map<String, Long> counts, ScrapedSample sample, String of) {
        if (sample.value() > 0) {
            counts.merge(
                    key(
                            sample.labels().getOrDefault("phase", "?"),
                            sample.labels().getOrDefault("request", "?"),
                            of),
                    (long) sample.value(),
                    Long::sum);
        }
    }

    private static String key(CounterRow row) {
        return key(row.phase(), row.request(), row.detail());
    }

    private static String key(String phase, String request, String of) {
        return phase + "|" + PlainText.clean(request) + "|" + PlainText.clean(of);
    }

    /** A rate over the first scrapes of a series that begins with its first sample would miss that sample. */
    @Test
    void aSeriesOfTheNextPhaseBeginsAtZero() throws IOException {
        FoldedRun run = new FoldedRun(parent, PLENTY, PriceList.NONE);
        run.measurements.request("run").ended(FoldedRun.WARM_UP, FailureClass.OK, 1_000);
        run.measurements.request("run").ended(FoldedRun.WARM_UP, FailureClass.TIMEOUT, 1_000);
        run.second();

        assertThat(run.page())
                .contains(
                        "orchestress_requests_total{class=\"ok\",phase=\"warm-up\",request=\"run\"} 1",
                        "orchestress_requests_total{class=\"timeout\",phase=\"warm-up\",request=\"run\"} 1",
                        "orchestress_requests_total{class=\"ok\",phase=\"steady\",request=\"run\"} 0")
                .doesNotContain("class=\"timeout\",phase=\"steady\"", "(after the plan)");
        run.measurements.request("run").ended(FoldedRun.STEADY, FailureClass.OK, 1_000);
        run.second();
        assertThat(run.page())
                .contains("orchestress_requests_total{class=\"ok\",phase=\"steady\",request=\"run\"} 1")
                .doesNotContain("(after the plan)");
    }

    /** A target that names each step, status and model anew. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 3_000})
    void moreNamesThanThereIsRoomForAreOneAndNothingIsLost(int mostSeries) throws IOException {
        FoldedRun run = new FoldedRun(parent, mostSeries, PriceList.NONE);
        int requests = 0;
        long tokens = 0;
        for (int i = 0; i < 150; i++) {
            for (FailureClass outcome :
                    List.of(FailureClass.OK, FailureClass.http(400 + i), FailureClass.rpc(-32000 - i))) {
                run.measurements.request("step " + i).ended(i % 3, outcome, 1_000 + i);
                requests++;
            }
            run.measurements.count(i % 3, "task " + i, Counter.TOKENS_OUT, "model " + i, i);
            tokens += i;
            if (i % 10 == 0) {
                run.second();
            }
        }
        run.second();

        assertThat(run.sum("orchestress_requests_total")).isEqualTo(requests);
        assertThat(run.sum("orchestress_latency_seconds_count")).isEqualTo(requests);
        assertThat(run.sum("orchestress_tokens_out_total")).isEqualTo(tokens);
        double ofOthers = run.samples("orchestress_requests_total").stream()
                        .filter(sample -> "(others)".equals(sample.labels().get("request")))
                        .mapToDouble(ScrapedSample::value)
                        .sum()
                + run.samples("orchestress_tokens_out_total").stream()
                        .filter(sample -> "(others)".equals(sample.labels().get("request")))
                        .mapToDouble(ScrapedSample::value)
                        .sum();
        assertThat(run.sum("orchestress_metrics_folded_total"))
                .isEqualTo(ofOthers)
                .isPositive();
        assertThat(run.samples("orchestress_requests_total").stream()
                        .filter(sample -> "ok".equals(sample.labels().get("class")))
                        .mapToDouble(ScrapedSample::value)
                        .sum())
                .as("what succeeded is not mixed with what failed")
                .isEqualTo(150);
        long samples = run.page().lines().filter(line -> !line.startsWith("#")).count();
        int ofOthersAtMost = 3 * (2 * TimesSum.SERIES + 1);
        int ofTheRun = 60;
        assertThat(samples).isLessThanOrEqualTo(mostSeries + ofOthersAtMost + ofTheRun);
    }

    @Test
    void whatIsTooLongForAHistogramIsCounted() throws IOException {
        FoldedRun run = new FoldedRun(parent, PLENTY, PriceList.NONE);
        run.measurements.request("run").ended(FoldedRun.WARM_UP, FailureClass.OK, Measurements.LONGEST_MICROS + 1);
        run.second();
        run.second();

        assertThat(run.sum("orchestress_requests_over_range_total")).isEqualTo(1);
        assertThat(run.sum("orchestress_requests_total")).isZero();
    }
}
