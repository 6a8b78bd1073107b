package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LimitsTest {
    @TempDir
    Path folder;

    @Test
    void threeQuartersOfTheMemoryAreHeap() {
        ProcessLimits limits = new ProcessLimits("", 256L << 20);
        assertThat(limits.jvmOptions(List.of("-Xmx512m", "-Xss1m"))).containsExactly("-Xss1m", "-Xmx192m");
        assertThat(limits.inForce(1, Optional.empty()))
                .singleElement()
                .asString()
                .contains("192 MiB", "not limited");
        assertThat(ProcessLimits.NONE.jvmOptions(List.of("-Xmx512m"))).containsExactly("-Xmx512m");
        assertThat(ProcessLimits.NONE.inForce(1, Optional.empty())).isEmpty();
    }

    @Test
    void aGroupWithoutMemoryToHandDownIsNone() throws IOException {
        Path group = Files.createDirectory(folder.resolve("group"));
        assertThat(ControlGroup.in(group, 17, 1000)).isEmpty();
        assertThat(group).doesNotExist();
    }

    @Test
    void aGroupHasItsLimitAndItsProcess() throws IOException {
        Files.writeString(folder.resolve("memory.max"), "max");
        ControlGroup group = ControlGroup.in(folder, 17, 1000).orElseThrow();
        assertThat(folder.resolve("memory.max")).hasContent("1000");
        assertThat(folder.resolve("cgroup.procs")).hasContent("17");
        assertThat(new ProcessLimits("", 256L << 20).inForce(17, Optional.of(group)))
                .singleElement()
                .asString()
                .contains("process up to 256 MiB");
    }

    /** 4 MB at 1 MB/s take at least 2 s, the allowance of the first moments left aside; without a limit a few milliseconds. */
    @Test
    void bandwidthIsShaped() throws Exception {
        try (EmbeddedOrchestrator slow = EmbeddedOrchestrator.start(Server.quick()
                .bandwidthBytesPerSec(1_000_000)
                .faults(new Faults(0, 0, 0, false, 0, 0, 0, 0, 0, 1_000_000, 0, 0, 0, 0, 0, false, 0, false))
                .build())) {
            Client client = new Client(slow.url());
            long from = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                assertThat(client.get("/v1/agents").status()).isLessThan(500);
            }
            assertThat(System.nanoTime() - from).isGreaterThan(2_000_000_000L);
        }
    }
}
