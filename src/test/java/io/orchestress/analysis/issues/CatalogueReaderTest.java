package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.issues.Catalogue.Texts;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.SettingsLoader;
import io.orchestress.record.Issue.Priority;
import io.orchestress.record.Issue.Recommendation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueReaderTest {
    @TempDir
    private Path folder;

    private Map<String, Texts> read(String text) throws IOException {
        Path file = folder.resolve("ours.conf");
        Files.writeString(file, text);
        Properties properties = new Properties();
        properties.setProperty("orchestress.issues.catalogue", file.toString());
        return SettingsLoader.load(properties)
                .part(AnalysisSettings.class)
                .catalogue()
                .types();
    }

    private List<String> problems(String text) {
        return catchThrowableOfType(InvalidConfigException.class, () -> read(text)).problems().stream()
                .map(ConfigProblem::toString)
                .toList();
    }

    @Test
    void aFileReplacesAndAddsTexts() throws IOException {
        Map<String, Texts> texts = read("""
                SLOW_MEAN.recommendations = [{ priority = quick-win, text = "Ask #{phases}." }]
                HIGH_ERROR_RATE.when.timeout.recommendations += { priority = high, text = "Page us: https://runbooks.example" }
                HIGH_ERROR_RATE.when.http-418.impact = "Tea."
                """);
        assertThat(texts.get("SLOW_MEAN").recommendations())
                .containsExactly(new Recommendation(Priority.QUICK_WIN, "Ask #{phases}."));
        assertThat(texts.get("SLOW_MEAN").impact()).contains("#{actual}");
        assertThat(texts.get("HIGH_ERROR_RATE").when().get("timeout").recommendations())
                .hasSize(2)
                .last()
                .isEqualTo(new Recommendation(Priority.HIGH, "Page us: https://runbooks.example"));
        assertThat(texts.get("HIGH_ERROR_RATE").when().get("http-418").impact()).isEqualTo("Tea.");
        assertThat(texts.get("ELEVATED_ERROR_RATE").when()).containsKey("http-418");
    }

    @Test
    void whatIsNotKnownIsNamedWithItsLine() {
        assertThat(problems("""
                SLOW_MEEN.impact = "x"
                SLOW_MEAN.impact = "#{speed}"
                SLOW_MEAN.when.often.impact = "x"
                LOW_GOODPUT.recommendations = [{ priority = urgent, text = "" }]
                OVER_RANGE.figures = [more]
                """))
                .anySatisfy(p -> assertThat(p).contains("ours.conf: 1", "SLOW_MEEN", "unknown key", "SLOW_MEAN"))
                .anySatisfy(p -> assertThat(p).contains("ours.conf: 2", "unknown name #{speed}", "actual, limit"))
                .anySatisfy(p -> assertThat(p).contains("often", "unknown condition", "ordinary, tail"))
                .anySatisfy(p -> assertThat(p).contains("ours.conf: 4", "high, medium, low, quick-win, long-term"))
                .anySatisfy(p -> assertThat(p).contains("ours.conf: 4", "is empty"))
                .anySatisfy(p -> assertThat(p).contains("ours.conf: 5", "cannot be changed"))
                .hasSize(6);
    }

    @Test
    void aFileThatIsNotThereOrNoHoconIsRefused() {
        assertThat(problems("SLOW_MEAN {"))
                .singleElement()
                .asString()
                .contains("ours.conf: 1", "catalogue", "cannot be parsed");
        Properties properties = new Properties();
        properties.setProperty("orchestress.issues.catalogue", "nowhere.conf");
        assertThat(catchThrowableOfType(InvalidConfigException.class, () -> SettingsLoader.load(properties)))
                .hasMessageContaining("there is no such file");
    }
}
