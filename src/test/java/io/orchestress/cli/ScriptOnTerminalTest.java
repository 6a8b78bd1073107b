package io.orchestress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.orchestress.testkit.ShownTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script, a JVM that prints as ours do, and between both a terminal: where a line is replaced, and what is left at the end. */
@Tag("slow")
class ScriptOnTerminalTest {
    private static final List<String> LEFT = List.of("WARN of a library", "!! stopping the load, ü \uFFFD[2J", "PASS");

    @TempDir
    Path root;

    /** A distribution, as far as the script sees it. */
    @BeforeEach
    void distribution() throws IOException {
        for (String folder : List.of("scripts/lib", "simulations/load", "lib", "conf", "bin")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String file : List.of("scripts/orchestress", "scripts/lib/classpath.sh")) {
            Files.copy(Path.of(file), root.resolve(file));
        }
        Files.writeString(root.resolve("simulations/load/SmokeTest.java"), "");
        Path java = Files.writeString(root.resolve("bin/java"), """
                #!/usr/bin/env bash
                options=() command=()
                for argument; do
                  case $argument in
                    -Dstd*) options+=("$argument") ;;
                    *.cli.Main) command=(command) ;;
                  esac
                done
                exec "$REAL_JAVA" "${options[@]}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$REAL_CLASSPATH" \
                  io.orchestress.text.ProgressMain "${command[@]}"
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource({
        "run SmokeTest, TERM=xterm, true",
        "run SmokeTest, TERM=xterm NO_COLOR=1, true",
        "run SmokeTest, TERM=dumb, false",
        "run SmokeTest, TERM=xterm CI=true, false",
        "run SmokeTest > /dev/stderr, TERM=xterm, true",
        "run SmokeTest | cat, TERM=xterm, false",
        "report results/latest, TERM=xterm, true",
        "report results/latest > /dev/tty, TERM=xterm, true",
        "report results/latest 2>&1 | cat, TERM=xterm, false"
    })
    void aLineIsReplacedOnATerminal(String command, String environment, boolean replaced)
            throws IOException, InterruptedException {
        assumeThat(hasScript()).as("script of util-linux is here").isTrue();

        String written = onATerminal(50, command, environment);

        assertThat(ShownTerminal.of(written, 50).rows()).as(written).isEqualTo(LEFT);
        assertThat(written).doesNotContainPattern("\033\\[[0-9;]*m");
        if (replaced) {
            assertThat(written)
                    .contains("[=>          ]   10 %  steady  9 s left  12/s")
                    .contains("[======>     ]   50 %  steady  9 s left  12/s")
                    .doesNotContain("p95");
        } else {
            assertThat(written).doesNotContain("steady").doesNotContain("\033");
        }
    }

    /** By util-linux: that of BSD has other options. */
    private static boolean hasScript() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("script", "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 && said.contains("util-linux");
        } catch (IOException e) {
            return false;
        }
    }

    private String onATerminal(int columns, String command, String environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "script",
                        "--quiet",
                        "--return",
                        "--command",
                        "stty cols " + columns + "; '" + root + "/scripts/orchestress' " + command,
                        "/dev/null")
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeAll(List.of("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION"));
        builder.environment().put("JAVA_HOME", root.toString());
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment()
                .put(
                        "REAL_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("REAL_CLASSPATH", System.getProperty("java.class.path"));
        for (String variable : environment.split(" ")) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        Process process = builder.start();
        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(written).isZero();
        return written;
    }
}
