package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.MetricName;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.SeriesKey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.PackedHistogram;

/**
 * Second reading: writes the histograms of each second as soon as no more of it can come, which the survey has found out. A sample
 * belongs to the phase in which its request started, and to the second in which it ended.
 */
final class SecondPass implements ImportEvents {
    private final FirstPass survey;
    private final RequestNames names;
    private final PhaseLayout layout;
    private final RecordWriter writer;
    private final SecondCounts seconds;
    private final TreeMap<Integer, Second> open = new TreeMap<>();
    private final Deque<Histogram> spare = new ArrayDeque<>();
    private final int waitSeconds;
    private int latest;

    SecondPass(FirstPass survey, RequestNames names, PhaseLayout layout, RecordWriter writer) {
        this.survey = survey;
        this.names = names;
        this.layout = layout;
        this.writer = writer;
        this.seconds = new SecondCounts(survey.seconds());
        this.waitSeconds = (int) (survey.lateMicros() / 1_000_000) + 1;
    }

    /** What ended in a second. */
    private static final class Second {
        private final Map<Series, Histogram> series = new LinkedHashMap<>();
        private final Map<Counted, Long> counts = new LinkedHashMap<>();
        private final Histogram all;

        Second(Histogram all) {
            this.all = all;
        }

        void count(int phase, String name, String tally, String detail, long more) {
            if (more > 0) {
                counts.merge(new Counted(phase, name, tally, detail), more, Long::sum);
            }
        }
    }

    private record Counted(int phase, String name, String tally, String detail) {}

    private record Series(int phase, String name, String outcomeClass) {}

    @Override
    public void request(String stage, String name, FailureClass outcome, long startMicros, long micros) {
        int startSecond = seconds.at(startMicros - survey.zero());
        int endSecond = seconds.at(startMicros + micros - survey.zero());
        seconds.flight(startSecond, endSecond);
        if (micros > LatencyBuckets.HIGHEST_MICROS) {
            seconds.overRange(endSecond);
            return;
        }
        seconds.outcome(endSecond, outcome, 1);
        long recorded = Math.max(1, micros);
        Second second = second(endSecond);
        second.all.recordValue(recorded);
        histogram(second, phaseAt(startMicros), names.of(name), outcome.label()).recordValue(recorded);
    }

    @Override
    public void streamed(String name, long startMicros, long micros, Streamed answer) {
        if (micros > LatencyBuckets.HIGHEST_MICROS) {
            return;
        }
        Second second = second(seconds.at(startMicros + micros - survey.zero()));
        int phase = phaseAt(startMicros);
        String known = names.of(name);
        if (answer.isStream()) {
            metric(second, phase, known, MetricName.TTFT, answer.ttftMicros());
            metric(second, phase, known, MetricName.STREAM, micros);
            boolean bursts = answer.inBursts();
            String gaps = answer.gapsAreTokens() && !bursts ? MetricName.ITL : MetricName.ICL;
            for (int gap : answer.gapsMicros()) {
                if (!bursts || gap > 0) {
                    metric(second, phase, known, gaps, gap);
                }
            }
            if (bursts) {
                second.count(phase, known, answer.inOneRead() ? CounterName.UNSTREAMED : CounterName.BURSTS, "", 1);
            }
            if (answer.tpotMicros() != Streamed.UNKNOWN) {
                metric(second, phase, known, MetricName.TPOT, answer.tpotMicros());
            }
            second.count(phase, known, CounterName.STREAMS, "", 1);
            if (answer.gapsMicros().length > 0) {
                second.count(phase, known, CounterName.CHUNKS, "", answer.chunks());
            }
        }
        if (!answer.model().isEmpty()) {
            second.count(phase, known, CounterName.MODEL_CALLS, answer.model(), 1);
        }
        second.count(phase, known, CounterName.TOKENS_IN, answer.model(), answer.tokensIn());
        second.count(phase, known, CounterName.TOKENS_OUT, answer.model(), answer.tokensOut());
    }

