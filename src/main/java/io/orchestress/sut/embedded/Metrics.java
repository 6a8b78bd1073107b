package io.orchestress.sut.embedded;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.OptionalLong;

/** The state of the orchestrator and of its process in Prometheus' text format, version 0.0.4. */
final class Metrics {
    private final TaskEngine engine;
    private final AgentRegistry agents;
    private final MemoryStore memory;
    private final McpSessions sessions;
    private final OpenConnections connections;
    private final TaskTotals totals;
    private final StreamTotals streams;
    private final RequestCounts requests;
    private final FaultControl faults;
    private final ServerClock clock;
    private final long startedNanos;

    Metrics(
            TaskEngine engine,
            AgentRegistry agents,
            MemoryStore memory,
            McpSessions sessions,
            OpenConnections connections,
            TaskTotals totals,
            StreamTotals streams,
            RequestCounts requests,
            FaultControl faults,
            ServerClock clock) {
        this.engine = engine;
        this.agents = agents;
        this.memory = memory;
        this.sessions = sessions;
        this.connections = connections;
        this.totals = totals;
        this.streams = streams;
        this.requests = requests;
        this.faults = faults;
        this.clock = clock;
        startedNanos = clock.nanos();
    }

    /** Since the start, to the millisecond. */
    double uptimeSeconds() {
        return Math.floor((clock.nanos() - startedNanos) / 1e6) / 1e3;
    }

    String text() {
        PrometheusText text = new PrometheusText();
        text.gauge("orchestrator_queue_depth", "Tasks that wait for a worker").value(engine.queueDepth());
        text.gauge("orchestrator_workers", "Worker slots").value(engine.workers());
        text.gauge("orchestrator_active_workers", "Worker slots in use").value(engine.activeWorkers());
        text.gauge("orchestrator_agents", "Agents spawned and not stopped").value(agents.count());
        text.gauge("orchestrator_sessions", "MCP sessions that are kept").value(sessions.count());
        text.gauge("orchestrator_connections", "TCP connections that are open, the one that asks included")
                .value(connections.count());
        text.gauge("orchestrator_memory_entries", "Entries in the agents' memory")
                .value(memory.size());
        text.gauge("orchestrator_tasks", "Tasks that have not ended, by state")
                .labelled("state", "queued", engine.queueDepth())
                .labelled("state", "running", engine.activeWorkers());
        text.counter("orchestrator_tasks_ended_total", "Tasks that have ended, by state")
                .labelled("state", "completed", totals.count(TaskState.COMPLETED))
                .labelled("state", "failed", totals.count(TaskState.FAILED))
                .labelled("state", "cancelled", totals.count(TaskState.CANCELLED));
        text.counter("orchestrator_tokens_total", "Tokens of ended tasks")
                .labelled("direction", "in", totals.tokensIn.sum())
                .labelled("direction", "out", totals.tokensOut.sum());
        text.counter("orchestrator_cost_usd_total", "Cost of ended tasks, US dollars")
                .value(totals.costUsd.sum());
        StreamTotals.Counts counts = streams.counts();
        text.counter("orchestrator_streams_started_total", "Streams of tokens that have begun")
                .value(counts.started());
        text.counter("orchestrator_streams_completed_total", "Streams of tokens written to their end")
                .value(counts.completed());
        text.counter("orchestrator_stream_chunks_total", "Chunks with content written")
                .value(counts.chunks());
        text.counter("orchestrator_stream_tokens_total", "Tokens in these chunks")
                .value(counts.tokens());
        text.gauge("orchestrator_leaked_bytes", "Heap kept by the leak fault").value(faults.leakedBytes());
        PrometheusText perRoute = text.counter("http_requests_total", "Answers by route and status");
        requests.forEach((key, count) ->
                perRoute.labelled("route", key.route(), "status", Integer.toString(key.status()), count));
        process(text);
        return text.toString();
    }

    private void process(PrometheusText text) {
        text.gauge("process_uptime_seconds", "Seconds since the start").value(uptimeSeconds());
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        text.gauge("process_heap_used_bytes", "Heap in use").value(heap.getUsed());
        text.gauge("process_heap_max_bytes", "Heap at most").value(heap.getMax());
        heapAfterCollection()
                .ifPresent(bytes -> text.gauge(
                                "process_heap_after_gc_bytes",
                                "Heap of the old generation in use after it was collected")
                        .value(bytes));
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        text.counter("process_gc_collections_total", "Garbage collections").value(collections);
        text.counter("process_gc_seconds_total", "Time spent in garbage collections")
                .value(millis / 1e3);
        text.gauge("process_threads", "Live threads")
                .value(ManagementFactory.getThreadMXBean().getThreadCount());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            text.counter("process_cpu_seconds_total", "Processor time used").value(system.getProcessCpuTime() / 1e9);
            text.gauge("process_open_fds", "Open file descriptors").value(system.getOpenFileDescriptorCount());
        }
    }

    /** Empty before the old generation was collected for the first time. */
    private static OptionalLong heapAfterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getName().contains("Old Gen") || pool.getName().contains("Tenured"))
                .map(MemoryPoolMXBean::getCollectionUsage)
                .filter(usage -> usage != null && usage.getUsed() > 0)
                .mapToLong(MemoryUsage::getUsed)
                .findFirst();
    }
}
