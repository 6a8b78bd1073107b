package io.orchestress.transport.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;

/** A JVM of its own starts a program that ignores whatever can be ignored, and is ended or killed. */
class ChildrenTest {
    private static final String STUBBORN = "trap '' TERM INT HUP; while true; do sleep 1; done";

    public static void main(String[] none) throws IOException, InterruptedException {
        Process child = Children.started(new ProcessBuilder("sh", "-c", STUBBORN).start());
        System.out.println(child.pid());
        TimeUnit.MINUTES.sleep(5);
    }

    @Test
    void aChildOutlivesNeitherTheEndNorTheKillOfItsJvm() throws Exception {
        assumeTrue(OS.LINUX.isCurrentOs(), "the guard of killed JVMs is for Linux");
        for (boolean kill : List.of(false, true)) {
            Process jvm = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ChildrenTest.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = jvm.inputReader(UTF_8)) {
                ProcessHandle child =
                        ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
                if (kill) {
                    jvm.destroyForcibly();
                } else {
                    jvm.destroy();
                }
                child.onExit().get(1, TimeUnit.MINUTES);
                assertThat(child.isAlive()).isFalse();
            }
        }
    }
}
