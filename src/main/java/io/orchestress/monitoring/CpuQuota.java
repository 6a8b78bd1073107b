package io.orchestress.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How much CPU time a process may have per second by the quota of its control groups: a part of a CPU, which the count of CPUs that a JVM
 * sees is rounded up from.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files">cpu.max</a>
 * @see <a href="https://docs.kernel.org/scheduler/sched-bwc.html">cpu.cfs_quota_us</a>
 */
final class CpuQuota {
    private static final String VERSION_2 = "0::";

    private CpuQuota() {}

    /** In CPUs; empty without a quota, where there are no control groups, and where they cannot be read. */
    static OptionalDouble ofThisProcess() {
        return of(Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    /**
     * The least of all groups from its own to the root.
     *
     * @param membership lines {@code id:controllers:path}
     * @param root where the groups are mounted
     */
    static OptionalDouble of(Path membership, Path root) {
        try {
            List<String> lines = Files.readAllLines(membership);
            for (String line : lines) {
                String[] parts = line.split(":", 3);
                if (parts.length == 3 && List.of(parts[1].split(",")).contains("cpu")) {
                    return least(root.resolve(parts[1]), parts[2]);
                }
            }
            for (String line : lines) {
                if (line.startsWith(VERSION_2)) {
                    return least(root, line.substring(VERSION_2.length()));
                }
            }
            return OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble least(Path root, String group) throws IOException {
        OptionalDouble least = OptionalDouble.empty();
        for (Path at = root.resolve(group.replaceFirst("^/+", "")).normalize();
                at != null && at.startsWith(root);
                at = at.getParent()) {
            OptionalDouble here = at(at);
            if (here.isPresent() && (least.isEmpty() || here.getAsDouble() < least.getAsDouble())) {
                least = here;
            }
        }
        return least;
    }

    private static OptionalDouble at(Path group) throws IOException {
        Path max = group.resolve("cpu.max");
        Path quota = group.resolve("cpu.cfs_quota_us");
        if (Files.isReadable(max)) {
            String[] words = Files.readString(max).strip().split(" ", 2);
            return words.length == 2 ? share(words[0], words[1]) : OptionalDouble.empty();
        }
        return Files.isReadable(quota)
                ? share(
                        Files.readString(quota).strip(),
                        Files.readString(group.resolve("cpu.cfs_period_us")).strip())
                : OptionalDouble.empty();
    }

    /** {@code max} and {@code -1} are no quota. */
    private static OptionalDouble share(String quota, String period) {
        return quota.matches("\\d+") && period.matches("[1-9]\\d*")
                ? OptionalDouble.of(Double.parseDouble(quota) / Double.parseDouble(period))
                : OptionalDouble.empty();
    }
}
