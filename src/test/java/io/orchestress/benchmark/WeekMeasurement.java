package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.testkit.SyntheticMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * The record of a week with {@link HourMeasurement}'s series and twenty readings of resources each second, and the report of it: the whole
 * command with all its outputs, in a heap that is given. Then the same for a part of the week: the peak heap should not be lower by much.
 */
public final class WeekMeasurement {
    private static final double LEAK_MIB_PER_MIN = 0.02;
    private static final List<String> COUNTS =
            List.of(ResourceName.THREADS, ResourceName.OPEN_FILES, ResourceName.CONNECTIONS, ResourceName.SESSIONS);
    private static final List<String> OTHERS = List.of(
            ResourceName.CPU,
            ResourceName.MEMORY,
            ResourceName.LOAD,
            ResourceName.GC_PAUSE,
            ResourceName.NETWORK_IN,
            ResourceName.NETWORK_OUT);

    private WeekMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("seconds", 604_800, "part", 24, "per-second", 20, "heap-mb", 512));
        Measuring.inFolder(folder -> {
            int seconds = options.get("seconds");
            measure(folder, "part", seconds / options.get("part"), options);
            measure(folder, "whole", seconds, options);
            return folder;
        });
    }

    private static void measure(Path parent, String name, int seconds, Options options)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path record = HourMeasurement.write(
                Files.createDirectory(parent.resolve(name)),
                seconds,
                (long) seconds * options.get("per-second"),
                rows());
        double written = (System.nanoTime() - start) / 1e9;
        double bytes = 0;
        try (Stream<Path> files = Files.list(record)) {
            for (Path file : files.sorted().toList()) {
                line(
                        "%20s %12.1f MB %10.2f MB/h",
                        file.getFileName(), Files.size(file) / 1e6, Files.size(file) / 1e6 * 3600 / seconds);
                bytes += Files.size(file);
            }
        }
        Path gc = parent.resolve("gc-" + name);
        HourMeasurement.Cost cost = HourMeasurement.command(gc, options.get("heap-mb"), "report", record);
        result(
                "%s: %,d s, record %.0f MB (%.2f MB/h) written in %.0f s; report %.1f s (processor %.1f s), peak heap %.0f MB;"
                        + " report.html %.1f MB",
                name,
                seconds,
                bytes / 1e6,
                bytes / 1e6 * 3600 / seconds,
                written,
                cost.wall(),
                cost.cpu(),
                HourMeasurement.peakHeapMb(gc),
                Files.size(record.resolve("report.html")) / 1e6);
    }

    private static DoubleFunction<List<ResourceRow>> rows() {
        SyntheticMemory memory = new SyntheticMemory(1, LEAK_MIB_PER_MIN, true);
        return second -> {
            memory.busy();
            List<ResourceRow> rows = new ArrayList<>();
            rows.add(new ResourceRow(second, ResourceName.TARGET, ResourceName.RSS, memory.rss()));
            rows.add(new ResourceRow(second, ResourceName.TARGET, ResourceName.HEAP, memory.heap()));
            rows.add(new ResourceRow(second, ResourceName.TARGET, ResourceName.HEAP_AFTER_GC, memory.heapAfterGc()));
            COUNTS.forEach(name -> rows.add(new ResourceRow(second, ResourceName.TARGET, name, 40)));
            for (String subject : List.of(ResourceName.HOST, ResourceName.INJECTOR)) {
                OTHERS.forEach(name -> rows.add(new ResourceRow(second, subject, name, 0.25 + second % 60 / 1e3)));
            }
            rows.add(new ResourceRow(second, ResourceName.INJECTOR, ResourceName.HEAP, memory.heap()));
            return rows;
        };
    }
}
