package io.orchestress.gatling.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.sample.SampleFile;
import io.orchestress.trace.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleWriterTest {
    @TempDir
    private Path record;

    private final SampleKeeper keeper = new SampleKeeper(3, 2, words -> words);
    private final List<String> said = new ArrayList<>();

    private SampleWriter writer() {
        return new SampleWriter(keeper, record, phase -> "steady", said::add);
    }

    @Test
    void whatIsKeptIsInTheFileAtTheEnd() {
        SampleWriter writer = writer();
        keeper.ended(SampleKeeperTest.span(0, "ask", 0, 10_000_000, Span.OK));
        keeper.ended(SampleKeeperTest.span(0, "ask", 0, 10_000_000, "timeout"));
        writer.close(Duration.ofSeconds(10));
        assertThat(SampleFile.read(record).all())
                .isEqualTo(keeper.all(phase -> "steady"))
                .hasSize(2);
        assertThat(said).isEmpty();
    }

    @Test
    void withoutSamplesThereIsNoFile() {
        writer().close(Duration.ofSeconds(10));
        assertThat(record).isEmptyDirectory();
    }

    /** As on a full disk: what cannot be written is said once, and written when it can be. */
    @Test
    void whatCannotBeWrittenIsANote() throws IOException {
        SampleWriter writer = writer();
        Path blocked = Files.createDirectories(record.resolve(SampleFile.FILE).resolve("inside"));
        keeper.ended(SampleKeeperTest.span(0, "ask", 0, 10_000_000, Span.OK));
        writer.writeOnce();
        writer.writeOnce();
        assertThat(said).singleElement().asString().startsWith("samples.jsonl cannot be written: ");
        Files.delete(blocked);
        Files.delete(record.resolve(SampleFile.FILE));
        writer.writeOnce();
        assertThat(SampleFile.read(record).all()).hasSize(1);
        writer.close(Duration.ofSeconds(10));
        assertThat(said).hasSize(1);
    }
}
