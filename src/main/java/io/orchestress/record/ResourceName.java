package io.orchestress.record;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What {@code resources.csv} holds: of whom, what, and in which unit. Beside the names here there are those of the user's own: they begin
 * with {@code x-} and carry their unit as their end, {@code -ratio}, {@code -bytes}, {@code -seconds}, {@code -bytes-per-second} or
 * {@code -per-second}; any other end is a count.
 */
public final class ResourceName {
    /** The process under test. */
    public static final String TARGET = "target";

    /** The process that puts on the load. */
    public static final String INJECTOR = "injector";

    /** The machine that both, or only the injector, run on. */
    public static final String HOST = "host";

    /** This machine talking to itself: kept apart, because it is counted at both ends and reaches no wire. */
    public static final String LOOPBACK = "loopback";

    /** Of a process: CPU time ÷ (elapsed time × CPUs). Of the host: time that its CPUs were busy ÷ all their time, what was stolen not among it. */
    public static final String CPU = "cpu";

    /** Of the host, a virtual machine: time that its CPUs had work and the machine below ran others ÷ all their time. */
    public static final String STEAL = "steal";

    /** Of the injector: time that one of its threads was ready and had no CPU ÷ elapsed time, of the thread that waited longest. */
    public static final String RUN_QUEUE_WAIT = "run-queue-wait";

    /** CPUs' worth of time that its control group lets the injector have; read only where that is less than its CPUs. */
    public static final String CPU_QUOTA = "cpu-quota";

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

    /** Of a JVM: heap in use right after the last garbage collection that looked at all of it. */
    public static final String HEAP_AFTER_GC = "heap-after-gc";

    /** Of a JVM: the largest heap it may have. */
    public static final String HEAP_MAX = "heap-max";

    /** Bytes that came and went over the network, of the host. */
    public static final String NETWORK_IN = "network-in";

    public static final String NETWORK_OUT = "network-out";

    /** TCP connections that are open. */
    public static final String CONNECTIONS = "connections";

    /** Of the target, as it says itself: tasks that wait. */
    public static final String QUEUE_DEPTH = "queue-depth";

    public static final String ACTIVE_AGENTS = "active-agents";
    public static final String SESSIONS = "sessions";

    /** Share of a pool, of connections or workers, that is in use. */
    public static final String POOL_USE = "pool-use";

    /** Mean time of a call to the database, and to whatever else lies behind the network, in seconds. */
    public static final String DATABASE_TIME = "database-time";

    public static final String NETWORK_TIME = "network-time";

    /** Of the injector: longest wait of a task in its event loops, in the second. */
    public static final String LOOP_LAG = "loop-lag";

    /** Of the injector: longest delay between the moment an iteration or arrival was due and its start, in the second. */
    public static final String LATE_START = "late-start";

    /** Of the injector, in the second: starts; those later than the limit; arrivals that could not be started. */
    public static final String STARTS = "starts";

    public static final String LATE_STARTS = "late-starts";
    public static final String DROPPED = "dropped";

    /** Of a monitor that is asked over a connection, its own place as subject: 1 in a second in which it answered, 0 in one in which it did not. */
    public static final String READ = "read";

    /** Not a figure but a fact: whose the figures of the subject are from here on. */
    public static final String PID = "pid";

    private static final String RATIO = "ratio";
    private static final String BYTES = "B";
    private static final String SECONDS = "s";
    private static final String COUNT = "count";
    private static final String BYTES_PER_SECOND = "B/s";
    private static final String PER_SECOND = "1/s";

    /** What names of the user's own begin with. */
    public static final String OWN_PREFIX = "x-";

    private static final Pattern OWN = Pattern.compile("x-[a-z0-9]+(-[a-z0-9]+)*");

    private static final Map<String, String> UNITS = new TreeMap<>(Map.ofEntries(
            Map.entry(CPU, RATIO),
            Map.entry(STEAL, RATIO),
            Map.entry(RUN_QUEUE_WAIT, RATIO),
            Map.entry(CPU_QUOTA, COUNT),
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
            Map.entry(HEAP_AFTER_GC, BYTES),
            Map.entry(HEAP_MAX, BYTES),
            Map.entry(NETWORK_IN, BYTES_PER_SECOND),
            Map.entry(NETWORK_OUT, BYTES_PER_SECOND),
            Map.entry(CONNECTIONS, COUNT),
            Map.entry(QUEUE_DEPTH, COUNT),
            Map.entry(ACTIVE_AGENTS, COUNT),
            Map.entry(SESSIONS, COUNT),
            Map.entry(POOL_USE, RATIO),
            Map.entry(DATABASE_TIME, SECONDS),
            Map.entry(NETWORK_TIME, SECONDS),
            Map.entry(LOOP_LAG, SECONDS),
            Map.entry(LATE_START, SECONDS),
            Map.entry(STARTS, COUNT),
            Map.entry(LATE_STARTS, COUNT),
            Map.entry(DROPPED, COUNT),
            Map.entry(READ, RATIO),
            Map.entry(PID, COUNT)));

    private ResourceName() {}

    /** One of the names here, or one of the user's own. */
    public static boolean isKnown(String name) {
        return UNITS.containsKey(name) || OWN.matcher(name).matches();
    }

    /** Without those of the user's own. */
    public static Collection<String> known() {
        return UNITS.keySet();
    }

    /**
     * {@code ratio}, {@code B}, {@code count}, {@code s}, {@code B/s} or {@code 1/s}.
     *
     * @throws IllegalArgumentException when the name is not {@linkplain #isKnown known}
     */
    public static String unit(String name) {
        String unit = UNITS.get(name);
        if (unit != null) {
            return unit;
        }
        if (!OWN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", known())
                    + ", nor a name of your own such as x-cache-hit-ratio");
        }
        return ownUnit(name);
    }

    private static String ownUnit(String name) {
        if (name.endsWith("-ratio")) {
            return RATIO;
        }
        if (name.endsWith("-bytes-per-second")) {
            return BYTES_PER_SECOND;
        }
        if (name.endsWith("-per-second")) {
            return PER_SECOND;
        }
        if (name.endsWith("-bytes")) {
            return BYTES;
        }
        return name.endsWith("-seconds") ? SECONDS : COUNT;
    }
}
