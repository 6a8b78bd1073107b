package io.orchestress.gatling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.config.InvalidConfigException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A feeder is read whole, or refused with key, file, line, and what would be valid. */
class FeederTest {
    private static final String KEY = "orchestress.task-mix.tasks";

    @TempDir
    Path folder;

    /** The jar brings {@code feeders/tasks.csv}; a project's own file of that name comes first, and is this repository's here. */
    @ParameterizedTest
    @CsvSource({"feeders/tasks.csv,      false", "feeders/../feeders/tasks.csv, false", "in-a-jar/feeder.csv,    true"})
    void aFileOfTheProjectComesBeforeOneOfTheClassPath(String file, boolean isResource) {
        Feeder feeder = new Feeder(file, KEY);

        assertThat(feeder.records("size", "prompt")).isNotEmpty();
        assertThat(feeder.isResource()).isEqualTo(isResource);
    }

    /** ¶ is the end of a line; Z a zero byte. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "-", textBlock = """
                    UTF-8      | size,prompt¶simple,hello                | -
                    UTF-8      | size,prompt¶simple,hello¶               | -
                    UTF-8      | \uFEFFsize,prompt¶simple,grün¶          | -
                    UTF-8      | size,prompt,¶simple,hello,¶             | -
                    UTF-8      | size,prompt¶¶simple,"a ""b"", c¶d"¶     | -
                    UTF-8      | size,prompt,x¶simple,hello,¶            | -
                    ISO-8859-1 | size,prompt¶simple,a¶simple,grün¶       | FILE: 3: KEY = FILE: is not in UTF-8, by byte 0xfc in line 3; valid: a file in UTF-8
                    UTF-16LE   | \uFEFFsize,prompt¶simple,a¶             | feeder: KEY = FILE: is in UTF-16; valid: a file in UTF-8
                    UTF-16LE   | size,prompt¶simple,a¶                   | FILE: 1: KEY = FILE: is not text: it has a zero byte; valid: a file in UTF-8
                    UTF-8      | size,prompt¶simple,a¶simple,bZ¶         | FILE: 3: KEY = FILE: is not text: it has a zero byte
                    UTF-8      |                                         | feeder: KEY = FILE: the feeder is empty; valid: a CSV file
                    UTF-8      | ¶¶                                      | feeder: KEY = FILE: the feeder is empty; valid: a CSV file
                    UTF-8      | \uFEFF                                  | feeder: KEY = FILE: the feeder is empty; valid: a CSV file
                    UTF-8      | size,prompt¶                            | feeder: KEY = FILE: the feeder has no rows; valid: a CSV file
                    UTF-8      | size,prompt¶a,b¶simple,"hello¶a,b¶      | FILE: 3: KEY = FILE: a quotation mark that opens in this row is never closed; valid: "a value"
                    UTF-8      | "size,prompt¶a,b¶                       | FILE: 1: KEY = FILE: a quotation mark that opens in this row is never closed
                    UTF-8      | size,prompt¶a,"b"c¶                     | FILE: 2: KEY = FILE: a quotation mark stands inside a value
                    UTF-8      | size,text¶simple,hello¶                 | FILE: 1: KEY = FILE: the feeder has no column 'prompt'; it has size, text
                    UTF-8      | size;prompt¶simple;hello¶               | FILE: 1: KEY = FILE: the feeder has no column 'size'; it has size;prompt; valid: columns that are separated by commas
                    UTF-8      | size,prompt¶a,b¶simple,hello, you¶      | FILE: 3: KEY = FILE: the row has 3 values, line 1 has 2 names; valid: as many
                    UTF-8      | size,prompt¶simple¶                     | FILE: 2: KEY = FILE: the row has 1 value, line 1 has 2 names
                    UTF-8      | size,prompt,size¶a,b,c¶                 | FILE: 1: KEY = FILE: two columns are called 'size'; valid
                    UTF-8      | size,,prompt¶a,b,c¶                     | FILE: 1: KEY = FILE: a column has no name; valid
                    """)
    void isReadOrRefused(Charset charset, String text, String expected) throws IOException {
        String content = (text == null ? "" : text).replace('¶', '\n').replace('Z', '\0');
        Path file = Files.write(folder.resolve("tasks.csv"), content.getBytes(charset));

        InvalidConfigException refusal = refusal(file.toString());

        if (expected == null) {
            assertThat(refusal).isNull();
            assertThat(new Feeder(file.toString(), KEY).records("size", "prompt"))
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("size", "simple"));
        } else {
            assertThat(refusal.problems())
                    .singleElement()
                    .asString()
                    .startsWith(expected.replace("FILE", file.toString()).replace("KEY", KEY));
        }
    }

    @Test
    void valuesAreAsTheyStandThere() throws IOException {
        Path file =
                Files.writeString(folder.resolve("t.csv"), "size, prompt\r\nsimple,\" \"\"a\"\", b\r\nc \"\r\n", UTF_8);

        assertThat(new Feeder(file.toString(), KEY).records("size", "prompt"))
                .containsExactly(Map.of("size", "simple", "prompt", " \"a\", b\r\nc "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FOLDER        | is a folder; valid: a file
                    FOLDER/no.csv | there is no such feeder file
                    ''            | there is no such feeder file: its name is empty
                    /dev/zero     | is a device or a pipe, not a regular file; valid: a file
                    /dev/null     | not a regular file
                    """)
    void whatIsNoFileIsNotRead(String name, String why) {
        String file = name.replace("FOLDER", folder.toString());

        assertThat(refusal(file).problems())
                .singleElement()
                .asString()
                .startsWith("feeder: " + KEY)
                .contains(file, why, "valid: ");
    }

    @Test
    void otherCodingsThatExcelWritesAreNamedAsWhatTheyAreNot() throws IOException {
        assertThat("ä".getBytes(ISO_8859_1)).hasSize(1);
        assertThat(new String("ä".getBytes(UTF_16LE), UTF_16LE)).isEqualTo("ä");
        Path file = Files.write(
                folder.resolve("t.csv"), "size,prompt\nsimple,ä\n".getBytes(Charset.forName("windows-1252")));

        assertThat(refusal(file.toString())).hasMessageContaining("in Excel: save as 'CSV UTF-8");
    }

    private static InvalidConfigException refusal(String file) {
        return catchThrowableOfType(
                InvalidConfigException.class, () -> new Feeder(file, KEY).records("size", "prompt"));
    }
}
