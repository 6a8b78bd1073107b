package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.text.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What {@code orchestress init} lays is a project that works, and nothing of what was there is changed. */
class InitCommandTest {
    private static final List<String> FILES = List.of(
            "README.md", "conf/orchestress.conf", "feeders/tasks.csv", "pom.xml", "src/test/java/load/AgentsTest.java");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void laysFiveFilesAndNamesThem() throws IOException {
        Path project = folder.resolve("neu & schön");

        assertThat(init(project)).as(said()).isZero();

        assertThat(filesIn(project)).containsExactlyElementsOf(FILES);
        FILES.forEach(file -> assertThat(said()).contains(project.resolve(file).toString()));
        assertThat(said()).contains("mvn gatling:test");
    }

    @Test
    void theSimulationCompiles() throws IOException {
        init(folder);

        Path classes = Files.createDirectory(folder.resolve("classes"));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        errors,
                        errors,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        folder.resolve("src/test/java/load/AgentsTest.java").toString());

        assertThat(status).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(classes.resolve("load/AgentsTest.class")).exists();
    }

    @Test
    void theConfigurationIsOne() {
        init(folder);
        Properties properties = new Properties();
        properties.setProperty("config", folder.resolve("conf/orchestress.conf").toString());

        Settings settings = SettingsLoader.load(properties);

        assertThat(settings.taskMix().tasksFile()).isEqualTo("feeders/tasks.csv");
    }

    /** What the pom names is there: a simulation, the file of settings, and two resources of our jar. */
    @Test
    void thePomNamesWhatIsThere() throws Exception {
        init(folder);
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile());

        assertThat(pom.getElementsByTagName("simulation").item(0).getTextContent())
                .isEqualTo("AgentsTest");
        for (int i = 0; i < pom.getElementsByTagName("jvmArg").getLength(); i++) {
            String named =
                    pom.getElementsByTagName("jvmArg").item(i).getTextContent().replaceFirst("[^=]*=", "");
            assertThat(Files.exists(folder.resolve(named))
                            || Objects.nonNull(InitCommand.class.getResource("/" + named)))
                    .as(named)
                    .isTrue();
        }
        assertThat(Files.readString(folder.resolve("pom.xml"))).doesNotContain("@", "unknown", "${project.version}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "conf/orchestress.conf",
                "feeders/tasks.csv",
                "pom.xml",
                "src/test/java/load/AgentsTest.java"
            })
    void overwritesNothing(String there) throws IOException {
        Path file = folder.resolve(there);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");

        assertThat(init(folder)).isEqualTo(2);

        assertThat(filesIn(folder)).containsExactly(there);
        assertThat(file).hasContent("mine");
        assertThat(said()).contains(file + " exists", "nothing was created");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThat(init(file)).isEqualTo(2);

        assertThat(file).hasContent("mine");
        assertThat(said()).contains(file + " is not a folder");
    }

    private int init(Path project) {
        Console console = Console.over(new PrintStream(said, true, StandardCharsets.UTF_8));
        return Main.run(new String[] {"init", project.toString()}, console, console, Map.of());
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
