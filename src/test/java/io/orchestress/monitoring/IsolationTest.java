package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as Linux has them, below a folder of the test. */
class IsolationTest {
    @TempDir
    private Path root;

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private java.util.List<String> facts(Map<String, String> environment) {
        return new Isolation(root, environment).facts();
    }

    @Test
    void nothingHoldsItIn() throws IOException {
        assertThat(facts(Map.of())).isEmpty();
        file("proc/self/cgroup", "0::/user.slice/a.scope\n");
        file("sys/fs/cgroup/user.slice/a.scope/cpu.max", "max 100000\n");
        file("sys/fs/cgroup/user.slice/a.scope/memory.max", "max\n");
        file("proc/self/status", "Name:\tx\nCpus_allowed_list:\t0-3\n");
        file("sys/devices/system/cpu/online", "0-3\n");
        assertThat(facts(Map.of())).isEmpty();
    }

    @Test
    void groupsOfVersion2AndACpuSet() throws IOException {
        file("proc/self/cgroup", "0::/user.slice/a.scope\n");
        file("sys/fs/cgroup/user.slice/a.scope/cpu.max", "max 100000\n");
        file("sys/fs/cgroup/user.slice/cpu.max", "150000 100000\n");
        file("sys/fs/cgroup/user.slice/a.scope/memory.max", "536870912\n");
        file("proc/self/status", "Cpus_allowed_list:\t0-1\n");
        file("sys/devices/system/cpu/online", "0-3\n");
        file(".dockerenv", "");
        assertThat(facts(Map.of()))
                .containsExactly(
                        "in a Docker container",
                        "limit of 1.5 CPUs (cgroup)",
                        "limit of 512 MiB of memory (cgroup)",
                        "CPUs 0-1 of 0-3");
    }

    @Test
    void groupsOfVersion1() throws IOException {
        file("proc/self/cgroup", "4:memory:/a\n3:cpuacct,cpu:/a\n0::/\n");
        file("sys/fs/cgroup/cpu/a/cpu.cfs_quota_us", "-1\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "50000\n");
        file("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        file("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "9223372036854771712\n");
        assertThat(facts(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")))
                .containsExactly("in a Kubernetes container", "limit of 0.5 CPUs (cgroup)");
    }
}
