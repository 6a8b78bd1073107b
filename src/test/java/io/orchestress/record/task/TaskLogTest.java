package io.orchestress.record.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.metrics.RowLog;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.RecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLogTest {
    private static final TaskRow PLAIN = new TaskRow(
            "orc-0000000000000001",
            "steady",
            "simple task",
            "",
            7,
            "",
            "",
            -1,
            10,
            0,
            30,
            "timeout",
            false,
            0,
            TaskRow.By.NOTHING,
            false,
            List.of(),
            false,
            false,
            0,
            "");
    private static final TaskRow FULL = new TaskRow(
            "orc-0000000000000002",
            "a \"phase\"\n",
            "simple task",
            "simple",
            8,
            "noisy",
            "orc-0000000000000003",
            2,
            10,
            20,
            30,
            TaskRow.OK,
            true,
            25,
            TaskRow.By.CANCEL,
            true,
            List.of("orc-0000000000000001", "orc-0000000000000004"),
            true,
            true,
            2,
            "4bf92f3577b34da6a3ce929d0e0e4736");

    @TempDir
    private Path record;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RowLog<TaskRow> log = TaskLog.open(record, TimeSource.SYSTEM);
        for (int i = 0; i < 5_000; i++) {
            log.add(PLAIN);
            log.add(FULL);
        }
        log.close();
        log.add(PLAIN);
        List<TaskRow> rows = new ArrayList<>();
        RowsRead read = TaskLog.read(record, rows::add);
        assertThat(rows).hasSize(10_000).startsWith(PLAIN, FULL).endsWith(PLAIN, FULL);
        assertThat(read)
                .extracting(RowsRead::count, RowsRead::badLines, RowsRead::lost, RowsRead::isWhole)
                .containsExactly(10_000L, 0L, 0L, true);
        assertThat(read.clock()).isPresent();
        assertThat(log.lost()).isEqualTo(1);
    }

    @Test
    void aLineHoldsWhatThereIs() throws IOException {
        RowLog<TaskRow> log = TaskLog.open(record, TimeSource.SYSTEM);
        log.add(PLAIN);
        log.close();
        assertThat(Files.readAllLines(record.resolve(TaskLog.FILE)).subList(1, 3))
                .containsExactly(
                        "{\"task\":\"orc-0000000000000001\",\"phase\":\"steady\",\"request\":\"simple task\",\"user\":7,"
                                + "\"start\":10,\"first\":0,\"end\":30,\"outcome\":\"timeout\"}",
                        "{\"tasks\":1,\"lost\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{\"task\":\"orc-0000000000000001\"",
                "{\"task\":\"\",\"outcome\":\"ok\"}",
                "{\"task\":\"orc-0000000000000001\"}",
                "{\"task\":\"orc-0000000000000001\",\"outcome\":\"ok\",\"by\":\"magic\",\"left\":1}",
                "{\"task\":\"orc-0000000000000001\",\"outcome\":\"ok\",\"left\":1}",
                "{\"task\":\"orc-0000000000000001\",\"outcome\":\"ok\",\"by\":\"drop\"}",
                "{\"task\":\"orc-0000000000000001\",\"outcome\":\"ok\",\"answers\":-1}",
                "{\"task\":\"orc-0000000000000001\",\"outcome\":\"ok\",\"start\":92233720368547758080}",
                "{\"task\":null,\"outcome\":\"ok\"}",
                "{\"lost\":1}",
                "{\"task\":{\"task\":\"orc-0000000000000001\"},\"outcome\":\"ok\"}",
                "\u0000{\"task\":\"orc-0000000000000001\",\"outcome\":\"ok\"}",
                "{\"task\":\"a\",\"outcome\":\"ok\",\"others\":[1,2,3,4,5,6,7,8,9]}",
                "{\"nanos\":1,\"at\":\"yesterday\"}"
            })
    void aLineThatIsNoRowIsCounted(String line) throws IOException {
        Files.writeString(
                record.resolve(TaskLog.FILE),
                "{\"nanos\":100,\"at\":\"2026-01-01T00:00:00Z\"}\n" + line
                        + "\n{\"task\":\"orc-0000000000000001\",\"outcome\":\"ok\"}\n");
        List<TaskRow> rows = new ArrayList<>();
        RowsRead read = TaskLog.read(record, rows::add);
        assertThat(rows).hasSize(1);
        assertThat(read.badLines()).isEqualTo(1);
        assertThat(read.isWhole()).isFalse();
        assertThat(read.clock().orElseThrow().at(1_000_000_100L)).isEqualTo(Instant.parse("2026-01-01T00:00:01Z"));
    }

    @Test
    void aLineWithoutAnEndIsBounded() throws IOException {
        Files.writeString(record.resolve(TaskLog.FILE), "{\"task\":\"" + "x".repeat(10_000_000));
        assertThat(TaskLog.read(record, row -> {}).badLines()).isEqualTo(1);
    }

    @Test
    void aRecordWithoutOneSaysSo() {
        assertThat(TaskLog.isIn(record)).isFalse();
        assertThatThrownBy(() -> TaskLog.read(record, row -> {}))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining(TaskLog.FILE);
    }

    /** Whatever names hold. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void anyRowIsReadAsItWas(long seed) throws IOException {
        Random random = new Random(seed);
        List<TaskRow> written = new ArrayList<>();
        try (RowLog<TaskRow> log = TaskLog.open(record, TimeSource.SYSTEM)) {
            for (int i = 0; i < 500; i++) {
                TaskRow row = row(random);
                written.add(row);
                log.add(row);
            }
        }
        List<TaskRow> rows = new ArrayList<>();
        assertThat(TaskLog.read(record, rows::add).isComplete()).isTrue();
        assertThat(rows).isEqualTo(written);
    }

    private static TaskRow row(Random random) {
        boolean left = random.nextInt(4) == 0;
        boolean ended = random.nextBoolean();
        return new TaskRow(
                "orc-" + random.nextInt(1_000),
                text(random),
                text(random),
                text(random),
                random.nextLong(),
                text(random),
                text(random),
                random.nextInt(4) - 1,
                random.nextLong(),
                random.nextInt(3),
                random.nextLong(),
                random.nextBoolean() ? TaskRow.OK : "http-" + random.nextInt(600),
                random.nextBoolean(),
                left ? 1 + random.nextInt(9) : 0,
                left ? TaskRow.By.values()[1 + random.nextInt(2)] : TaskRow.By.NOTHING,
                random.nextBoolean(),
                random.ints(random.nextInt(TaskRow.MOST_OTHERS + 1))
                        .mapToObj(n -> "orc-" + n)
                        .toList(),
                random.nextBoolean(),
                ended,
                ended ? 1 + random.nextInt(3) : 0,
                random.nextBoolean() ? "" : "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    private static String text(Random random) {
        int length = random.nextInt(10) == 0 ? 200 : random.nextInt(6);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(32);
                        case 1 -> "\"\\/{}[]:,".charAt(random.nextInt(9));
                        case 2 -> 0xA0 + random.nextInt(0x1000);
                        case 3 -> 0x1F600 + random.nextInt(0x40);
                        default -> 'a' + random.nextInt(26);
                    });
        }
        return text.toString();
    }

    /** A hand that wrote numbers as texts, names twice, or something behind the row. */
    @Test
    void oddValuesAreReadAsFarAsTheyCanBe() throws IOException {
        Files.writeString(
                record.resolve(TaskLog.FILE),
                "{\"task\":\"x\",\"task\":\"orc-1\",\"outcome\":\"ok\",\"user\":\"7\",\"start\":1.9,\"found\":\"true\",\"size\":5,"
                        + "\"tenant\":null,\"phase\":{\"phase\":\"inner\"},\"request\":[\"r\"],\"others\":[1,{\"a\":[2]},\"b\"],\"nanos\":3} x\n");
        List<TaskRow> rows = new ArrayList<>();
        RowsRead read = TaskLog.read(record, rows::add);
        assertThat(read.badLines()).isZero();
        assertThat(rows)
                .containsExactly(new TaskRow(
                        "orc-1",
                        "",
                        "",
                        "5",
                        7,
                        "",
                        "",
                        -1,
                        1,
                        0,
                        0,
                        TaskRow.OK,
                        false,
                        0,
                        TaskRow.By.NOTHING,
                        true,
                        List.of("1", "", "b"),
                        false,
                        false,
                        0,
                        ""));
    }

    /** Lines longer than what is read of the file at once, and what is no UTF-8. */
    @Test
    void linesAreWholeWhereverTheFileIsCut() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            lines.append("{\"task\":\"orc-").append(i).append("\",\"outcome\":\"ok\",\"phase\":\"");
            lines.append("ä".repeat(i % 97)).append("\"}\n");
        }
        lines.append("{\"task\":\"orc-2000\",\"outcome\":\"ok\",\"phase\":\"")
                .append("ä".repeat(65_000))
                .append("\"}\n");
        lines.append("{\"task\":\"orc-2001\",\"outcome\":\"ok\",\"phase\":\"")
                .append("ä".repeat(65_536))
                .append("\"}\n");
        byte[] bytes = (lines + "{\"task\":\"orc-2002\",\"outcome\":\"ok\",\"phase\":\"?\"}\n").getBytes(UTF_8);
        bytes[bytes.length - 4] = (byte) 0xFF;
        Files.write(record.resolve(TaskLog.FILE), bytes);
        List<TaskRow> rows = new ArrayList<>();
        assertThat(TaskLog.read(record, rows::add).badLines()).isEqualTo(1);
        assertThat(rows).hasSize(2_002);
        assertThat(rows)
                .allMatch(row -> row.task().equals("orc-2002") || row.phase().matches("ä*"));
        assertThat(rows.get(2_000).phase()).hasSize(65_000);
        assertThat(rows.get(2_001).phase()).isEqualTo("\uFFFD");
    }
}
