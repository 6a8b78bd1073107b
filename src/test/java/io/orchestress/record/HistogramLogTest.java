package io.orchestress.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import io.orchestress.text.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramLogTest {
    /** What a line comes to: enough to tell any two lines of these tests apart. */
    private record Seen(double start, double length, SeriesKey series, long count, long sum) {}

    @TempDir
    private Path folder;

    private final List<Seen> written = new ArrayList<>();
    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve(RecordReader.HISTOGRAMS_FILE);
        writeRecord(5);
    }

    private void writeRecord(long seed) {
        written.clear();
        new SyntheticRecord(seed)
                .phase("ramp up", "ramp-up", 2, 3)
                .samples("a,b", "ok", 5, LatencyLaw.uniform(100, 9_000_000))
                .phase("steady", "steady", 3, 3)
                .samples("a,b", "ok", 6, LatencyLaw.logNormal(5_000, 1))
                .samples("a,b", "http-500", 2, LatencyLaw.constant(77))
                .samples("|", "ok", 0, LatencyLaw.constant(1))
                .writeTo(folder, line -> {
                    long[] sum = {0};
                    line.histogram()
                            .recordedValues()
                            .forEach(value -> sum[0] += LatencyBuckets.indexOf(value.getValueIteratedTo())
                                    * value.getCountAddedInThisIterationStep());
                    written.add(new Seen(
                            line.startSeconds(),
                            line.lengthSeconds(),
                            line.series(),
                            line.histogram().getTotalCount(),
                            sum[0]));
                });
    }

    @Test
    void handsOverEveryLineInOrder() {
        assertThat(written).hasSize(2 + 3 * 3);
        assertThat(read()).isEqualTo(written);
        assertThat(new HistogramLog(file).lastEndSeconds()).hasValue(5);
        assertThat(new HistogramLog(file).startEpochSeconds()).hasValue(1772359200.25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTruncationLeavesExactlyTheCompleteLines(long seed) throws IOException {
        writeRecord(seed);
        byte[] whole = Files.readAllBytes(file);
        int complete = 0;
        for (int length = 0; length <= whole.length; length++) {
            if (length > 0 && whole[length - 1] == '\n' && isSample(whole, length)) {
                complete++;
            }
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(read()).isEqualTo(written.subList(0, complete));
            assertThat(new HistogramLog(file).lastEndSeconds().isPresent()).isEqualTo(complete > 0);
        }
        assertThat(complete).isEqualTo(written.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "0.000,1.000,0.001,HISTFAAA",
                "Tag=steady|a|ok,1.000,1.000,0.001,HISTFAAA",
                "Tag=steady|a|ok,1.000,1.000",
                "Tag=steady|a|ok,one,1.000,0.001,HISTFAAA",
                "Tag=steady|a|ok,1.000,-1.000,0.001,HISTFAAA",
                "Tag=steady|a|ok,NaN,1.000,0.001,HISTFAAA",
                "Tag=steady|a|ok,1.000,1.000,0.001,not base 64",
                "Tag=steady|ok,1.000,1.000,0.001,HISTFAAA",
            })
    void refusesGarbageInTheMiddleWithItsLine(String garbage) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file, ISO_8859_1));
        lines.add(6, garbage);
        Files.write(file, lines, ISO_8859_1);
        assertThatThrownBy(this::read)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("histograms.hlog: line 7 ")
                .hasMessageContaining("valid: Tag=<phase>|<request>|<class>");
    }

    @Test
    void refusesADamagedHistogramInTheMiddle() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file, ISO_8859_1));
        String line = lines.get(5);
        lines.set(5, line.substring(0, line.length() - 8));
        Files.write(file, lines, ISO_8859_1);
        assertThatThrownBy(this::read)
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("line 6 cannot be read");
    }

    @Test
    void readsLinesLongerThanItsBuffers() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file, ISO_8859_1));
        lines.add(5, "#" + "x".repeat(300_000));
        lines.add("#" + "y".repeat(300_000));
        Files.write(file, lines, ISO_8859_1);
        assertThat(read()).isEqualTo(written);
        assertThat(new HistogramLog(file).lastEndSeconds()).hasValue(5);
    }

    private static boolean isSample(byte[] whole, int length) {
        String text = new String(whole, 0, length - 1, ISO_8859_1);
        return text.substring(text.lastIndexOf('\n') + 1).startsWith("Tag=");
    }

    private List<Seen> read() {
        List<Seen> seen = new ArrayList<>();
        new HistogramLog(file)
                .forEach(
                        series -> true,
                        interval -> {
                            long[] sum = {0};
                            interval.forEachBucket((index, count) -> sum[0] += index * count);
                            seen.add(new Seen(
                                    interval.startSeconds(),
                                    interval.lengthSeconds(),
                                    interval.series(),
                                    interval.totalCount(),
                                    sum[0]));
                        },
                        ProgressListener.NONE);
        return seen;
    }
}
