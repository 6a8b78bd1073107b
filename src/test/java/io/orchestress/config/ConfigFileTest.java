package io.orchestress.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each file of HOCON that a user names is a text in UTF-8 that ends, or is refused with key, file, and line. */
class ConfigFileTest {
    @TempDir
    Path folder;

    private final Map<String, String> files = new LinkedHashMap<>();

    @BeforeEach
    void files() throws IOException {
        files.put("folder", folder.toString());
        files.put("missing", folder.resolve("none.conf").toString());
        files.put("endless", "/dev/zero");
        write("latin1", "a = 1\nb = \"grün\"\n".getBytes(ISO_8859_1));
        write("utf16", "\uFEFFa = 1".getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
        write("zero", new byte[] {'a', '=', 0});
        write("broken", "a = 1\nb {".getBytes(ISO_8859_1));
        write("deep", "{a=".repeat(50_000).getBytes(ISO_8859_1));
        write("large", new byte[0]);
        try (RandomAccessFile large = new RandomAccessFile(files.get("large"), "rw")) {
            large.setLength((4 << 20) + 1);
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        files.put(name, Files.write(folder.resolve(name + ".conf"), bytes).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    folder  | is a folder; valid: a file
                    missing | there is no such file
                    endless | not a regular file
                    latin1  | 2: KEY = FILE: is not in UTF-8, by byte 0xfc in line 2; valid: a file in UTF-8
                    utf16   | is in UTF-16; valid: a file in UTF-8
                    zero    | 1: KEY = FILE: is not text
                    broken  | 2: KEY = FILE: cannot be parsed
                    deep    | is nested too deeply to be read
                    large   | is larger than 4 MiB; valid: at most that
                    """)
    void isRefused(String kind, String why) {
        String file = files.get(kind);
        Properties config = new Properties();
        config.setProperty("config", file);
        Properties catalogue = new Properties();
        catalogue.setProperty("orchestress.issues.catalogue", file);

        assertRefused(file, "config", why, () -> SettingsLoader.load(config));
        assertRefused(file, "orchestress.issues.catalogue", why, () -> SettingsLoader.load(catalogue));
        assertRefused(file, "--gates", why, () -> GateFile.read(Path.of(file), Section::namedTexts));
    }

    private static void assertRefused(String file, String key, String why, Runnable reading) {
        assertThat(catchThrowableOfType(InvalidConfigException.class, reading::run)
                        .problems())
                .singleElement()
                .asString()
                .contains(key + " = " + file, why.replace("KEY", key).replace("FILE", file));
    }

    @Test
    void aByteOrderMarkAndAnEmptyFileAreNoProblem() throws IOException {
        write("mark", "\uFEFForchestress.load.pace = 7 s\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        write("empty", new byte[0]);

        for (String name : new String[] {"mark", "empty"}) {
            Properties properties = new Properties();
            properties.setProperty("config", files.get(name));
            assertThat(SettingsLoader.load(properties)).isNotNull();
        }
    }
}
