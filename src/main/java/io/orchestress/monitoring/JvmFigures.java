package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.AttributeNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** Heap, collections and threads of a JVM behind a connection. */
final class JvmFigures {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final String USED = "used";

    private final MBeanServerConnection jvm;
    private final ObjectName memory = new ObjectName("java.lang:type=Memory");
    private final ObjectName threading = new ObjectName("java.lang:type=Threading");
    private final List<ObjectName> collectors = new ArrayList<>();
    private final Optional<ObjectName> oldPool;
    private final CounterDelta pauseMillis = new CounterDelta();
    private Optional<Long> collectionsBefore = Optional.empty();

    JvmFigures(MBeanServerConnection jvm) throws IOException, JMException {
        this.jvm = jvm;
        for (ObjectName collector : jvm.queryNames(new ObjectName("java.lang:type=GarbageCollector,name=*"), null)) {
            if (stopsTheWorld(collector.getKeyProperty("name"))) {
                collectors.add(collector);
            }
        }
        this.oldPool = jvm.queryNames(new ObjectName("java.lang:type=MemoryPool,name=*"), null).stream()
                .filter(pool -> holdsTheOld(pool.getKeyProperty("name")))
                .findFirst();
    }

    /** Collectors that work beside the program have beans of their own, whose times are no pauses. */
    private static boolean stopsTheWorld(String collector) {
        return !collector.endsWith("Cycles") && !collector.contains("Concurrent");
    }

    /** Where objects end up that stay: of collectors without generations, the whole heap. */
    private static boolean holdsTheOld(String pool) {
        return pool.contains("Old Gen")
                || pool.contains("Tenured")
                || pool.equals("ZHeap")
                || pool.equals("Shenandoah");
    }

    void read(long nanos, ResourceProbe.Sink sink) throws IOException, JMException {
        CompositeData heap = (CompositeData) jvm.getAttribute(memory, "HeapMemoryUsage");
        sink.add(ResourceName.HEAP, number(heap.get(USED)));
        double most = number(heap.get("max"));
        if (most > 0) {
            sink.add(ResourceName.HEAP_MAX, most);
        }
        if (oldPool.isPresent()) {
            afterCollection(oldPool.get()).ifPresent(used -> sink.add(ResourceName.HEAP_AFTER_GC, used));
        }
        sink.add(ResourceName.THREADS, number(jvm.getAttribute(threading, "ThreadCount")));
        long collections = 0;
        double millis = 0;
        for (ObjectName collector : collectors) {
            collections += (long) number(jvm.getAttribute(collector, "CollectionCount"));
            millis += number(jvm.getAttribute(collector, "CollectionTime"));
        }
        long all = collections;
        collectionsBefore.ifPresent(before -> sink.add(ResourceName.GC_COUNT, Math.max(0, all - before)));
        collectionsBefore = Optional.of(all);
        pauseMillis
                .perSecond(millis, nanos)
                .ifPresent(pause -> sink.add(ResourceName.GC_PAUSE, pause / MILLIS_PER_SECOND));
    }

    /** Empty before the pool was collected for the first time: it is then said to be 0. */
    private Optional<Double> afterCollection(ObjectName pool) throws IOException, JMException {
        try {
            return jvm.getAttribute(pool, "CollectionUsage") instanceof CompositeData usage
                    ? Optional.of(number(usage.get(USED))).filter(used -> used > 0)
                    : Optional.empty();
        } catch (AttributeNotFoundException e) {
            return Optional.empty();
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
