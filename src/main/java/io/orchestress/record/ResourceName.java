package io.orchestress.record;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The figures of {@code resources.csv}: of whom, which, and in which unit. Beside the names here there are those of the user's own: they begin
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

    public static final String CPU = "cpu";
    public static final String STEAL = "steal";
    public static final String RUN_QUEUE_WAIT = "run-queue-wait";
    public static final String CPU_QUOTA = "cpu-quota";
    public static final String RSS = "rss";
    public static final String THREADS = "threads";
    public static final String OPEN_FILES = "open-files";
    public static final String DISK_READ = "disk-read";
    public static final String DISK_WRITE = "disk-write";
    public static final String MEMORY = "memory";
    public static final String LOAD = "load";
    public static final String HEAP = "heap";
    public static final String GC_COUNT = "gc-count";
    public static final String GC_PAUSE = "gc-pause";
    public static final String HEAP_AFTER_GC = "heap-after-gc";
    public static final String HEAP_MAX = "heap-max";
    public static final String NETWORK_IN = "network-in";
    public static final String NETWORK_OUT = "network-out";
    public static final String CONNECTIONS = "connections";
    public static final String QUEUE_DEPTH = "queue-depth";
    public static final String ACTIVE_AGENTS = "active-agents";
    public static final String SESSIONS = "sessions";
    public static final String POOL_USE = "pool-use";
    public static final String DATABASE_TIME = "database-time";
    public static final String NETWORK_TIME = "network-time";
    public static final String LOOP_LAG = "loop-lag";
    public static final String LATE_START = "late-start";
    public static final String STARTS = "starts";
    public static final String LATE_STARTS = "late-starts";
    public static final String DROPPED = "dropped";
    public static final String READ = "read";

    /** Not a figure but a fact: whose the figures of the subject are from here on. */
    public static final String PID = "pid";

    private static final String RATIO = "ratio";
    private static final String BYTES = "B";
    private static final String SECONDS = "s";
    private static final String COUNT = "count";
    private static final String BYTES_PER_SECOND = "B/s";
    private static final String PER_SECOND = "1/s";

    /** The beginning of names of the user's own. */
    public static final String OWN_PREFIX = "x-";

    private static final Pattern OWN = Pattern.compile("x-[a-z0-9]+(-[a-z0-9]+)*");

    /** @param meaning one line */
    private record Resource(String unit, Better better, String meaning) {}

    private static final Map<String, Resource> RESOURCES = new TreeMap<>(
            Map.ofEntries(
                    Map.entry(
                            CPU,
                            new Resource(
                                    RATIO,
                                    Better.LOWER,
                                    "Of a process: CPU time ÷ (elapsed time × CPUs). Of the host: time that its CPUs were busy, without what was stolen.")),
                    Map.entry(
                            STEAL,
                            new Resource(
                                    RATIO,
                                    Better.LOWER,
                                    "Of the host, a virtual machine: time that its CPUs had work and the machine below ran others ÷ all their time.")),
                    Map.entry(
                            RUN_QUEUE_WAIT,
                            new Resource(
                                    RATIO,
                                    Better.LOWER,
                                    "Load generator: time that a thread was ready and had no CPU ÷ elapsed time, of the thread that waited longest.")),
                    Map.entry(
                            CPU_QUOTA,
                            new Resource(
                                    COUNT,
                                    Better.NEITHER,
                                    "CPU time, in CPUs, that the control group grants the load generator; read only if less than its CPUs.")),
                    Map.entry(RSS, new Resource(BYTES, Better.LOWER, "Resident memory of a process.")),
                    Map.entry(THREADS, new Resource(COUNT, Better.LOWER, "Threads of a process.")),
                    Map.entry(
                            OPEN_FILES,
                            new Resource(COUNT, Better.LOWER, "Open files of a process, sockets included.")),
                    Map.entry(
                            DISK_READ, new Resource(BYTES_PER_SECOND, Better.LOWER, "What a process read from disks.")),
                    Map.entry(
                            DISK_WRITE, new Resource(BYTES_PER_SECOND, Better.LOWER, "What a process wrote to disks.")),
                    Map.entry(
                            MEMORY,
                            new Resource(
                                    RATIO,
                                    Better.LOWER,
                                    "Of the host: memory that cannot be had without swapping ÷ all memory.")),
                    Map.entry(
                            LOAD,
                            new Resource(
                                    COUNT,
                                    Better.LOWER,
                                    "Of the host: processes that run or want to, mean of the last minute.")),
                    Map.entry(HEAP, new Resource(BYTES, Better.LOWER, "Heap of a JVM in use, garbage included.")),
                    Map.entry(
                            GC_COUNT,
                            new Resource(COUNT, Better.LOWER, "Garbage collections that ended in the second.")),
                    Map.entry(
                            GC_PAUSE,
                            new Resource(
                                    RATIO,
                                    Better.LOWER,
                                    "Share of the time that a JVM stood still for its garbage collector.")),
                    Map.entry(
                            HEAP_AFTER_GC,
                            new Resource(
                                    BYTES,
                                    Better.LOWER,
                                    "Of a JVM: heap in use right after the last garbage collection that looked at all of it.")),
                    Map.entry(HEAP_MAX, new Resource(BYTES, Better.NEITHER, "Of a JVM: the largest heap it may have.")),
                    Map.entry(
                            NETWORK_IN,
                            new Resource(BYTES_PER_SECOND, Better.NEITHER, "Bytes that came over the network.")),
                    Map.entry(
                            NETWORK_OUT,
                            new Resource(BYTES_PER_SECOND, Better.NEITHER, "Bytes that went over the network.")),
                    Map.entry(CONNECTIONS, new Resource(COUNT, Better.LOWER, "TCP connections that are open.")),
                    Map.entry(
                            QUEUE_DEPTH,
                            new Resource(COUNT, Better.LOWER, "Of the target, as it says itself: tasks that wait.")),
                    Map.entry(
                            ACTIVE_AGENTS,
                            new Resource(COUNT, Better.NEITHER, "Of the target, as it says itself: agents at work.")),
                    Map.entry(
                            SESSIONS,
                            new Resource(
                                    COUNT,
                                    Better.NEITHER,
                                    "Of the target, as it says itself: sessions that are open.")),
                    Map.entry(
                            POOL_USE,
                            new Resource(
                                    RATIO,
                                    Better.LOWER,
                                    "Share of a pool, of connections or workers, that is in use.")),
                    Map.entry(
                            DATABASE_TIME, new Resource(SECONDS, Better.LOWER, "Mean time of a call to the database.")),
                    Map.entry(
                            NETWORK_TIME,
                            new Resource(
                                    SECONDS,
                                    Better.LOWER,
                                    "Mean time of a call to whatever else lies behind the network.")),
                    Map.entry(
                            LOOP_LAG,
                            new Resource(
                                    SECONDS,
                                    Better.LOWER,
                                    "Load generator: longest wait of a task in its event loops, in the second.")),
                    Map.entry(
                            LATE_START,
                            new Resource(
                                    SECONDS,
                                    Better.LOWER,
                                    "Load generator: longest delay between the moment an iteration or arrival was due and its start, in the second.")),
                    Map.entry(
                            STARTS,
                            new Resource(
                                    COUNT,
                                    Better.NEITHER,
                                    "Load generator: iterations and arrivals that were started in the second.")),
                    Map.entry(
                            LATE_STARTS,
                            new Resource(
                                    COUNT,
                                    Better.LOWER,
                                    "Load generator: starts of the second that were later than the limit.")),
                    Map.entry(
                            DROPPED,
                            new Resource(
                                    COUNT,
                                    Better.LOWER,
                                    "Load generator: arrivals of the second that could not be started.")),
                    Map.entry(
                            READ,
                            new Resource(
                                    RATIO,
                                    Better.HIGHER,
                                    "Of a monitor that is queried over a connection: 1 in a second in which it responded, 0 in one in which it did not."))));

    /** Of whom limits can be. A monitor that is asked over a connection is a subject of its own, and no limit's. */
    public static final List<String> SUBJECTS = List.of(TARGET, HOST, INJECTOR, LOOPBACK);

    /** What is kept until it is given back. Waiting tasks are, too, and no leak: they are a backlog. */
    private static final Set<String> ACCUMULATING =
            Set.of(RSS, HEAP, HEAP_AFTER_GC, OPEN_FILES, THREADS, CONNECTIONS, SESSIONS);

    /** What is counted anew in each second. */
    private static final Set<String> OF_ITS_SECOND = Set.of(GC_COUNT, STARTS, LATE_STARTS, DROPPED);

    private ResourceName() {}

    /** One of the names here, or one of the user's own. */
    public static boolean isKnown(String name) {
        return name.equals(PID) || isFigure(name);
    }

    /** The same without {@link #PID}, which is no figure. */
    public static boolean isFigure(String name) {
        return RESOURCES.containsKey(name) || OWN.matcher(name).matches();
    }

    /** All figures but those of the user's own. */
    public static Collection<String> known() {
        return RESOURCES.keySet();
    }

    /** Whether it is a count of its second alone, so that the sum over seconds is one, too. */
    public static boolean isOfItsSecond(String name) {
        return OF_ITS_SECOND.contains(name);
    }

    /** Whether growth that does not end is a leak, rather than a backlog. */
    public static boolean mayLeak(String name) {
        return ACCUMULATING.contains(name);
    }

    /**
     * {@code ratio}, {@code B}, {@code count}, {@code s}, {@code B/s} or {@code 1/s}.
     *
     * @throws IllegalArgumentException when the name is not {@linkplain #isKnown known}
     */
    public static String unit(String name) {
        return resource(name).unit();
    }

    /** Which way an improvement goes; of the user's own nobody knows. */
    public static Better better(String name) {
        return resource(name).better();
    }

    /** One line. */
    public static String meaning(String name) {
        return resource(name).meaning();
    }

    private static Resource resource(String name) {
        Resource resource = RESOURCES.get(name);
        if (resource != null) {
            return resource;
        }
        if (name.equals(PID)) {
            return new Resource(COUNT, Better.NEITHER, "Whose the figures of the subject are from here on.");
        }
        if (!OWN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", known())
                    + ", nor a name of your own such as x-cache-hit-ratio");
        }
        return new Resource(ownUnit(name), Better.NEITHER, "A metric of your own.");
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
