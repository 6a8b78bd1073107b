package io.orchestress.record.task;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
            0);
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
            2);

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

    @Test
    void aRowIsConsistent() {
        assertThatThrownBy(() -> TaskLine.read(new com.fasterxml.jackson.databind.ObjectMapper()
                        .createObjectNode()
                        .put("task", "a")
                        .put("outcome", "ok")
                        .put("by", "drop")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
