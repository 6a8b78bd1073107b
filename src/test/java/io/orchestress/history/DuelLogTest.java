package io.orchestress.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.DuelRecord.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuelLogTest {
    @TempDir
    private Path folder;

    private DuelLog log() {
        return DuelLog.beside(folder.resolve("history").resolve("runs.db"));
    }

    @Test
    void withoutAFileThereIsNothing() {
        assertThat(log().entries()).isEmpty();
        assertThat(log().noise("load")).isEmpty();
    }

    /**
     * Of equals all of a difference is noise, of others what is left around their mean: 0.1, 0.2, 0.3 leave −0.1, 0, 0.1 · √1.5; two pairs
     * leave nothing that could be told from a difference.
     */
    @Test
    void noiseIsLearnedFromEqualsAndFromWhatIsLeft() {
        log().add(entry("a", "load", true, List.of(0.05, -0.02)));
        log().add(entry("b", "load", false, List.of(0.1, 0.2, 0.3)));
        log().add(entry("c", "load", false, List.of(0.1, 0.9)));
        log().add(entry("d", "other load, machine, mode or length", true, List.of(7.0)));
        assertThat(log().noise("load")).hasSize(5).satisfies(noise -> {
            assertThat(noise[0]).isEqualTo(0.05);
            assertThat(noise[1]).isEqualTo(-0.02);
            assertThat(noise[2]).isCloseTo(-0.122474, within(1e-6));
            assertThat(noise[3]).isCloseTo(0, within(1e-12));
            assertThat(noise[4]).isCloseTo(0.122474, within(1e-6));
        });
        assertThat(log().entries()).extracting(DuelLog.Entry::duelId).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theNewestHundredSayHowItIsNow() {
        log().add(entry("old", "load", true, Collections.nCopies(90, 0.5)));
        log().add(entry("new", "load", true, Collections.nCopies(60, 0.1)));
        assertThat(log().noise("load")).hasSize(100).containsOnly(0.5, 0.1).endsWith(0.1, 0.1);
    }

    @Test
    void aTornLastLineIsWrittenOver() throws IOException {
        log().add(entry("a", "load", true, List.of(0.05)));
        Files.writeString(log().file(), "{\"schemaVersion\": 1, \"du", StandardOpenOption.APPEND);
        assertThat(log().entries()).hasSize(1);
        log().add(entry("b", "load", true, List.of(0.06)));
        assertThat(log().entries()).extracting(DuelLog.Entry::duelId).containsExactly("a", "b");
    }

    @Test
    void whatIsNoDuelIsRefused() throws IOException {
        Files.createDirectories(log().file().getParent());
        for (String line : List.of("nonsense", "[]", "null", "{\"schemaVersion\": 99}")) {
            Files.writeString(log().file(), line + "\n");
            assertThatThrownBy(() -> log().entries())
                    .isInstanceOf(HistoryException.class)
                    .hasMessageContaining("line 1");
        }
    }

    private static DuelLog.Entry entry(String id, String load, boolean areEqual, List<Double> differences) {
        return new DuelLog.Entry(
                1,
                id,
                "folder",
                Instant.EPOCH,
                "DuelTest",
                "http://127.0.0.1:1",
                "http://127.0.0.1:2",
                load,
                areEqual,
                Outcome.NOT_WORSE,
                "",
                differences);
    }
}
