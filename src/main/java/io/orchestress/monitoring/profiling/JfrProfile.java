package io.orchestress.monitoring.profiling;

import io.orchestress.record.Profiles.Allocation;
import io.orchestress.record.Profiles.GarbageCollection;
import io.orchestress.record.Profiles.Hot;
import io.orchestress.record.Profiles.Lock;
import io.orchestress.record.Profiles.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Sums up a recording, event by event: {@code jdk.ExecutionSample} by the method at the top of the stack, {@code
 * jdk.ObjectAllocationSample} by class and weight, {@code jdk.GarbageCollection}, {@code jdk.JavaMonitorEnter} by the class of the lock.
 * Threads in native code, which wait for a socket mostly, are in no sample.
 */
final class JfrProfile {
    private static final class Waits {
        private long count;
        private double millis;
    }

    private record Allocated(Instant at, String type, long bytes) {}

    private final Map<Long, Allocated> firsts = new HashMap<>();
    private final Map<String, Long> methods = new HashMap<>();
    private final Map<String, Long> allocated = new HashMap<>();
    private final Map<String, Waits> locks = new HashMap<>();
    private long collections;
    private double pauseMillis;
    private double longestMillis;
    private Instant from = Instant.MAX;
    private Instant to = Instant.MIN;

    private JfrProfile() {}

    /**
     * @param most rows of each list
     * @throws IOException when it is no recording, or not whole
     */
    static Profile of(Path file, String phase, int most) throws IOException {
        JfrProfile profile = new JfrProfile();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                profile.add(recording.readEvent());
            }
        }
        return profile.summary(phase, String.valueOf(file.getFileName()), most);
    }

    private void add(RecordedEvent event) {
        from = event.getStartTime().isBefore(from) ? event.getStartTime() : from;
        to = event.getEndTime().isAfter(to) ? event.getEndTime() : to;
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> methods.merge(top(event.getStackTrace()), 1L, Long::sum);
            case "jdk.ObjectAllocationSample" -> allocation(event);
            case "jdk.GarbageCollection" -> {
                collections++;
                pauseMillis += millis(event.getDuration("sumOfPauses"));
                longestMillis = Math.max(longestMillis, millis(event.getDuration("longestPause")));
            }
            case "jdk.JavaMonitorEnter" -> {
                RecordedClass type = event.getClass("monitorClass");
                Waits waits = locks.computeIfAbsent(type == null ? "?" : type.getName(), t -> new Waits());
                waits.count++;
                waits.millis += millis(event.getDuration());
            }
            default -> {}
        }
    }

    /** The first sample of a thread stands for all it has allocated since it began, long before the recording perhaps: it is left out. */
    private void allocation(RecordedEvent event) {
        RecordedClass type = event.getClass("objectClass");
        Allocated sample =
                new Allocated(event.getStartTime(), type == null ? "?" : type.getName(), event.getLong("weight"));
        long thread = event.getThread() == null ? -1 : event.getThread().getId();
        Allocated first = firsts.putIfAbsent(thread, sample);
        if (first != null) {
            boolean earlier = sample.at().isBefore(first.at());
            Allocated counted = earlier ? first : sample;
            allocated.merge(counted.type(), counted.bytes(), Long::sum);
            if (earlier) {
                firsts.put(thread, sample);
            }
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static String top(RecordedStackTrace stack) {
        if (stack == null || stack.getFrames().isEmpty()) {
            return "?";
        }
        RecordedFrame frame = stack.getFrames().get(0);
        RecordedMethod method = frame.getMethod();
        return method.getType().getName() + "." + method.getName();
    }

    private Profile summary(String phase, String file, int most) {
        long samples = methods.values().stream().mapToLong(Long::longValue).sum();
        long bytes = allocated.values().stream().mapToLong(Long::longValue).sum();
        return new Profile(
                phase,
                file,
                from.isBefore(to) ? millis(Duration.between(from, to)) / 1000 : 0,
                samples,
                top(
                        methods,
                        most,
                        Long::doubleValue,
                        e -> new Hot(e.getKey(), e.getValue(), share(e.getValue(), samples))),
                top(
                        allocated,
                        most,
                        Long::doubleValue,
                        e -> new Allocation(readable(e.getKey()), e.getValue(), share(e.getValue(), bytes))),
                new GarbageCollection(collections, pauseMillis, longestMillis),
                top(
                        locks,
                        most,
                        waits -> waits.millis,
                        e -> new Lock(readable(e.getKey()), e.getValue().count, e.getValue().millis)));
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    private static <V, R> List<R> top(
            Map<String, V> by, int most, ToDoubleFunction<V> size, Function<Map.Entry<String, V>, R> row) {
        return by.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, V> e) -> -size.applyAsDouble(e.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(most)
                .map(row)
                .toList();
    }

    /** {@code [B} is {@code byte[]}. */
    private static String readable(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0) {
            return name;
        }
        String element = name.substring(dimensions);
        String type = switch (element) {
            case "B" -> "byte";
            case "C" -> "char";
            case "D" -> "double";
            case "F" -> "float";
            case "I" -> "int";
            case "J" -> "long";
            case "S" -> "short";
            case "Z" -> "boolean";
            default -> element.replaceFirst("^L", "").replaceFirst(";$", "");
        };
        return type.replace('/', '.') + "[]".repeat(dimensions);
    }
}
