package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux 5 and 6 show them. */
class CpuQuotaTest {
    @TempDir
    private Path folder;

    private Path membership;
    private Path root;

    @BeforeEach
    void root() throws IOException {
        membership = folder.resolve("cgroup");
        root = Files.createDirectory(folder.resolve("fs"));
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void theLeastOfAllGroupsOfVersionTwo() throws IOException {
        Files.writeString(membership, "0::/user.slice/run.scope\n");
        file("user.slice/cpu.max", "50000 100000\n");
        file("user.slice/run.scope/cpu.max", "max 100000\n");
        assertThat(CpuQuota.of(membership, root)).hasValue(0.5);

        file("user.slice/run.scope/cpu.max", "25000 100000\n");
        assertThat(CpuQuota.of(membership, root)).hasValue(0.25);
    }

    @Test
    void versionOneHasItsOwnTree() throws IOException {
        Files.writeString(membership, "4:memory:/box\n2:cpu,cpuacct:/box\n0::/\n");
        file("cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
        file("cpu,cpuacct/cpu.cfs_period_us", "100000\n");
        assertThat(CpuQuota.of(membership, root)).isEmpty();

        file("cpu,cpuacct/box/cpu.cfs_quota_us", "150000\n");
        file("cpu,cpuacct/box/cpu.cfs_period_us", "100000\n");
        assertThat(CpuQuota.of(membership, root)).hasValue(1.5);
    }

    @Test
    void whatIsNotThereIsNoQuota() throws IOException {
        assertThat(CpuQuota.of(membership, root)).isEqualTo(OptionalDouble.empty());
        Files.writeString(membership, "0::/../../elsewhere\n");
        file("cpu.max", "garbage");
        assertThat(CpuQuota.of(membership, root)).isEmpty();
    }
}
