package io.orchestress.monitoring;

import io.orchestress.text.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Containers, limits of control groups (both versions) and CPU sets of Linux that this process is in. Of nested groups the innermost that
 * has a limit counts.
 */
final class Isolation {
    /** Version 1 says "none" as the largest number of pages that fit. */
    private static final long NO_LIMIT = 1L << 60;

    private final Path root;
    private final Map<String, String> environment;

    /** @param root of the file system */
    Isolation(Path root, Map<String, String> environment) {
        this.root = root;
        this.environment = environment;
    }

    List<String> facts() {
        List<String> facts = new ArrayList<>();
        container().ifPresent(facts::add);
        cpuLimit().ifPresent(cpus -> facts.add("limit of " + Format.number(cpus) + " CPUs (cgroup)"));
        memoryLimit().ifPresent(bytes -> facts.add("limit of " + Format.bytes(bytes) + " of memory (cgroup)"));
        cpuSet().ifPresent(facts::add);
        return facts;
    }

    /** In a few words; empty: none that shows. */
    Optional<String> container() {
        if (environment.containsKey("KUBERNETES_SERVICE_HOST")) {
            return Optional.of("in a Kubernetes container");
        }
        if (Files.exists(root.resolve(".dockerenv"))) {
            return Optional.of("in a Docker container");
        }
        return Files.exists(root.resolve("run/.containerenv")) || environment.containsKey("container")
                ? Optional.of("in a container")
                : Optional.empty();
    }

    private Optional<Double> cpuLimit() {
        Optional<String[]> unified = first("", "cpu.max")
                .map(text -> text.split(" "))
                .filter(parts -> parts.length == 2 && !parts[0].equals("max"));
        if (unified.isPresent()) {
            return Optional.of(Double.parseDouble(unified.get()[0]) / Double.parseDouble(unified.get()[1]));
        }
        Optional<Long> quota =
                first("cpu", "cpu.cfs_quota_us").map(Long::valueOf).filter(q -> q > 0);
        Optional<Long> period =
                first("cpu", "cpu.cfs_period_us").map(Long::valueOf).filter(p -> p > 0);
        return quota.isPresent() && period.isPresent()
                ? Optional.of((double) quota.get() / period.get())
                : Optional.empty();
    }

    private Optional<Long> memoryLimit() {
        return first("", "memory.max")
                .or(() -> first("memory", "memory.limit_in_bytes"))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .filter(bytes -> bytes < NO_LIMIT);
    }

    private Optional<String> cpuSet() {
        Optional<String> online = read(root.resolve("sys/devices/system/cpu/online"));
        return value(root.resolve("proc/self/status"), "Cpus_allowed_list:")
                .filter(allowed -> online.isPresent() && !allowed.equals(online.get()))
                .map(allowed -> "CPUs " + allowed + " of " + online.orElse(""));
    }

    /**
     * The file of the innermost group that has one and says a limit in it.
     *
     * @param controller of version 1; empty: version 2
     */
    private Optional<String> first(String controller, String file) {
        Path base = root.resolve("sys/fs/cgroup").resolve(controller);
        Path group = base.resolve(own(controller).replaceFirst("^/", ""));
        for (Path at = group; at != null && at.startsWith(base); at = at.getParent()) {
            Optional<String> text =
                    read(at.resolve(file)).filter(limit -> !limit.startsWith("max") && !limit.equals("-1"));
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    private String own(String controller) {
        try (Stream<String> lines = Files.lines(root.resolve("proc/self/cgroup"))) {
            return lines.map(line -> line.split(":", 3))
                    .filter(parts -> parts.length == 3)
                    .filter(parts -> List.of(parts[1].split(",", -1)).contains(controller))
                    .map(parts -> parts[2])
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> value(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
