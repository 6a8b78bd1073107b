package io.orchestress.analysis.task;

import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.RequestResult.Latency;
import org.jspecify.annotations.Nullable;

/** The tasks of one phase, request and size, added up. */
final class WorkSamples {
    private static final long NANOS_PER_MICRO = 1_000;

    private final LatencyCounts task = new LatencyCounts();
    private final LatencyCounts own = new LatencyCounts();
    private final LatencyCounts firstCall = new LatencyCounts();
    private final LatencyCounts lastCall = new LatencyCounts();
    private final LatencyCounts retryGap = new LatencyCounts();
    private long tasks;
    private double taskNanos;
    private double ownNanos;
    private long models;
    private long scripted;
    private long tools;
    private long toolsAsked;
    private long tokensIn;
    private long tokensOut;
    private long retries;
    private long repeats;
    private long impatient;
    private long most;

    void add(JoinedTask joined, @Nullable TaskTime time, TaskCalls calls) {
        tasks++;
        models += calls.models() + joined.beyond();
        scripted += calls.scripted();
        tools += calls.tools();
        toolsAsked += calls.toolsAsked();
        tokensIn += calls.tokensIn();
        tokensOut += calls.tokensOut();
        retries += calls.retryGapsNanos().size();
        repeats += calls.repeats();
        impatient += calls.impatient();
        most = Math.max(most, calls.models() + joined.beyond());
        calls.retryGapsNanos().forEach(gap -> add(retryGap, gap));
        if (time != null && time.hasCalls() && joined.task().ok()) {
            taskNanos += time.nanos();
            ownNanos += time.ownNanos();
            add(task, time.nanos());
            add(own, time.ownNanos());
            add(firstCall, time.firstCallNanos());
            add(lastCall, time.lastCallNanos());
        }
    }

    private static void add(LatencyCounts counts, long nanos) {
        long micros = Math.round((double) nanos / NANOS_PER_MICRO);
        counts.add(
                LatencyBuckets.indexOf(
                        Math.min(LatencyBuckets.HIGHEST_MICROS, Math.max(LatencyBuckets.LOWEST_MICROS, micros))),
                1);
    }

    TaskWork result(String phase, String request, String size) {
        return new TaskWork(
                phase,
                request,
                size,
                tasks,
                task.total(),
                latency(task),
                latency(own),
                latency(firstCall),
                latency(lastCall),
                taskNanos == 0 ? 0 : ownNanos / taskNanos,
                models,
                scripted,
                tools,
                toolsAsked,
                tokensIn,
                tokensOut,
                retries,
                latency(retryGap),
                repeats,
                impatient,
                most);
    }

    private static @Nullable Latency latency(LatencyCounts counts) {
        return counts.isEmpty() ? null : counts.latency();
    }
}
