package io.orchestress.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers that people read are written by {@link Format} and nowhere else. */
class NumbersInSourceTest {
    private static final Path MAIN = Path.of("src/main/java/io/orchestress");

    /** Formats of fractions, of grouped thousands, and the classes that are made for them. */
    private static final Pattern BY_HAND = Pattern.compile(
            "%[-+0, #(]*\\d*(?:\\.\\d+)?[feEgG]\\b|%[-+0 #(]*,\\d*d\\b|\\b(?:Decimal|Compact)?NumberFormat\\b"
                    + "|\\bDecimalFormat\\b|\\.(?:toPlainString|setScale)\\(");

    private static final Pattern IN_SCRIPTS =
            Pattern.compile("\\.(?:toFixed|toPrecision|toLocaleString)\\(|\\bIntl\\.");

    /** What is not for people, and why. */
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry("record/TimeSeriesRow.java", "rows of a CSV file"),
            Map.entry("record/CounterRow.java", "rows of a CSV file"),
            Map.entry("record/ResourceRow.java", "rows of a CSV file"),
            Map.entry("record/sample/SampleLine.java", "seconds in a line of JSON"),
            Map.entry("report/export/TidyCsv.java", "rows of a CSV file"),
            Map.entry("report/ci/OpenMetrics.java", "labels that programs read"),
            Map.entry("report/ci/JUnitXml.java", "an attribute in seconds, which programs read"),
            Map.entry("report/ShiftFacts.java", "the name of a percentile: p99.9"),
            Map.entry("backend/wire/OpenAi.java", "a header, a duration as Go writes it"),
            Map.entry("importer/HdrLog.java", "a moment as the log itself has it"),
            Map.entry("report/html/ComparisonPage.java", "CSS"),
            Map.entry("report/html/ForestScale.java", "CSS"),
            Map.entry("report/html/ShiftPlot.java", "CSS and paths of SVG"),
            Map.entry("report/plot/Drawing.java", "paths of SVG"),
            Map.entry("report/plot/Scale.java", "CSS"));

    @Test
    void onlyTextFormatsNumbers() throws IOException {
        Map<String, String> found = lines(MAIN, ".java", BY_HAND);
        found.keySet()
                .removeIf(place -> place.startsWith("text/")
                        // The embedded orchestrator is a program of its own, which knows nobody here.
                        || place.startsWith("sut/embedded/")
                        || EXEMPT.containsKey(place.replaceFirst(":.*", "")));
        assertThat(found).as("numbers formatted by hand; use text.Format").isEmpty();
    }

    @Test
    void everyExemptionIsNeeded() throws IOException {
        Map<String, String> found = lines(MAIN, ".java", BY_HAND);
        assertThat(EXEMPT.keySet())
                .allSatisfy(file -> assertThat(found.keySet()).anyMatch(place -> place.startsWith(file + ":")));
    }

    /** {@code percentile} names one: 99.9. */
    @Test
    void scriptsHaveOneFormatter() throws IOException {
        Map<String, String> found = lines(Path.of("src/main/resources/io/orchestress/report"), ".js", IN_SCRIPTS);
        found.keySet().removeIf(place -> place.startsWith("html/numbers.js:"));
        assertThat(found.values()).singleElement().asString().contains("1 - 1 / x");
    }

    private static Map<String, String> lines(Path root, String end, Pattern pattern) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(end)).forEach(file -> {
                List<String> lines = read(file);
                for (int i = 0; i < lines.size(); i++) {
                    String line = lines.get(i);
                    if (!line.startsWith("import ")
                            && !line.strip().startsWith("*")
                            && pattern.matcher(line).find()) {
                        found.put(root.relativize(file).toString().replace('\\', '/') + ":" + (i + 1), line.strip());
                    }
                }
            });
        }
        return found;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