    private void metric(Second second, int phase, String name, String metric, long micros) {
        SeriesKey key = SeriesKey.metric("", name, metric);
        histogram(second, phase, name, key.outcomeClass())
                .recordValue(Math.max(1, Math.min(LatencyBuckets.HIGHEST_MICROS, micros)));
    }

    @Override
    public void task(String stage, String name, long startMicros, long micros) {
        if (micros <= LatencyBuckets.HIGHEST_MICROS) {
            Second second = second(seconds.at(startMicros + micros - survey.zero()));
            SeriesKey key = SeriesKey.metric("", names.of(name), MetricName.TASK);
            histogram(second, phaseAt(startMicros), key.request(), key.outcomeClass())
                    .recordValue(Math.max(1, micros));
        }
    }

    @Override
    public void userChanged(long atMicros, int change) {
        seconds.userChanged(seconds.at(atMicros - survey.zero()), change);
    }

    @Override
    public void usersAlive(long atMicros, long users) {
        seconds.usersAlive(seconds.at(atMicros - survey.zero()), (int) users);
    }

    @Override
    public void interval(
            String stage, String name, String outcomeClass, long startMicros, long endMicros, Histogram micros) {
        int phase = layout.phaseOf(stage, (startMicros - survey.zero()) / 1e6);
        SeriesKey key = new SeriesKey(layout.name(phase), names.of(name), outcomeClass);
        int second = seconds.at((startMicros + endMicros) / 2 - survey.zero());
        if (key.isCount()) {
            seconds.outcome(second, key.failureClass(), micros.getTotalCount());
            second(second).all.add(micros);
        } else {
            second(second);
        }
        writer.interval(key, (startMicros - survey.zero()) / 1e6, (endMicros - survey.zero()) / 1e6, micros);
    }

    private int phaseAt(long startMicros) {
        return layout.phaseAt((startMicros - survey.zero()) / 1e6);
    }

    private Second second(int number) {
        if (number > latest) {
            latest = number;
            while (!open.isEmpty() && open.firstKey() < latest - waitSeconds) {
                close(open.pollFirstEntry());
            }
        }
        Second second = open.get(number);
        if (second == null) {
            second = new Second(empty());
            open.put(number, second);
        }
        return second;
    }

    private Histogram histogram(Second second, int phase, String name, String outcomeClass) {
        return second.series.computeIfAbsent(new Series(phase, name, outcomeClass), series -> empty());
    }

    /** Packed: a window of seconds and names holds few different values, where each full histogram would take 220 KB. */
    private Histogram empty() {
        Histogram used = spare.poll();
        return used != null
                ? used
                : new PackedHistogram(
                        LatencyBuckets.LOWEST_MICROS, LatencyBuckets.HIGHEST_MICROS, LatencyBuckets.SIGNIFICANT_DIGITS);
    }

    private void close(Map.Entry<Integer, Second> entry) {
        int number = entry.getKey();
        Second second = entry.getValue();
        second.series.forEach((series, histogram) -> {
            writer.interval(
                    new SeriesKey(layout.name(series.phase()), series.name(), series.outcomeClass()),
                    number,
                    seconds.end(number),
                    histogram);
            release(histogram);
        });
        second.counts.forEach((counted, delta) -> writer.tally(new CounterRow(
                seconds.end(number),
                layout.name(counted.phase()),
                counted.name(),
                counted.tally(),
                counted.detail(),
                delta)));
        seconds.latencies(number, second.all);
        release(second.all);
    }

    private void release(Histogram histogram) {
        histogram.reset();
        spare.push(histogram);
    }

    /** Writes what is left, and the time line. */
    SecondCounts end() throws IOException {
        while (!open.isEmpty()) {
            close(open.pollFirstEntry());
        }
        seconds.forEach(layout, (second, row) -> writer.endSecond(row));
        return seconds;
    }
}
