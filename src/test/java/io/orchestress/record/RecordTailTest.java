package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.metrics.FailureClass;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.StartedRun;
import io.orchestress.testkit.SyntheticRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTailTest {
    private static final SeriesKey OK = new SeriesKey("steady", "run", FailureClass.OK);

    @TempDir
    Path folder;

    private final List<String> seen = new ArrayList<>();
    private RecordTail tail;

    private final RecordTail.Sink sink = new RecordTail.Sink() {
        @Override
        public void row(TimeSeriesRow row) {
            seen.add("row " + row.csv());
        }

        @Override
        public void tally(CounterRow row) {
            seen.add("tally " + row.csv());
        }

        @Override
        public void interval(Interval interval) {
            seen.add("interval " + interval.series().tag() + " " + interval.endSeconds() + " " + interval.totalCount());
        }

        @Override
        public void resource(ResourceRow row) {
            seen.add("resource " + row.csv());
        }
    };

    @AfterEach
    void close() {
        if (tail != null) {
            tail.close();
        }
    }

    private static TimeSeriesRow second(double at, Histogram interval) {
        return TimeSeriesRow.of(at, "steady", 7, 3, 1, 0, 0, 0, interval);
    }

    @Test
    void handsOverEachSecondOnce() throws IOException {
        RecordWriter writer = RecordWriter.create(folder, StartedRun.of("run-1"));
        tail = new RecordTail(writer.folder());
        assertThat(tail.read(sink)).as("before the load starts").isTrue();
        assertThat(seen).isEmpty();
        writer.loadStarted(StartedRun.of("run-1"), StartedRun.LOAD_STARTED);
        for (int at = 1; at <= 3; at++) {
            Histogram interval = new Histogram(1, 86_400_000_000L, 3);
            interval.recordValue(1_000);
            writer.interval(OK, at - 1, at, interval);
            writer.tally(new CounterRow(at, "steady", "run", "tasks-ok", "", at));
            writer.resource(new ResourceRow(at, "target", "cpu", 0.5));
            writer.endSecond(second(at, interval));
            assertThat(tail.read(sink)).isTrue();
            assertThat(seen)
                    .containsExactly(
                            "row " + second(at, interval).csv(),
                            "tally " + at + ".000,steady,run,tasks-ok,," + at,
                            "interval steady|run|ok " + (double) at + " 1",
                            "resource " + at + ".000,target,cpu,0.50000");
            seen.clear();
        }
        assertThat(tail.progress()).isEqualTo(1);
    }

    /** Whoever writes may be in the middle of a line. */
    @Test
    void waitsForTheEndOfALine() throws IOException {
        Path rows = folder.resolve(RecordReader.TIME_SERIES_FILE);
        String line = second(1, new Histogram(3)).csv();
        tail = new RecordTail(folder);
        Files.writeString(rows, TimeSeriesRow.HEADER + "\n" + line.substring(0, 5));
        tail.read(sink);
        assertThat(seen).isEmpty();
        Files.writeString(rows, line.substring(5), StandardOpenOption.APPEND);
        tail.read(sink);
        assertThat(seen).isEmpty();
        Files.writeString(rows, "\n", StandardOpenOption.APPEND);
        tail.read(sink);
        tail.read(sink);
        assertThat(seen).containsExactly("row " + line);
    }

    /** A long record comes in pieces; all of it comes, as a reader gives it. */
    @Test
    void comesLateToALongRecord() {
        Path record = new SyntheticRecord(1)
                .phase("steady", "steady", 1_500, 10)
                .samples("run", "ok", 400, LatencyLaw.logNormal(50_000, 0.6))
                .count("run", "tasks-ok", "", 3)
                .resource("target", "cpu", 0.5)
                .writeTo(folder.resolve("long"));
        RecordReader reader = RecordReader.open(record, RecordReader.Writer.GONE);
        reader.forEachRow(sink::row);
        reader.forEachTally(sink::tally);
        reader.forEachInterval(sink::interval);
        reader.forEachResource(sink::resource);
        List<String> all = new ArrayList<>(seen);
        seen.clear();

        tail = new RecordTail(record, 10_000);
        int pieces = 1;
        while (!tail.read(sink)) {
            pieces++;
        }

        assertThat(pieces).isGreaterThan(1);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aLineThatCannotBeReadIsSaidOnce() throws IOException {
        Path rows = folder.resolve(RecordReader.TIME_SERIES_FILE);
        Files.writeString(rows, TimeSeriesRow.HEADER + "\nnonsense\n");
        tail = new RecordTail(folder);
        assertThatThrownBy(() -> tail.read(sink))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("line 2 cannot be read");
        assertThat(tail.read(sink)).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    void readsRunJsonAgainWhenItIsReplaced() throws IOException {
        RecordWriter writer = RecordWriter.create(folder, StartedRun.of("run-1"));
        tail = new RecordTail(writer.folder());
        RunRecord first = tail.run();
        assertThat(tail.run()).isSameAs(first);
        writer.update(first.withStatus(RunStatus.COMPLETED));
        assertThat(tail.run().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void whatOnlyTheRunKnowsIsThereWhileItGoesOn() throws IOException {
        LiveState state = new LiveState(
                3,
                "closed",
                List.of(
                        new LiveState.Rule("error-rate", 0.01, 0.5, "ratio"),
                        new LiveState.Rule("stall", null, 90, "s")));
        assertThat(LiveState.read(folder)).isEmpty();
        state.write(folder);
        assertThat(LiveState.read(folder)).contains(state);
        Files.writeString(folder.resolve(LiveState.FILE), "{");
        assertThat(LiveState.read(folder)).isEmpty();
        LiveState.delete(folder);
        LiveState.delete(folder);
        assertThat(folder.resolve(LiveState.FILE)).doesNotExist();
    }
}
