package io.orchestress.resources;

import io.orchestress.run.ResourceName;
import java.util.stream.LongStream;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

/** This machine; inside a container still the machine, not the container. */
final class HostProbe implements Probe {
    private final CentralProcessor cpu;
    private final GlobalMemory memory;
    private long[] before = new long[0];

    HostProbe(HardwareAbstractionLayer hardware) {
        this.cpu = hardware.getProcessor();
        this.memory = hardware.getMemory();
    }

    @Override
    public String subject() {
        return ResourceName.HOST;
    }

    @Override
    public void read(long nanos, Sink sink) {
        long[] ticks = cpu.getSystemCpuLoadTicks();
        if (before.length == ticks.length) {
            long all = LongStream.of(ticks).sum() - LongStream.of(before).sum();
            long idle = idle(ticks) - idle(before);
            if (all > 0 && idle >= 0 && idle <= all) {
                sink.add(ResourceName.CPU, 1 - (double) idle / all);
            }
        }
        before = ticks;
        if (memory.getTotal() > 0) {
            sink.add(ResourceName.MEMORY, 1 - (double) memory.getAvailable() / memory.getTotal());
        }
        double load = cpu.getSystemLoadAverage(1)[0];
        if (load >= 0) {
            sink.add(ResourceName.LOAD, load);
        }
    }

    /** Waiting for a disk is idling, too. */
    private static long idle(long[] ticks) {
        return ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
    }
}
