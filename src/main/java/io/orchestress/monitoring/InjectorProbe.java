package io.orchestress.monitoring;

import com.sun.management.OperatingSystemMXBean;
import io.orchestress.record.ResourceName;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;

/** This JVM as it sees itself. */
final class InjectorProbe implements ResourceProbe {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1000;

    private final OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(InjectorProbe::stopsTheWorld)
            .toList();
    private final int cpus;
    private final OptionalDouble quota = CpuQuota.ofThisProcess();
    private final Optional<OSProcess> self =
            Optional.ofNullable(new SystemInfo().getOperatingSystem().getCurrentProcess());
    private final RunQueueWait runQueueWait = new RunQueueWait();
    private final CounterDelta cpuNanos = new CounterDelta();
    private final CounterDelta pauseMillis = new CounterDelta();
    private Optional<Long> collectionsBefore = Optional.empty();

    InjectorProbe(int cpus) {
        this.cpus = cpus;
    }

    /** Collectors that work beside the program have beans of their own, whose times are no pauses. */
    private static boolean stopsTheWorld(GarbageCollectorMXBean collector) {
        return !collector.getName().endsWith("Cycles") && !collector.getName().contains("Concurrent");
    }

    @Override
    public String subject() {
        return ResourceName.INJECTOR;
    }

    @Override
    public void read(long nanos, Sink sink) {
        cpuNanos.perSecond(os.getProcessCpuTime(), nanos)
                .ifPresent(cpu -> sink.add(ResourceName.CPU, cpu / NANOS_PER_SECOND / cpus));
        runQueueWait.share(nanos).ifPresent(waited -> sink.add(ResourceName.RUN_QUEUE_WAIT, waited));
        quota.ifPresent(limit -> sink.add(ResourceName.CPU_QUOTA, limit));
        self.filter(OSProcess::updateAttributes)
                .ifPresent(process -> sink.add(ResourceName.RSS, process.getResidentMemory()));
        sink.add(ResourceName.HEAP, memory.getHeapMemoryUsage().getUsed());
        sink.add(ResourceName.THREADS, threads.getThreadCount());
        long collections = collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
        collectionsBefore.ifPresent(before -> sink.add(ResourceName.GC_COUNT, Math.max(0, collections - before)));
        collectionsBefore = Optional.of(collections);
        pauseMillis
                .perSecond(
                        collectors.stream()
                                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                                .sum(),
                        nanos)
                .ifPresent(pause -> sink.add(ResourceName.GC_PAUSE, pause / MILLIS_PER_SECOND));
    }
}
