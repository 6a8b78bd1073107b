package io.orchestress.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parts of the documentation that are written from the code, so that a fact stands in one place. A part stands between two
 * comments that a reader does not see:
 *
 * <pre>
 * &lt;!-- generated NAME: by TestClass, with -Dgolden.update=true --&gt;
 * …
 * &lt;!-- end of NAME --&gt;
 * </pre>
 *
 * A test makes the text and calls {@link #assertCurrent}, which fails when the page says otherwise, or writes the page when the
 * tests run with {@code -Dgolden.update=true}. The text around the comments is written by hand and never touched.
 */
public final class GeneratedDocs {
    private GeneratedDocs() {}

    /**
     * Compares the part {@code name} of {@code page} with {@code text}.
     *
     * @param page from the root of the repository, such as {@code docs/gates.md}; it has both comments already
     * @param text Markdown; white space at its ends does not count
     */
    public static synchronized void assertCurrent(String page, String name, String text) throws IOException {
        Path file = Path.of(page);
        String before = Files.readString(file);
        String written = replaced(before, page, name, text);
        if (Boolean.getBoolean("golden.update") && !written.equals(before)) {
            Files.writeString(file, written);
        }
        assertThat(Files.readString(file))
                .as("%s, part '%s' is older than the code: run with -Dgolden.update=true to write it", page, name)
                .isEqualTo(written);
    }

    /** The same for a table: each row has as many cells as {@code head}; a {@code |} in a cell is escaped. */
    public static void assertTable(String page, String name, List<String> head, List<List<String>> rows)
            throws IOException {
        assertCurrent(page, name, table(head, rows));
    }

    /** A table in Markdown, without a line end after its last row. */
    public static String table(List<String> head, List<List<String>> rows) {
        for (List<String> row : rows) {
            assertThat(row).as("cells of a row").hasSameSizeAs(head);
        }
        List<String> rule = head.stream().map(cell -> "---").toList();
        return Stream.concat(Stream.of(head, rule), rows.stream())
                .map(cells -> cells.stream().map(GeneratedDocs::cell).collect(Collectors.joining(" | ", "| ", " |")))
                .collect(Collectors.joining("\n"));
    }

    private static String cell(String text) {
        assertThat(text).as("a cell is one line").doesNotContain("\n");
        return text.strip().replace("|", "\\|");
    }

    private static String replaced(String before, String page, String name, String text) {
        String begin = "<!-- generated " + name + ":";
        String end = "<!-- end of " + name + " -->";
        int from = before.indexOf(begin);
        int to = before.indexOf(end);
        assertThat(from).as("'%s' in %s", begin, page).isNotNegative();
        assertThat(to).as("'%s' after it in %s", end, page).isGreaterThan(from);
        assertThat(before.indexOf(begin, from + 1))
                .as("a second '%s' in %s", begin, page)
                .isNegative();
        int body = before.indexOf("-->", from) + "-->".length();
        return before.substring(0, body) + "\n" + text.strip() + "\n" + before.substring(to);
    }
}
