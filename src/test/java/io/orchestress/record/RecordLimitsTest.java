package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record from elsewhere takes no more memory than a record of ours could. */
class RecordLimitsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"10, true", "11, false", "5000, false"})
    void aLineOfATableHasALimit(int length, boolean taken) throws IOException {
        String row = "r".repeat(length);
        Path file = Files.writeString(folder.resolve("t.csv"), "head\n" + row + "\nlast\n");
        List<String> rows = new ArrayList<>();

        if (taken) {
            CsvLines.forEach(file, "head", line -> line, rows::add, 10);
            assertThat(rows).containsExactly(row, "last");
        } else {
            assertThatThrownBy(() -> CsvLines.forEach(file, "head", line -> line, rows::add, 10))
                    .isInstanceOf(RecordException.class)
                    .hasMessageContaining("t.csv")
                    .hasMessageContaining("line 2 is longer than 10 characters")
                    .hasMessageContaining("valid: head");
        }
    }

    @Test
    void aLineWithoutAnEndIsNotReadToItsEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "head\n" + "x".repeat(11));

        assertThatThrownBy(() -> CsvLines.forEach(file, "head", line -> line, line -> {}, 10))
                .isInstanceOf(RecordException.class);
    }

    @Test
    void runJsonHasALimit() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), " ".repeat(101));

        assertThatThrownBy(() -> RecordJson.read(file, 100))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("is larger than 100 bytes");
        assertThatThrownBy(() -> RecordJson.read(file, 101))
                .isInstanceOf(RecordException.class)
                .hasMessageNotContainingAny("larger");
    }

    /** Whatever is in front of it: the head is looked for where ours writes it. */
    @ParameterizedTest
    @CsvSource({"0, true", "60, false", "100000, false"})
    void theHeadOfALogIsLookedForAtItsBeginning(int before, boolean found) throws IOException {
        Path file = Files.writeString(
                folder.resolve("h.hlog"), "#" + "x".repeat(before) + "\n#[StartTime: 1772359200.250 (s)]\n");

        assertThat(LogTimes.read(file, 50).startEpochSeconds().isPresent()).isEqualTo(found);
    }
}
