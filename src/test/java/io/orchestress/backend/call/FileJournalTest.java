package io.orchestress.backend.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.metrics.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @Test
    void eachCallIsALineAfterTheClock(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a/calls.jsonl");
        Identity identity = Identity.of("orc-0000000000000001", "orc-0000000000000001 orc-0000000000000002", "", "");
        FileJournal journal = FileJournal.open(file, TimeSource.SYSTEM);
        for (int i = 1; i <= 20_000; i++) {
            journal.add(new Call(
                    i,
                    Call.Kind.CHAT,
                    "a \"model\"\n",
                    identity,
                    "research",
                    2,
                    0xfffffff1,
                    10,
                    20,
                    30,
                    200,
                    Call.Outcome.ANSWERED,
                    7,
                    9,
                    1,
                    true,
                    "429"));
        }
        journal.close();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(20_002).endsWith("{\"calls\":20000,\"lost\":0}");
        assertThat(journal.lost()).isZero();
        JsonNode clock = new ObjectMapper().readTree(lines.get(0));
        assertThat(clock.path("nanos").isNumber()).isTrue();
        assertThat(lines.get(20_000))
                .isEqualTo(
                        "{\"n\":20000,\"kind\":\"chat\",\"name\":\"a \\\"model\\\"\\n\",\"task\":\"orc-0000000000000001\","
                                + "\"by\":\"prompt\",\"others\":[\"orc-0000000000000002\"],\"script\":\"research\",\"turn\":2,\"said\":\"fffffff1\","
                                + "\"start\":10,\"first\":20,\"end\":30,\"status\":200,\"outcome\":\"answered\",\"in\":7,\"out\":9,"
                                + "\"asked\":1,\"effect\":true,\"fault\":\"429\"}");
    }

    @Test
    void whatComesAfterItsEndIsCounted(@TempDir Path folder) throws IOException {
        FileJournal journal = FileJournal.open(folder.resolve("calls.jsonl"), TimeSource.SYSTEM);
        journal.close();
        journal.add(new Call(
                1,
                Call.Kind.CHAT,
                "m",
                Identity.of("", "", "", ""),
                "",
                -1,
                0,
                1,
                2,
                3,
                200,
                Call.Outcome.ANSWERED,
                1,
                1,
                0,
                false,
                ""));
        assertThat(journal.lost()).isEqualTo(1);
    }
}
