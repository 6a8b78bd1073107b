package io.orchestress.record;

import io.orchestress.record.InjectorMachine.Difference.Kind;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The machine of the injector, as far as it changes what is measured. Absent is unknown: in an imported run, and in records of before. Of a target elsewhere it
 * says nothing.
 *
 * @param cpuModel as its maker calls it
 * @param cpus that the injector might use, as far as a quota goes
 * @param memoryBytes that it might use, its container's limit where there is one
 * @param system operating system with the version of its kernel
 * @param java virtual machine of the injector, with its version
 * @param tool version of Orchestress
 * @param host pseudonym of the one machine; absent in a container, too, where none can be told
 */
public record InjectorMachine(
        @Nullable String cpuModel,
        @Nullable Double cpus,
        @Nullable Long memoryBytes,
        @Nullable String architecture,
        @Nullable String system,
        @Nullable String java,
        @Nullable String tool,
        @Nullable String host) {
    /** The word of an operating system, a library or an import for a value that it does not know. */
    public static final String UNKNOWN = "unknown";

    /** Kernels keep memory for themselves, some more, some less: machines of one make differ by that. */
    private static final double SAME_MEMORY = 0.05;

    /** Quotas are written as decimals. */
    private static final double SAME_CPUS = 0.005;

    /** Returns the machine of a record. */
    public static InjectorMachine of(RunRecord run) {
        RunRecord.Environment e = run.environment();
        Double quota = e.cpuQuota();
        return new InjectorMachine(
                known(e.cpuModel()),
                e.cpus() > 0 ? Math.min(e.cpus(), quota == null ? e.cpus() : quota) : null,
                e.totalMemoryBytes() > 0 ? e.totalMemoryBytes() : null,
                known(e.arch()),
                known(e.os()),
                known(e.java()),
                e.cpus() > 0 ? known(run.toolVersion()) : null,
                known(e.host()));
    }

    private static @Nullable String known(@Nullable String text) {
        return text == null || text.isBlank() || text.strip().equalsIgnoreCase(UNKNOWN) ? null : text.strip();
    }

    /** Parts of its make that are known. */
    public Set<String> knownMake() {
        Set<String> known = new TreeSet<>();
        if (cpuModel != null) {
            known.add("CPU model");
        }
        if (cpus != null) {
            known.add("CPUs");
        }
        if (memoryBytes != null) {
            known.add("memory");
        }
        if (architecture != null) {
            known.add("architecture");
        }
        return known;
    }

    /** Its make in words, such as {@code AMD EPYC 7763, 4 CPUs, 15.6 GiB, amd64}; what is unknown is left out. */
    public String make() {
        return Stream.of(
                        cpuModel,
                        cpus == null ? null : number(cpus) + (cpus == 1 ? " CPU" : " CPUs"),
                        memoryBytes == null ? null : gibi(memoryBytes),
                        architecture)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    /** How it is like one of before. */
    public Likeness against(InjectorMachine before) {
        List<Difference> differences = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        compare(Kind.MAKE, "CPU model", cpuModel, before.cpuModel, differences, unknown);
        if (cpus == null || before.cpus == null) {
            unknown.add("CPUs");
        } else if (Math.abs(cpus - before.cpus) > SAME_CPUS) {
            differences.add(new Difference(Kind.MAKE, "CPUs", number(cpus), number(before.cpus)));
        }
        if (memoryBytes == null || before.memoryBytes == null) {
            unknown.add("memory");
        } else if (Math.abs(memoryBytes - before.memoryBytes)
                > SAME_MEMORY * Math.max(memoryBytes, before.memoryBytes)) {
            differences.add(new Difference(Kind.MAKE, "memory", gibi(memoryBytes), gibi(before.memoryBytes)));
        }
        compare(Kind.MAKE, "architecture", architecture, before.architecture, differences, unknown);
        compare(Kind.SOFTWARE, "operating system", system, before.system, differences, unknown);
        compare(Kind.SOFTWARE, "Java", java, before.java, differences, unknown);
        compare(Kind.SOFTWARE, "Orchestress", tool, before.tool, differences, unknown);
        // Which machine it was is known of few, and machines of one make are alike: not knowing it hides no difference
        // of make.
        compare(Kind.HOST, "host", host, before.host, differences, new ArrayList<>());
        return new Likeness(differences, unknown);
    }

    private static void compare(
            Kind kind,
            String part,
            @Nullable String now,
            @Nullable String before,
            List<Difference> differences,
            List<String> unknown) {
        if (now == null || before == null) {
            unknown.add(part);
        } else if (!Objects.equals(now, before)) {
            differences.add(new Difference(kind, part, now, before));
        }
    }

    private static String number(double cpus) {
        return Format.fixed(cpus, cpus == Math.rint(cpus) ? 0 : 2);
    }

    private static String gibi(long bytes) {
        return Format.fixed(bytes / (double) (1L << 30), 1) + " GiB";
    }

    /** One part that two machines do not share. */
    public record Difference(Kind kind, String part, String now, String before) {
        /** The consequence of a difference for a comparison. */
        public enum Kind {
            /** Another CPU, more or fewer of them, more or less memory: times are not those of before, whatever the target did. */
            MAKE,
            /** Another kernel, Java or Orchestress: times may differ by it. */
            SOFTWARE,
            /** Another machine of the same make. */
            HOST
        }

        /** {@code CPUs: 2, before 8}. */
        public String words() {
            return part + ": " + now + ", before " + before;
        }
    }

    /**
     * Whether two runs were driven from machines that are alike.
     *
     * @param unknown parts that one of both, or both, do not tell; {@code host} is none of them
     */
    public record Likeness(List<Difference> differences, List<String> unknown) {
        public Likeness {
            differences = List.copyOf(differences);
            unknown = List.copyOf(unknown);
        }

        /** Same make and same software, as far as all of both is known: what is unknown is never alike. */
        public boolean isAlike() {
            return unknown.isEmpty() && differences.stream().allMatch(d -> d.kind() == Kind.HOST);
        }

        /** Whether a difference of that kind is known. */
        public boolean has(Kind kind) {
            return differences.stream().anyMatch(d -> d.kind() == kind);
        }

        /** Returns what differs and what is unknown, for a sentence about the machines; empty: nothing. */
        public String words() {
            return Stream.concat(
                            differences.stream().map(Difference::words),
                            unknown.isEmpty()
                                    ? Stream.empty()
                                    : Stream.of("unknown of one or both: " + String.join(", ", unknown)))
                    .collect(Collectors.joining("; "));
        }
    }
}
