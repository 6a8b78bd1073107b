package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

/** This machine; inside a container still the machine, not the container. */
final class HostProbe implements ResourceProbe {
    /** Fields of the line of all CPUs up to {@code steal}, its name included. */
    private static final int FIELDS_WITH_STEAL = 9;

    private final Supplier<long[]> ticks;
    private final CentralProcessor cpu;
    private final GlobalMemory memory;
    private final boolean tellsSteal;
    private long[] before = new long[0];

    HostProbe(HardwareAbstractionLayer hardware) {
        this(hardware, hardware.getProcessor()::getSystemCpuLoadTicks, tellsSteal(Path.of("/proc/stat")));
    }

    /**
     * @param ticks of all CPUs since the start, by {@link TickType}
     * @param tellsSteal whether those of {@link TickType#STEAL} are read, and not merely 0
     */
    HostProbe(HardwareAbstractionLayer hardware, Supplier<long[]> ticks, boolean tellsSteal) {
        this.ticks = ticks;
        this.cpu = hardware.getProcessor();
        this.memory = hardware.getMemory();
        this.tellsSteal = tellsSteal;
    }

    /** Whether the operating system counts what others took of its CPUs: Linux does, in a file that others do not have. */
    static boolean tellsSteal(Path stat) {
        try (Stream<String> lines = Files.lines(stat)) {
            return lines.findFirst()
                    .filter(line -> line.startsWith("cpu ") && line.split(" +").length >= FIELDS_WITH_STEAL)
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String subject() {
        return ResourceName.HOST;
    }

    @Override
    public void read(long nanos, Sink sink) {
        cpus(sink);
        if (memory.getTotal() > 0) {
            sink.add(ResourceName.MEMORY, 1 - (double) memory.getAvailable() / memory.getTotal());
        }
        double load = cpu.getSystemLoadAverage(1)[0];
        if (load >= 0) {
            sink.add(ResourceName.LOAD, load);
        }
    }

    /** Time that was stolen is neither busy nor idle: nobody here had it. */
    private void cpus(Sink sink) {
        long[] now = ticks.get();
        if (before.length == now.length) {
            long all = LongStream.of(now).sum() - LongStream.of(before).sum();
            long idle = idle(now) - idle(before);
            long stolen = now[TickType.STEAL.getIndex()] - before[TickType.STEAL.getIndex()];
            if (all > 0 && idle >= 0 && stolen >= 0 && idle + stolen <= all) {
                sink.add(ResourceName.CPU, (double) (all - idle - stolen) / all);
                if (tellsSteal) {
                    sink.add(ResourceName.STEAL, (double) stolen / all);
                }
            }
        }
        before = now;
    }

    /** Waiting for a disk is idling, too. */
    private static long idle(long[] ticks) {
        return ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
    }
}
