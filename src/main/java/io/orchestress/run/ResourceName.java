package io.orchestress.run;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What {@code resources.csv} holds: of whom, what, and in which unit. */
public final class ResourceName {
    /** The process under test. */
    public static final String TARGET = "target";

    /** The process that puts on the load. */
    public static final String INJECTOR = "injector";

    /** The machine that both, or only the injector, run on. */
    public static final String HOST = "host";

    /** Of a process: CPU time ÷ (elapsed time × CPUs). Of the host: time that its CPUs were busy ÷ all their time. */
    public static final String CPU = "cpu";

    /** Resident memory of a process. */
    public static final String RSS = "rss";

    public static final String THREADS = "threads";
    public static final String OPEN_FILES = "open-files";
    public static final String DISK_READ = "disk-read";
    public static final String DISK_WRITE = "disk-write";

    /** Of the host: memory that cannot be had without swapping ÷ all memory. */
    public static final String MEMORY = "memory";

    /** Of the host: processes that run or want to, mean of the last minute. */
    public static final String LOAD = "load";

    /** Heap of a JVM in use, garbage included. */
    public static final String HEAP = "heap";

    /** Garbage collections that ended in the second. */
    public static final String GC_COUNT = "gc-count";

    /** Share of the time that a JVM stood still for its garbage collector. */
    public static final String GC_PAUSE = "gc-pause";

    /** Not a figure but a fact: whose the figures of the subject are from here on. */
    public static final String PID = "pid";

    private static final String RATIO = "ratio";
    private static final String BYTES = "B";
    private static final String COUNT = "count";
    private static final String BYTES_PER_SECOND = "B/s";

    private static final Map<String, String> UNITS = new TreeMap<>(Map.ofEntries(
            Map.entry(CPU, RATIO),
            Map.entry(RSS, BYTES),
            Map.entry(THREADS, COUNT),
            Map.entry(OPEN_FILES, COUNT),
            Map.entry(DISK_READ, BYTES_PER_SECOND),
            Map.entry(DISK_WRITE, BYTES_PER_SECOND),
            Map.entry(MEMORY, RATIO),
            Map.entry(LOAD, COUNT),
            Map.entry(HEAP, BYTES),
            Map.entry(GC_COUNT, COUNT),
            Map.entry(GC_PAUSE, RATIO),
            Map.entry(PID, COUNT)));

    private ResourceName() {}

    public static boolean isKnown(String name) {
        return UNITS.containsKey(name);
    }

    public static Collection<String> known() {
        return UNITS.keySet();
    }

    /**
     * {@code ratio}, {@code B}, {@code count} or {@code B/s}.
     *
     * @throws IllegalArgumentException when the name is not {@linkplain #isKnown known}
     */
    public static String unit(String name) {
        String unit = UNITS.get(name);
        if (unit == null) {
            throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", known()));
        }
        return unit;
    }
}
