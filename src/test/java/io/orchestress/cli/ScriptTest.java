package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code scripts/orchestress} starts: the script as it is, with a {@code java} that says its arguments, and nothing to build. */
class ScriptTest {
    @TempDir
    Path root;

    @BeforeEach
    void project() throws IOException {
        for (String folder : List.of(
                "scripts/lib",
                "simulations/load",
                "src/main",
                "scenarios",
                "conf",
                "bin",
                "target/test-classes/load")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file :
                List.of("scripts/orchestress", "scripts/lib/classpath.sh", "simulations/load/CapacityTest.java")) {
            Files.copy(Path.of(file), root.resolve(file));
        }
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(root.resolve("target/test-classes/load/CapacityTest.class"), "");
        Path classpath = Files.writeString(root.resolve("target/orchestress.classpath"), "libraries.jar");
        Files.setLastModifiedTime(classpath, FileTime.from(Instant.now().plusSeconds(60)));
        Path java = Files.writeString(root.resolve("bin/java"), "#!/bin/sh\necho \"$*\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({
        "run CapacityTest -Dprofile=full, -Dprofile=full io.gatling.app.Gatling -s load.CapacityTest -rf target/gatling",
        "capacity, libraries.jar io.gatling.app.Gatling -s load.CapacityTest -rf target/gatling",
        "capacity search, libraries.jar io.gatling.app.Gatling -s load.CapacityTest -rf target/gatling",
        "capacity -Dx=1, -Dx=1 io.gatling.app.Gatling -s load.CapacityTest -rf target/gatling",
        "capacity search -Dx=1 -Dy=2, -Dx=1 -Dy=2 io.gatling.app.Gatling -s load.CapacityTest -rf target/gatling",
        "capacity show results/latest, io.orchestress.cli.Main capacity show results/latest",
        "capacity --help, io.orchestress.cli.Main capacity --help",
        "report results/latest, io.orchestress.cli.Main report results/latest"
    })
    void starts(String arguments, String end) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("scripts/orchestress").toString()));
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", root.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).endsWith(end);
    }
}
