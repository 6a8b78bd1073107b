package io.orchestress.live.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.AgentTimeline;
import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Timeline;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.MetricName;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TestIntervals;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.testkit.StartedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunViewTest {
    private static final SeriesKey OK = new SeriesKey("steady", "run", FailureClass.OK);

    private final RunView view = new RunView();

    private static TimeSeriesRow row(double at, long users, long inFlight, long ok, long failed) {
        OptionalLong none = OptionalLong.empty();
        return new TimeSeriesRow(at, "steady", users, inFlight, ok, failed, 0, 0, none, none, none, none);
    }

    private Findings findings() {
        return view.findings(StartedRun.of("run-1"));
    }

    private Timeline.Bin bin(int index) {
        return findings().timeline().bins().get(index);
    }

    @Test
    void ofASecondItShowsWhatTheRecordSays() {
        view.interval(TestIntervals.of(OK, 0, 1_000, 2_000, 3_000, 4_000));
        view.interval(TestIntervals.of(new SeriesKey("steady", "run", FailureClass.TIMEOUT), 0, 60_000_000));
        view.interval(TestIntervals.of(new SeriesKey("steady", "poll", FailureClass.OK), 0, 500));
        view.interval(TestIntervals.of(new SeriesKey("steady", "run", FailureClass.CORRECTED), 0, 9_000_000));
        view.row(row(1, 10, 3, 5, 1));

        Timeline timeline = findings().timeline();
        assertThat(timeline.binSeconds()).isEqualTo(1);
        assertThat(timeline.requests()).containsExactly("run", "poll");
        Timeline.Bin second = bin(0);
        assertThat(second.okPerSec()).isEqualTo(5);
        assertThat(second.failedPerSec()).isEqualTo(1);
        assertThat(second.users()).isEqualTo(10);
        assertThat(second.inFlight()).isEqualTo(3);
        assertThat(second.failures()).containsExactlyEntriesOf(Map.of(FailureClass.TIMEOUT, 1L));
        Timeline.Percentiles percentiles = Objects.requireNonNull(second.percentiles());
        // The third and the sixth of 0.5, 1, 2, 3, 4 and 60,000 ms, as a record gives them.
        assertThat(percentiles.p50()).isEqualTo(2_000);
        assertThat(percentiles.max()).isEqualTo(LatencyBuckets.highestMicros(LatencyBuckets.indexOf(60_000_000)));
        assertThat(second.p95MicrosByRequest()).containsEntry("poll", 500L);
        assertThat(view.ended()).isEqualTo(6);
        assertThat(view.failed()).isEqualTo(1);
    }

    /** Of the seconds of a run: how wide a bin is, and how many there are. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "400, 1, 400",
        "401, 2, 201",
        "800, 2, 400",
        "801, 4, 201",
        "3600, 16, 225",
        "604800, 2048, 296"
    })
    void neighboursBecomeOneAsTheRunGoesOn(int seconds, int width, int bins) {
        for (int at = 1; at <= seconds; at++) {
            view.row(row(at, 10, at, 1, 0));
        }
        Timeline timeline = findings().timeline();
        assertThat(timeline.binSeconds()).isEqualTo(width);
        assertThat(timeline.bins()).hasSize(bins);
        assertThat(timeline.bins()).allSatisfy(bin -> assertThat(bin.users()).isEqualTo(10));
        assertThat(view.ended()).isEqualTo(seconds);
    }

    @Test
    void whatIsMergedIsNeitherLostNorDoubled() {
        int seconds = 1_000;
        for (int at = 0; at < seconds; at++) {
            view.interval(TestIntervals.of(OK, at, 1_000 + at, 2_000 + at));
            view.interval(TestIntervals.of(new SeriesKey("steady", "run", "http-503"), at, 100));
            view.tally(new CounterRow(at + 1, "steady", "run", CounterName.TASKS_OK, "", 3));
            view.tally(new CounterRow(at + 1, "steady", "run", CounterName.TASKS_GOOD, "", 2));
            view.tally(new CounterRow(at + 1, "steady", "run", CounterName.TOKENS_IN, "m", 7));
            view.resource(new ResourceRow(at + 1, ResourceName.TARGET, ResourceName.CPU, 0.25));
            view.row(row(at + 1, 10, 1, 2, 1));
        }
        Findings findings = findings();
        Timeline timeline = findings.timeline();
        double width = timeline.binSeconds();
        assertThat(width).isEqualTo(4);
        assertThat(timeline.bins()).hasSize(250).allSatisfy(bin -> {
            assertThat(bin.okPerSec()).isEqualTo(2);
            assertThat(bin.failedPerSec()).isEqualTo(1);
        });
        AgentTimeline agents = findings.agentTimeline().orElseThrow();
        assertThat(agents.hasTasks()).isTrue();
        assertThat(agents.hasTokens()).isFalse();
        assertThat(agents.bins()).allSatisfy(bin -> {
            assertThat(bin.tasksOkPerSec()).isEqualTo(3);
            assertThat(bin.tasksGoodPerSec()).isEqualTo(2);
        });
        assertThat(findings.heatMap().cells().stream()
                        .mapToLong(HeatMap.Cell::count)
                        .sum())
                .isEqualTo(3L * seconds);
        assertThat(findings.resourceTimeline().orElseThrow().lines())
                .singleElement()
                .satisfies(line -> assertThat(line.means()).hasSize(250).containsOnly(0.25));
        // Bin 100 holds seconds 400 to 403: of 12 latencies the 6th is the second of the ok ones, 1,401 µs.
        assertThat((double) Objects.requireNonNull(timeline.bins().get(100).percentiles())
                        .p50())
                .isCloseTo(1_401, within(1_401 / 128.0));
    }

    @Test
    void timesOfStreamsAreNoLatenciesOfRequests() {
        view.interval(TestIntervals.of(SeriesKey.metric("steady", "chat", MetricName.TTFT), 0, 300_000));
        view.interval(TestIntervals.of(SeriesKey.metric("steady", "chat", MetricName.ITL), 0, 20_000));
        view.row(row(1, 1, 0, 0, 0));

        assertThat(bin(0).percentiles()).isNull();
        AgentTimeline.Bin second =
                findings().agentTimeline().orElseThrow().bins().get(0);
        assertThat((double) Objects.requireNonNull(second.ttft()).p50()).isCloseTo(300_000, within(300.0));
        assertThat((double) Objects.requireNonNull(second.gap()).max()).isCloseTo(20_000, within(20.0));
    }

    /** A target that invents names of requests and classes of failure gets no memory for them, and all are counted. */
    @Test
    void namesAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            view.interval(TestIntervals.of(new SeriesKey("steady", "run " + i, FailureClass.OK), 0, 1_000));
            view.interval(TestIntervals.of(new SeriesKey("steady", "run", "class-" + i), 0, 1_000));
            view.resource(new ResourceRow(1, ResourceName.TARGET, "x-own-" + i, 1));
        }
        view.row(row(1, 1, 1, 1_000, 1_000));

        Findings findings = findings();
        assertThat(findings.timeline().requests()).hasSize(RunView.MOST_REQUESTS);
        assertThat(bin(0).failures()).hasSize(RunView.MOST_CLASSES + 1);
        assertThat(bin(0).failures().values().stream().mapToLong(n -> n).sum()).isEqualTo(1_000);
        assertThat(bin(0).okPerSec()).isEqualTo(1_000);
        assertThat(findings.resourceTimeline().orElseThrow().lines()).hasSize(64);
    }

    /** Files are read one after the other: the rows of a long record are there long before its histograms. */
    @Test
    void rowsMayBeAheadOfHistograms() {
        for (int at = 1; at <= 1_000; at++) {
            view.row(row(at, 10, 0, 1, 0));
        }
        for (int at = 0; at < 1_000; at++) {
            view.interval(TestIntervals.of(OK, at, 1_000));
        }
        assertThat(findings().timeline().bins())
                .hasSize(250)
                .allSatisfy(bin -> assertThat(bin.okPerSec()).isEqualTo(1));
    }

    @Test
    void nothingIsThereBeforeTheFirstSecond() {
        assertThat(findings().timeline().bins()).isEmpty();
        assertThat(findings().heatMap().cells()).isEmpty();
        assertThat(view.latest()).isEmpty();
    }

    /** A week, each 28th second of it, of eight requests, three classes of failure, streams and resources: not more than 20 MB are kept of it. */
    @Tag("slow")
    @Test
    void aWeekIsHeldInTwentyMegabytes() {
        SplittableRandom random = new SplittableRandom(1);
        List<List<Interval>> seconds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            List<Interval> second = new ArrayList<>();
            for (int request = 0; request < 8; request++) {
                second.add(interval(random, new SeriesKey("endurance", "request " + request, FailureClass.OK)));
            }
            for (String failure : List.of("http-503", "timeout", "connection")) {
                second.add(interval(random, new SeriesKey("endurance", "request 0", failure)));
            }
            second.add(interval(random, SeriesKey.metric("endurance", "request 0", MetricName.TTFT)));
            second.add(interval(random, SeriesKey.metric("endurance", "request 0", MetricName.ITL)));
            seconds.add(second);
        }
        long before = used();
        for (int at = 0; at < 604_800; at += 28) {
            for (Interval one : seconds.get(at % seconds.size())) {
                view.interval(TestIntervals.moved(one, at));
            }
            view.row(row(at + 1, 100, 10, 80, 30));
            for (int i = 0; i < 16; i++) {
                view.resource(new ResourceRow(at + 1, ResourceName.TARGET, "x-own-" + i, i));
            }
        }
        long kept = used() - before;
        assertThat(seconds).as("there as before").hasSize(5);
        assertThat(findings().timeline().bins()).hasSize(296);
        assertThat(kept).as("bytes kept of a week").isBetween(1_000_000L, 20_000_000L);
    }

    /** Exponential times, of which one in fifty is far out. */
    private static Interval interval(SplittableRandom random, SeriesKey series) {
        return TestIntervals.of(
                series,
                0,
                LongStream.range(0, 200)
                        .map(i ->
                                (long) (-Math.log(1 - random.nextDouble()) * (random.nextInt(50) == 0 ? 1e7 : 1e5)) + 1)
                        .toArray());
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
