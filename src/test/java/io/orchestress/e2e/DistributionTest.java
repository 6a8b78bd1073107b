package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as somebody unpacks it who has a JRE and nothing else, into a folder with any name. Maven packs what is compiled already. */
class DistributionTest {
    @TempDir
    static Path folder;

    private static Path unpacked = Path.of("");

    @TempDir
    Path output;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Path log = folder.resolve("mvn.txt");
        assertThat(status(
                        Path.of(""),
                        log,
                        "mvn",
                        "-q",
                        "-B",
                        "-P",
                        "dist,!checks",
                        "jar:jar",
                        "jar:jar@simulations",
                        "assembly:single@distribution"))
                .as(() -> read(log))
                .isZero();
        Path tools = Files.createDirectories(folder.resolve("Prüf stände 100% d'or"));
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path packed = files.filter(file -> file.toString().endsWith("-distribution.tar.gz"))
                    .findFirst()
                    .orElseThrow();
            assertThat(status(tools, log, "tar", "-xzf", packed.toAbsolutePath().toString()))
                    .isZero();
        }
        try (Stream<Path> files = Files.list(tools)) {
            unpacked = files.findFirst().orElseThrow();
        }
    }

    @Test
    void runsASimulationAndWarnsOfNothing() throws IOException, InterruptedException {
        Map<Path, Long> before = sizes();
        Path work = Files.createDirectories(folder.resolve("Läufe hier"));

        int status = command(
                work,
                "run",
                "SmokeTest",
                "-Dorchestress.profiles.quick.max-duration=5 s",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");

        assertThat(status).as(said()).isIn(0, 1);
        assertThat(said())
                .contains("Report: results/smoketest-")
                .doesNotContainPattern("(?m)^(WARN|ERROR|SLF4J)|Exception");
        assertThat(work.resolve("results/latest/report.html")).isNotEmptyFile();
        assertThat(work.resolve("history/runs.db")).isNotEmptyFile();
        assertThat(sizes()).as("the distribution may be read-only").isEqualTo(before);
    }

    @Test
    void importsAndGates() throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve("k6 von gestern"));
        Path k6 = Path.of("src/test/resources/imports/k6/k6.json.gz").toAbsolutePath();

        assertThat(command(work, "import", k6.toString())).as(said()).isZero();
        assertThat(command(work, "gate", "results/latest")).as(said()).isIn(0, 1);
        assertThat(said()).containsPattern("PASS|FAIL|INCONCLUSIVE");
        assertThat(command(work, "gate", "results/no-such")).as(said()).isEqualTo(2);
    }

    @Test
    void whatIsMistypedIsNoRun() throws IOException, InterruptedException {
        assertThat(command(folder, "run", "NoSuchTest")).isEqualTo(2);
        assertThat(said()).contains("no simulation 'NoSuchTest'", "SmokeTest");
        assertThat(command(folder, "run", "no.SuchTest")).isEqualTo(2);
        assertThat(said()).contains("there is no class 'no.SuchTest'");
        assertThat(command(folder, "run", "--users", "0")).isEqualTo(2);
        assertThat(said()).contains("--users: orchestress.ad-hoc.users = 0: must be from 1 to 1000000");
        assertThat(command(folder, "--help")).isZero();
        assertThat(said()).startsWith("Usage: orchestress");
    }

    private int command(Path work, String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(
                        Stream.of(unpacked.resolve("bin/orchestress").toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return status(work, output.resolve("said.txt"), command);
    }

    private String said() {
        return read(output.resolve("said.txt"));
    }

    private static Map<Path, Long> sizes() throws IOException {
        try (Stream<Path> files = Files.walk(unpacked)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            return all.stream()
                    .collect(
                            Collectors.toMap(file -> file, file -> file.toFile().length(), Long::sum, TreeMap::new));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int status(Path work, Path output, String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .directory(work.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
    }
}
