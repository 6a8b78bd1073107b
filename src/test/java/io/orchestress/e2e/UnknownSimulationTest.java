package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A simulation that is not there is refused by name, by the command line and by Maven, before anything is built or sent. */
class UnknownSimulationTest {
    @TempDir
    Path folder;

    @Test
    void byTheCommandLine() throws IOException, InterruptedException {
        assertThat(status("scripts/orchestress", "run", "Nope")).isEqualTo(2);
        assertThat(output()).startsWith("no simulation 'Nope'").contains("SmokeTest", "SpikeTest");
    }

    @Test
    void withoutAName() throws IOException, InterruptedException {
        assertThat(status("scripts/orchestress", "run")).isEqualTo(2);
        assertThat(output())
                .startsWith("usage: scripts/orchestress run [SIMULATION]")
                .contains("SpikeTest");
    }

    @Test
    void byMaven() throws IOException, InterruptedException {
        assertThat(status("mvn", "-B", "-q", "validate", "-Dsimulation=Nope")).isEqualTo(1);
        assertThat(output()).contains("No simulation 'Nope'");
    }

    @Test
    void theSimulationsOfTheReadmeAreThere() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        try (Stream<Path> simulations = Files.list(Path.of("simulations/load"))) {
            assertThat(simulations
                            .map(path -> path.getFileName().toString())
                            .filter(name -> name.endsWith("Test.java")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(readme).contains("`" + name.replace(".java", "") + "`"));
        }
    }

    private int status(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start()
                .waitFor();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output.txt"), StandardCharsets.UTF_8);
    }
}
