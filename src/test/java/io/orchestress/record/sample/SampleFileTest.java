package io.orchestress.record.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleFileTest {
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Sample SLOW = new Sample(
            true,
            "steady",
            "simple task",
            12.345678,
            3.5,
            0.25,
            "ok",
            200,
            TRACE,
            "00f067aa0ba902b7",
            true,
            "orc-00000000000000ff",
            "large",
            120,
            0,
            "");
    private static final Sample FAILED = new Sample(
            false, "spike", "ask", 0, 0, 0, "http-503", 503, "", "", false, "", "", -1, -1, "HTTP 503: \"busy\"");

    @TempDir
    private Path record;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        SampleFile.write(record, List.of(SLOW, FAILED), 4);
        assertThat(SampleFile.read(record)).isEqualTo(new RunSamples(List.of(SLOW, FAILED), 4, 0));
        assertThat(Files.readAllLines(file()))
                .containsExactly(
                        "{\"kind\":\"task\",\"phase\":\"steady\",\"request\":\"simple task\",\"start\":12.345678,"
                                + "\"seconds\":3.500000,\"first\":0.250000,\"outcome\":\"ok\",\"status\":200,\"trace\":\""
                                + TRACE
                                + "\",\"span\":\"00f067aa0ba902b7\",\"sampled\":true,\"task\":\"orc-00000000000000ff\","
                                + "\"model\":\"large\",\"in\":120,\"out\":0}",
                        "{\"kind\":\"request\",\"phase\":\"spike\",\"request\":\"ask\",\"start\":0.000000,\"seconds\":0.000000,"
                                + "\"outcome\":\"http-503\",\"status\":503,\"words\":\"HTTP 503: \\\"busy\\\"\"}",
                        "{\"samples\":2,\"leftOut\":4}");
    }

    private Path file() {
        return record.resolve(SampleFile.FILE);
    }

    @Test
    void aRecordOfAnEarlierVersionHasNone() {
        assertThat(SampleFile.read(record)).isEqualTo(RunSamples.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "17",
                "{}",
                "{\"kind\":\"task\"",
                "{\"kind\":\"span\",\"request\":\"a\",\"start\":0,\"seconds\":1,\"outcome\":\"ok\"}",
                "{\"kind\":\"task\",\"request\":\"\",\"start\":0,\"seconds\":1,\"outcome\":\"ok\"}",
                "{\"kind\":\"task\",\"request\":\"a\",\"start\":0,\"seconds\":1}",
                "{\"kind\":\"task\",\"request\":\"a\",\"start\":\"0\",\"seconds\":1,\"outcome\":\"ok\"}",
                "{\"kind\":\"task\",\"request\":\"a\",\"start\":-1,\"seconds\":1,\"outcome\":\"ok\"}",
                "{\"kind\":\"task\",\"request\":\"a\",\"start\":0,\"seconds\":1e999,\"outcome\":\"ok\"}",
                "{\"kind\":\"task\",\"request\":\"a\",\"seconds\":1,\"outcome\":\"ok\"}",
            })
    void aLineThatIsNoSampleIsCounted(String line) throws IOException {
        SampleFile.write(record, List.of(SLOW), 0);
        Files.writeString(file(), line + "\n" + Files.readString(file()));
        assertThat(SampleFile.read(record)).isEqualTo(new RunSamples(List.of(SLOW), 0, 1));
        assertThat(SampleFile.read(record).doubts()).containsExactly("1 line of samples.jsonl cannot be read");
    }

    @Test
    void whatAForeignFileHoldsIsBoundedAndHarmless() throws IOException {
        String words = "<script>\\u0007\\u202e" + "x".repeat(30_000);
        Files.writeString(
                file(),
                "{\"kind\":\"request\",\"phase\":\"" + "p".repeat(10_000)
                        + "\",\"request\":\"a\",\"start\":0,\"seconds\":1,"
                        + "\"outcome\":\"ok\",\"trace\":\"javascript:alert(1)\",\"span\":\"00f067aa0ba902b7\",\"sampled\":true,"
                        + "\"task\":\"<b>\",\"words\":\"" + words + "\"}\n");
        Sample read = SampleFile.read(record).all().get(0);
        assertThat(read.phase()).hasSize(Sample.LONGEST_NAME);
        assertThat(read.words()).hasSize(Sample.LONGEST_WORDS).doesNotContain("\u0007", "\u202e");
        assertThat(List.of(read.trace(), read.span(), read.task())).containsOnly("");
        assertThat(read.sampled()).isFalse();
    }

    @Test
    void bytesThatAreNoTextAreNoReasonToFail() throws IOException {
        byte[] noise = new byte[10 << 20];
        new java.util.Random(1).nextBytes(noise);
        Files.write(file(), noise);
        assertThat(SampleFile.read(record).all()).isEmpty();
        assertThat(SampleFile.read(record).badLines()).isPositive();
        Files.writeString(file(), "{}\n".repeat(20_000), UTF_8);
        assertThat(SampleFile.read(record).badLines()).isEqualTo(SampleFile.MOST_LINES);
    }

    @Test
    void aFolderInItsPlaceIsNoReasonToFail() throws IOException {
        Files.createDirectory(file());
        assertThat(SampleFile.read(record)).isEqualTo(RunSamples.NONE);
    }

    @Test
    void theFileIsBoundedHoweverManyThereAre() throws IOException {
        Sample long1 = new Sample(
                false, "spike", "ask", 0, 0, 0, "timeout", 0, TRACE, "", true, "", "", -1, -1, "€".repeat(300));
        List<Sample> many = new ArrayList<>(Collections.nCopies(6_000, long1));
        SampleFile.write(record, many, 0);
        assertThat(Files.size(file())).isLessThan(SampleFile.MOST_BYTES + 100L);
        RunSamples read = SampleFile.read(record);
        assertThat(read.badLines()).isZero();
        assertThat(read.all().size() + read.leftOut()).isEqualTo(6_000);
        assertThat(read.doubts())
                .singleElement()
                .asString()
                .endsWith("samples beyond the limits of samples.jsonl left out");
    }
}
