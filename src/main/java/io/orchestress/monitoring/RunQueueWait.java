package io.orchestress.monitoring;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long threads of a process were ready and had no CPU: of its threads, the one that waited longest, as a share of the time. Compilers and collectors that work beside
 * the program are left out, for nobody waits for them. Linux only, and only where the kernel counts it.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">sched-stats</a>, the fields of {@code /proc/PID/schedstat}
 */
final class RunQueueWait {
    /** Threads that are looked at, the oldest: event loops are among them. Each costs some 60 µs a second. */
    private static final int MOST_THREADS = 256;

    private static final List<String> NOBODY_WAITS_FOR =
            List.of("C1 ", "C2 ", "G1 ", "JVMCI", "Sweeper", "ZWorker", "ZDirector", "ZStat", "ZUn", "Shenandoah");

    private final Path tasks;
    private Map<String, Long> before = Map.of();
    private long beforeNanos;
    private boolean any;

    RunQueueWait() {
        this(Path.of("/proc/self/task"));
    }

    /** @param tasks folder with one folder for each thread */
    RunQueueWait(Path tasks) {
        this.tasks = tasks;
    }

    private record Grown(String thread, long waitedNanos) {}

    /** Since the call before, 0 to 1; empty at the first call, and where it is not counted. */
    OptionalDouble share(long nanos) {
        Map<String, Long> now = waits();
        double elapsed = (double) nanos - beforeNanos;
        boolean known = any && !now.isEmpty() && elapsed > 0;
        // A thread that was not there has waited since it began; one whose count fell has another's number.
        double longest = known
                ? now.entrySet().stream()
                        .map(e -> new Grown(e.getKey(), grown(before.getOrDefault(e.getKey(), 0L), e.getValue())))
                        .sorted(Comparator.comparingLong(Grown::waitedNanos).reversed())
                        .filter(grown -> counts(grown.thread()))
                        .mapToDouble(Grown::waitedNanos)
                        .findFirst()
                        .orElse(0)
                : 0;
        any = !now.isEmpty();
        before = now;
        beforeNanos = nanos;
        return known ? OptionalDouble.of(Math.min(1, longest / elapsed)) : OptionalDouble.empty();
    }

    private static long grown(long from, long to) {
        return to >= from ? to - from : to;
    }

    /** Nanoseconds by thread; empty where the kernel counts nothing: then no thread ever ran, either. */
    private Map<String, Long> waits() {
        Map<String, Long> waits = new HashMap<>();
        boolean ran = false;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                long[] ranAndWaited = ranAndWaited(thread);
                if (ranAndWaited.length > 0) {
                    ran |= ranAndWaited[0] > 0;
                    waits.put(String.valueOf(thread.getFileName()), ranAndWaited[1]);
                }
                if (waits.size() == MOST_THREADS) {
                    break;
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return ran ? waits : Map.of();
    }

    /** Empty of a thread that has just ended, and where there is no such file. */
    private static long[] ranAndWaited(Path thread) {
        try {
            String[] fields =
                    Files.readString(thread.resolve("schedstat")).strip().split(" ", -1);
            return fields.length >= 2 && fields[0].matches("\\d{1,18}") && fields[1].matches("\\d{1,18}")
                    ? new long[] {Long.parseLong(fields[0]), Long.parseLong(fields[1])}
                    : new long[0];
        } catch (IOException e) {
            return new long[0];
        }
    }

    private boolean counts(String thread) {
        try {
            String name = Files.readString(tasks.resolve(thread).resolve("comm"));
            return NOBODY_WAITS_FOR.stream().noneMatch(name::startsWith);
        } catch (IOException e) {
            return false;
        }
    }
}
