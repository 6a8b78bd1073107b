package io.orchestress.importer;

import static io.orchestress.importer.ForeignRuns.AS_IT_IS;
import static io.orchestress.importer.ForeignRuns.totals;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.FailureCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be imported is refused with its place and a way out, and leaves nothing behind. */
class BadInputTest {
    private static final String JTL =
            "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,allThreads\n";
    private static final String HIT =
            "{\"attack\":\"\",\"code\":200,\"timestamp\":\"2026-03-01T10:00:00Z\",\"latency\":%d,\"error\":\"\"}\n";
    private static final String POINT = "{\"metric\":\"http_req_duration\",\"type\":\"Point\",\"data\":{\"time\":"
            + "\"2026-03-01T10:00:0%dZ\",\"value\":%s,\"tags\":{\"name\":\"a\",\"status\":\"200\"}}}\n";

    @TempDir
    private Path folder;

    static Stream<Arguments> refused() {
        String row = "1772000000000,5,a,200,OK,T 1-1,true,1\n";
        return Stream.of(
                Arguments.of("empty", "", "is empty", "at least one request"),
                Arguments.of("blank", " \n\n", "is empty", "at least one request"),
                Arguments.of("prose", "Dear Sir,\n", "is in no known format", "--from"),
                Arguments.of("json of another kind", "{\"a\":1}\n", "is in no known format", "k6 points"),
                Arguments.of("header only", JTL, "contains no request", "at least one request"),
                Arguments.of("xml", "<?xml version=\"1.0\"?><testResults/>", "is XML", "output_format=csv"),
                Arguments.of("no header", row, "line 1 is not a header", "print_field_names=true"),
                Arguments.of("missing column", "timeStamp,elapsed,label\n1,2,a\n", "columns success", "its header"),
                Arguments.of("negative", JTL + "1772000000009,-4,a,200,OK,T 1-1,true,1\n", "line 2", "lasts -4.0 ms"),
                Arguments.of(
                        "584 thousand years",
                        JTL + "1772000000009,18446744073709552,a,200,OK,T 1-1,true,1\n",
                        "line 2",
                        "elapsed is 1.8446744073709552E16 ms, not between"),
                Arguments.of(
                        "longest number",
                        JTL + "1772000000009,9223372036854775807,a,200,OK,T 1-1,true,1\n",
                        "line 2",
                        "not between 0 and 31 days"),
                Arguments.of(
                        "longer than any run",
                        JTL + "1772000000009,2678400001,a,200,OK,T 1-1,true,1\n",
                        "line 2",
                        "not between 0 and 31 days"),
                Arguments.of(
                        "a hundred thousand million users",
                        JTL + "1772000000009,4,a,200,OK,T 1-1,true,99999999999\n",
                        "line 2",
                        "allThreads is '99999999999', not a number of users"),
                Arguments.of("longest hit", HIT.formatted(Long.MAX_VALUE), "line 1", "lasts 9.2"),
                Arguments.of(
                        "k6 users",
                        POINT.formatted(1, "1e300").replace("http_req_duration", "vus"),
                        "line 1",
                        "vus is '1.0E300', not a number of users"),
                Arguments.of(
                        "k6 dropped",
                        POINT.formatted(1, "1e18").replace("http_req_duration", "dropped_iterations"),
                        "line 1",
                        "is not a count"),
                Arguments.of("k6 length", POINT.formatted(1, "1e300"), "line 1", "not between 0 and 31 days"),
                Arguments.of(
                        "gatling far",
                        "RUN\ta\tb\t1\t \t3.12.0\nREQUEST\t\ta\t1\t9223372036854775807\tOK\t \n",
                        "line 2",
                        "is neither a time nor a duration"),
                Arguments.of(
                        "gatling span",
                        "RUN\ta\tb\t1\t \t3.12.0\nREQUEST\t\ta\t-9223372036854775\t9223372036854775\tOK\t \n",
                        "line 2",
                        "lasts -"),
                Arguments.of("short row", JTL + "1772000000009,4\n", "line 2", "it has 2 columns"),
                Arguments.of("no number", JTL + "1772000000009,x,a,200,OK,T 1-1,true,1\n", "line 2", "elapsed is 'x'"),
                Arguments.of(
                        "no verdict",
                        JTL + "1772000000009,1,a,200,OK,T 1-1,yes,1\n",
                        "line 2",
                        "neither true nor false"),
                Arguments.of("no time", JTL + "soon,1,a,200,OK,T 1-1,true,1\n", "line 2", "'soon' is neither a time"),
                Arguments.of(
                        "clock set back",
                        JTL + row + "1771990000000,5,a,200,OK,T 1-1,true,1\n",
                        "line 3",
                        "10000 s before what comes before it"),
                Arguments.of(
                        "clock set ahead",
                        JTL + row + "1772900000000,5,a,200,OK,T 1-1,true,1\n",
                        "line 3",
                        "two runs in one file, or a clock that was set ahead"),
                Arguments.of(
                        "multi-line row before",
                        JTL + "1772000000000,5,\"a\nb\",200,OK,T 1-1,true,1\n"
                                + "1772000000000,-5,a,200,OK,T 1-1,true,1\n".repeat(2),
                        "line 4",
                        "lasts"),
                Arguments.of(
                        "half json",
                        HIT.formatted(1) + "{\"attack\":\"\",\"code\":\n".repeat(2),
                        "line 2",
                        "it is not JSON"),
                Arguments.of("no json", HIT.formatted(1) + "Killed\n".repeat(2), "line 2", "it is not JSON"),
                Arguments.of("negative hit", HIT.formatted(-5_000_000), "line 1", "lasts -5.0 ms"),
                Arguments.of(
                        "hit without time",
                        "{\"latency\":1,\"timestamp\":\"\",\"code\":1}\n",
                        "line 1",
                        "it has no 'timestamp'"),
                Arguments.of(
                        "k6 no json",
                        POINT.formatted(1, "1.5") + "ERRO[0001] failed\n".repeat(2),
                        "line 2",
                        "it is not JSON"),
                Arguments.of(
                        "k6 not a number", POINT.formatted(1, "\"NaN\""), "line 1", "it has no 'time' or no 'value'"),
                Arguments.of("k6 cut value", POINT.formatted(1, "1.5").replace("}}}\n", "}}\n"), "line 1", "not JSON"),
                Arguments.of("k6 negative", POINT.formatted(1, "-2"), "line 1", "lasts -2.0 ms"),
                Arguments.of(
                        "gatling no start",
                        "RUN\ta\tb\t1\t \t3.12.0\nUSER\ta\tGO\t1\n",
                        "line 2",
                        "neither START nor END"),
                Arguments.of(
                        "gatling order",
                        "ASSERTION\tAA\nUSER\ta\tSTART\t1\n",
                        "line 2",
                        "the RUN record must come first"),
                Arguments.of(
                        "gatling negative",
                        "RUN\ta\tb\t1\t \t3.12.0\nREQUEST\t\ta\t1795254333102\t1795254333002\tOK\t \n",
                        "line 2",
                        "lasts -100.0 ms"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefused(String name, String content, String problem, String detail) throws IOException {
        Path file = Files.writeString(folder.resolve("foreign.txt"), content);
        Path results = folder.resolve("results");

        assertThatThrownBy(() -> Importer.run(file, results, AS_IT_IS))
                .isInstanceOf(ImportException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(problem)
                .hasMessageContaining(detail)
                .hasMessageContaining("(valid: ");
        assertThat(results).doesNotExist();
    }

    @Test
    void aWrongFormatByName() throws IOException {
        ImportOptions asK6 = new ImportOptions(KnownFormat.K6, null, "quick", null, null, java.util.List.of());

        assertThatThrownBy(() -> Importer.run(ForeignRuns.FILES.resolve("jmeter/results.jtl"), folder, asK6))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("line 1 is not a header with the columns metric_name, metric_value, timestamp");
    }

    /** Wherever a line is cut: the whole lines before it count, and the end of the run is not known. */
    @ParameterizedTest
    @MethodSource("textFiles")
    void aFileCutInARecordIsARunThatWasKilled(String file) throws IOException {
        byte[] whole = content(ForeignRuns.FILES.resolve(file));
        for (int cuts = 1; cuts <= 9; cuts++) {
            int length = whole.length * cuts / 10;
            // Not where the last line is whole but for its end, or for the last digit of its last column.
            length -= new String(whole, length - 40, 80, ISO_8859_1)
                            .substring(30, 50)
                            .contains("\n")
                    ? 20
                    : 0;
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            if (linesOf(whole, length) < whole.length / 2) {
                RunRecord run = ForeignRuns.imported(cut, folder.resolve("results-" + cuts), AS_IT_IS);
                assertThat(run.status()).isEqualTo(RunStatus.CRASHED);
                assertThat(run.endReason()).contains("ends inside a record, at line ");
                assertThat(totals(run).count()).isPositive();
            }
        }
    }

    static Stream<String> textFiles() {
        return Stream.of("jmeter/results.jtl", "vegeta/results.json", "k6/k6.json.gz", "k6/k6.csv.gz");
    }

    private static long linesOf(byte[] content, int length) {
        long lines = 0;
        for (int i = 0; i < length; i++) {
            lines += content[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static byte[] content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".gz")) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    @Test
    void aCompressedFileCutShortIsARunThatWasKilled() throws IOException {
        byte[] whole = Files.readAllBytes(ForeignRuns.FILES.resolve("k6/k6.json.gz"));
        Path cut = Files.write(folder.resolve("cut.json.gz"), Arrays.copyOf(whole, whole.length * 3 / 4));

        RunRecord run = ForeignRuns.imported(cut, folder.resolve("results"), AS_IT_IS);

        assertThat(run.status()).isEqualTo(RunStatus.CRASHED);
        assertThat(totals(run).count()).isBetween(20L, 75L);
    }

    @Test
    void furtherNamesThanAThousandAreCountedTogether() throws IOException {
        Path file = folder.resolve("many.jtl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(JTL.getBytes(UTF_8));
            for (int i = 0; i < 1500; i++) {
                out.write("%d,5,request %d,200,OK,T 1-1,true,1\n"
                        .formatted(1_772_000_000_000L + i, i)
                        .getBytes(UTF_8));
            }
        }

        Imported imported = Importer.run(file, folder.resolve("results"), AS_IT_IS);
        RunRecord run = ForeignRuns.imported(file, folder.resolve("again"), AS_IT_IS);

        assertThat(imported.remarks()).singleElement().asString().contains("more than 1000 names", "(others)");
        assertThat(ForeignRuns.request(run, "(others)").count()).isEqualTo(500);
        assertThat(run.phases().get(0).requests()).hasSize(1001);
        assertThat(run.configuration()).containsEntry("import.names", "more than 1000");
    }

    /** A semicolon, quotes, dates instead of numbers, columns in another order, a byte order mark. */
    @Test
    void jmeterInOtherClothes() throws IOException {
        Path file = Files.writeString(folder.resolve("other.jtl"), """
                \uFEFFlabel;"timeStamp";success;elapsed;threadName
                "a;""b\""";2026/03/01 10:00:00.250;true;40;Users 1-1
                *;2026/03/01 10:00:01.000;false;60;Users 1-2
                """);

        RunRecord run = ForeignRuns.imported(file, folder.resolve("results"), AS_IT_IS);

        assertThat(ForeignRuns.request(run, "a;\"b\"").ok()).isEqualTo(1);
        assertThat(FailureCounts.byLabel(ForeignRuns.request(run, "'*'").failures()))
                .containsEntry("check", 1L);
        assertThat(run.loadStartedAt()).isEqualTo("2026-03-01T10:00:00.250Z");
        assertThat(run.target().url()).isEqualTo("imported:other.jtl");
    }

    /** A few kilobytes that become one row without an end. */
    @Test
    void aRowThatNeverEndsIsRefused() throws IOException {
        Path file = folder.resolve("bomb.jtl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((JTL + "1772000000009,4,\"").getBytes(UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 8; i++) {
                out.write(block);
            }
        }
        assertThatThrownBy(() -> Importer.run(file, folder.resolve("results"), AS_IT_IS))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("has a row that is longer than 4 MiB");
    }
}
