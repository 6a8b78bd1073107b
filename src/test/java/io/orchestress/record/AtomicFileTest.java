package io.orchestress.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomicFileTest {
    @TempDir
    Path folder;

    /** In a record of somebody else a report may be a link to any file of its reader. */
    @Test
    void aLinkIsReplacedAndNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "mine");
        Path report = Files.createSymbolicLink(folder.resolve("report.html"), victim);
        Files.createSymbolicLink(folder.resolve("report.html.next"), victim);

        AtomicFile.write(report, out -> out.write("report ü"));

        assertThat(victim).hasContent("mine");
        assertThat(report).isRegularFile().hasContent("report ü");
        assertThat(Files.isSymbolicLink(report)).isFalse();
    }

    @Test
    void whatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Path report = Files.writeString(folder.resolve("report.html"), "old");

        assertThatThrownBy(() -> AtomicFile.write(report, out -> {
                    out.write("x".repeat(100_000));
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class);

        assertThat(report).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(report);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a-file/x.json    | x.json: Not a directory
                    no-folder/x.json | x.json: there is no such folder: FOLDER/no-folder
                    a-folder         | a-folder: is a folder
                    """)
    void whatFailsNamesTheFileThatWasMeant(String name, String said) throws IOException {
        Files.writeString(folder.resolve("a-file"), "");
        Files.createDirectories(folder.resolve("a-folder/with-something"));

        assertThatThrownBy(() -> AtomicFile.write(folder.resolve(name), out -> out.write("text")))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(ExceptionText.inWords(e)).endsWith(said.replace("FOLDER", folder.toString())));
    }
}
