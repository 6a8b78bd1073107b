package io.orchestress.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GeneratedDocsTest {
    @TempDir
    private Path folder;

    @Test
    void aTableIsMarkdownAndAPipeInACellIsText() {
        assertThat(GeneratedDocs.table(List.of("key", "values"), List.of(List.of("`kind`", "a | b"))))
                .isEqualTo("| key | values |\n| --- | --- |\n| `kind` | a \\| b |");
    }

    @Test
    void aPageThatSaysOtherwiseThanTheCodeFails() throws IOException {
        Assumptions.assumeFalse(Boolean.getBoolean("golden.update"), "with golden.update no page fails");
        String page = page("before\n<!-- generated n: by T -->\nold\n<!-- end of n -->\nafter\n");
        assertThatThrownBy(() -> GeneratedDocs.assertCurrent(page, "n", "new"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("golden.update");
        GeneratedDocs.assertCurrent(page, "n", "old\n");
    }

    @Test
    void aPageWithoutTheCommentsFails() throws IOException {
        String page = page("nothing of the kind");
        assertThatThrownBy(() -> GeneratedDocs.assertCurrent(page, "n", "new")).isInstanceOf(AssertionError.class);
    }

    private String page(String text) throws IOException {
        return Files.writeString(folder.resolve("page.md"), text).toString();
    }
}
