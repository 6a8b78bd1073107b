package io.orchestress.sut.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The resources that the process of an embedded orchestrator may use; {@link EmbeddedProcess#limits()} returns those in force.
 *
 * @param cpus as {@code taskset -c} takes them; empty: all
 * @param memoryBytes of the process, of which three quarters may be heap; 0: the usual heap, and nothing else
 */
public record ProcessLimits(String cpus, long memoryBytes) {
    public static final ProcessLimits NONE = new ProcessLimits("", 0);

    private static final String TASKSET = "taskset";
    private static final long MEBI = 1 << 20;

    /** The options with the heap that is left to it. */
    List<String> jvmOptions(List<String> usual) {
        if (memoryBytes == 0) {
            return usual;
        }
        List<String> options = new ArrayList<>(
                usual.stream().filter(option -> !option.startsWith("-Xmx")).toList());
        options.add("-Xmx" + heapMebi() + "m");
        return options;
    }

    private long heapMebi() {
        return memoryBytes / 4 * 3 / MEBI;
    }

    /** What stands before the command. */
    List<String> prefix() {
        return cpus.isEmpty() || !hasTaskset() ? List.of() : List.of(TASKSET, "-c", cpus);
    }

    private static boolean hasTaskset() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, TASKSET)));
    }

    /** What is in force, a sentence each; of what was asked for and is not, too. */
    List<String> inForce(long pid, Optional<ControlGroup> group) {
        List<String> sentences = new ArrayList<>();
        if (!cpus.isEmpty()) {
            sentences.add(
                    hasTaskset()
                            ? "CPUs " + allowedCpus(pid).orElse(cpus) + " (taskset)"
                            : "CPUs not limited: taskset is not installed on this machine");
        }
        if (memoryBytes > 0) {
            String heap = "heap up to " + heapMebi() + " MiB (-Xmx)";
            sentences.add(
                    group.isPresent()
                            ? heap + ", process up to " + memoryBytes / MEBI + " MiB (memory.max of a control group)"
                            : heap
                                    + "; memory outside the heap not limited: no control group (cgroup v2) can be created here");
        }
        return sentences;
    }

    private static Optional<String> allowedCpus(long pid) {
        String key = "Cpus_allowed_list:";
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
