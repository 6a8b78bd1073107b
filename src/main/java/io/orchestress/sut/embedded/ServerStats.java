package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.BugControl;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What really happened, as seen at the server: how often each operation was asked for and how long its answers took, from the
 * arrival of the whole request to its last byte handed to the socket.
 */
final class ServerStats {
    /** Names come from clients: the first so many have an entry of their own. */
    static final int MAX_OPERATIONS = 128;

    private static final String OTHERS = "(other names)";

    private final ServerClock clock;
    private final TaskTotals tasks;
    private final StreamTotals streams;
    private final BugControl bugs;
    private final LatencyHistogram agentOwn = new LatencyHistogram();
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private volatile long lastRequestAtEpochMicros;

    private record Operation(LatencyHistogram times, Map<Integer, LongAdder> byStatus) {}

    ServerStats(ServerClock clock, TaskTotals tasks, StreamTotals streams, BugControl bugs) {
        this.clock = clock;
        this.tasks = tasks;
        this.streams = streams;
        this.bugs = bugs;
    }

    void received() {
        received.increment();
        lastRequestAtEpochMicros = clock.epochMicros();
    }

    void answered(Exchange exchange, int status, long nanos) {
        if (exchange.isWork()) {
            answered.increment();
        }
        if (exchange.calledNanos() >= 0) {
            agentOwn.record(nanos - exchange.calledNanos());
        }
        Operation operation = operation(exchange.operation());
        operation.times.record(nanos);
        operation.byStatus.computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    private Operation operation(String name) {
        Operation known = operations.get(name);
        if (known != null) {
            return known;
        }
        String key = operations.size() < MAX_OPERATIONS ? name : OTHERS;
        return operations.computeIfAbsent(key, any -> new Operation(new LatencyHistogram(), new ConcurrentHashMap<>()));
    }

    void reset() {
        operations.clear();
        received.reset();
        answered.reset();
        lastRequestAtEpochMicros = 0;
        tasks.queueTime.reset();
        tasks.serviceTime.reset();
        agentOwn.reset();
        streams.reset();
        bugs.forget();
    }

    Report report(boolean withHistograms) {
        Map<String, OperationReport> reports = new TreeMap<>();
        operations.forEach((name, operation) -> reports.put(name, report(operation, withHistograms)));
        return new Report(
                received.sum(),
                answered.sum(),
                lastRequestAtEpochMicros,
                reports,
                tasks.queueTime.snapshot(withHistograms),
                tasks.serviceTime.snapshot(withHistograms),
                agentOwn.snapshot(withHistograms),
                streams.report(withHistograms),
                bugs.struck());
    }

    private static OperationReport report(Operation operation, boolean withHistograms) {
        Map<Integer, Long> byStatus = new TreeMap<>();
        operation.byStatus.forEach((status, count) -> byStatus.put(status, count.sum()));
        LatencyHistogram.Snapshot times = operation.times.snapshot(withHistograms);
        return new OperationReport(times.count(), byStatus, times);
    }

    /**
     * Everything since the last reset.
     *
     * @param requestsReceived requests for work that were decoded
     * @param requestsAnswered those of them whose answer went out; the rest is in work, hangs, was dropped or its client left
     * @param lastRequestAtEpochMicros when the latest of them was decoded; 0 when there was none
     * @param agentOwnMicros of chat completions that an agent has answered: their time here less that in which calls of the agent were under way
     * @param bugsStruck how often each bug of the agents has struck
     */
    record Report(
            long requestsReceived,
            long requestsAnswered,
            long lastRequestAtEpochMicros,
            Map<String, OperationReport> operations,
            LatencyHistogram.Snapshot taskQueueMicros,
            LatencyHistogram.Snapshot taskServiceMicros,
            LatencyHistogram.Snapshot agentOwnMicros,
            StreamTotals.Report streams,
            Map<String, Long> bugsStruck) {}

    /** Answers of one operation: how many, how many with each HTTP status, and their response times. */
    record OperationReport(long count, Map<Integer, Long> byStatus, LatencyHistogram.Snapshot responseMicros) {}
}
