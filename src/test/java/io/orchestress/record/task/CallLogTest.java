package io.orchestress.record.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallLogTest {
    /** The line of FileJournalTest, which the journal writes. */
    private static final String LINE =
            "{\"n\":20000,\"kind\":\"chat\",\"name\":\"a \\\"model\\\"\\n\",\"task\":\"orc-0000000000000001\","
                    + "\"by\":\"prompt\",\"others\":[\"orc-0000000000000002\"],\"script\":\"research\",\"turn\":2,\"said\":\"fffffff1\","
                    + "\"start\":10,\"first\":20,\"end\":30,\"status\":200,\"outcome\":\"answered\",\"in\":7,\"out\":9,"
                    + "\"asked\":1,\"effect\":true}";

    @TempDir
    private Path record;

    @Test
    void linesOfTheJournalAreRead() throws IOException {
        Files.writeString(
                record.resolve(CallLog.FILE),
                "{\"nanos\":1,\"at\":\"2026-01-01T00:00:00Z\"}\n" + LINE
                        + "\n{\"n\":1,\"kind\":\"other\",\"name\":\"/health\",\"start\":1,\"first\":1,\"end\":2,\"status\":200,\"outcome\":\"answered\",\"in\":0,\"out\":0}\n"
                        + "x\n[]\n{\"kind\":\"\"}\n{}\n" + LINE.substring(0, 40));
        List<CallRow> rows = new ArrayList<>();
        RowsRead read = CallLog.read(record, rows::add);
        assertThat(read)
                .extracting(RowsRead::count, RowsRead::badLines, RowsRead::isWhole)
                .containsExactly(2L, 5L, false);
        assertThat(rows.get(0))
                .isEqualTo(new CallRow(
                        20_000,
                        "chat",
                        "a \"model\"\n",
                        "orc-0000000000000001",
                        "prompt",
                        List.of("orc-0000000000000002"),
                        "",
                        "research",
                        2,
                        0xfffffff1,
                        10,
                        20,
                        30,
                        200,
                        "answered",
                        7,
                        9,
                        1,
                        true));
        assertThat(rows).extracting(CallRow::isWork).containsExactly(true, false);
        assertThat(rows.get(1).said()).isZero();
        assertThat(rows.get(1).turn()).isEqualTo(-1);
    }
}
