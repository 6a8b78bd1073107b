package io.orchestress.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One word per idea in what users read (CONTRIBUTING, Words): texts of the code, comments of the settings, recommendations. */
class WordsInSourceTest {
    private static final Path MAIN = Path.of("src/main/java/io/orchestress");
    private static final List<Path> SETTINGS =
            List.of(Path.of("src/main/resources/reference.conf"), Path.of("conf/recommendations.conf"));

    /** A text of more than one word. */
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)* (?:[^\"\\\\]|\\\\.)*)\"");

    @ParameterizedTest
    @CsvSource({
        "time-outs?, timeout",
        "head-room, headroom",
        "pages? of metrics, metrics page",
        "cannot be told, inconclusive",
        "mend(?:ed)?, fix",
        "no answer, no response",
        "whole answer, complete response",
        "(?:did|does) not answer, respond",
        "the answer (?:is|has|of), the response",
        "was not judged, evaluated",
        "the injector, the load generator",
        "(?<!there )is no (?:number|object|array|list|folder|JSON|text|time|size|metric|path|host), is not a",
    })
    void oneWordPerIdea(String word, String instead) throws IOException {
        Pattern found = Pattern.compile("(?<![\\w.-])(?:" + word + ")(?![\\w-])");

        assertThat(textsWith(found)).as("say: " + instead).isEmpty();
    }

    private static List<String> textsWith(Pattern word) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            // The embedded orchestrator is a target, with words of its own protocols.
            files.filter(file -> file.toString().endsWith(".java")
                            && !file.startsWith(MAIN.resolve("sut").resolve("embedded")))
                    .forEach(file -> lines(file).stream()
                            .filter(line -> !line.strip().startsWith("*")
                                    && !line.strip().startsWith("//"))
                            .forEach(line -> {
                                for (Matcher text = TEXT.matcher(line); text.find(); ) {
                                    if (word.matcher(text.group(1)).find()) {
                                        found.add(MAIN.relativize(file) + ": " + text.group(1));
                                    }
                                }
                            }));
        }
        for (Path file : SETTINGS) {
            lines(file).stream()
                    .filter(line -> word.matcher(line).find())
                    .forEach(line -> found.add(file + ": " + line));
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
