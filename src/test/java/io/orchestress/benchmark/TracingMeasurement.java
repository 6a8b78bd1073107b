package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.config.TracingSettings;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.gatling.trace.RunTracing;
import io.orchestress.gatling.trace.SampleKeeper;
import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import load.SmokeTest;
import org.jspecify.annotations.Nullable;

/**
 * What it costs the load generator that requests carry a trace and that the slowest are kept. Processor time of its whole process for a request, at
 * saturation, by a run with both and one without either at the same time, each with a server of its own, so that both have the same neighbours. Then, by
 * themselves, all of it for a task of one request.
 */
public final class TracingMeasurement {
    private static final int TIMES = 3;

    private TracingMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = CostPairs.options(
                args,
                Map.of("users", 64, "requests", 200_000, "warm", 200_000, "seconds", 60, "pairs", 5, "ids", 5_000_000));
        String medians = new CostPairs("without", "with", options, TracingMeasurement::side)
                .medians(ProtocolsMeasurement.PROTOCOLS.keySet());
        for (int i = 0; i < TIMES && options.get("ids") > 0; i++) {
            line("%.0f ns for a task of one request: ids, headers, spans, samples", nanos(options.get("ids")));
        }
        result("tracing: processor time of a request, median of without ÷ with:%s", medians);
    }

    private static LoopSide side(String protocol, String name, Path folder) throws IOException {
        boolean with = name.equals("with");
        List<String> properties = new ArrayList<>(ProtocolsMeasurement.PROTOCOLS.getOrDefault(protocol, List.of()));
        properties.addAll(ProtocolsMeasurement.SIMPLE_TASKS);
        properties.add("orchestress.tracing.enabled=" + with);
        if (!with) {
            properties.addAll(
                    List.of("orchestress.tracing.samples.slowest=0", "orchestress.tracing.samples.failures=0"));
        }
        return new LoopSide(name, 1, SmokeTest.class, properties, ProtocolsMeasurement.server(), folder);
    }

    /** Of a task of one request: its span and that of its request, both headers into a map of a few others, and both spans offered to the samples. */
    private static double nanos(int times) {
        SampleKeeper keeper = new SampleKeeper(5, 3, words -> words);
        RunTracing tracing = RunTracing.of(
                new TracingSettings(true, 1, Optional.empty(), 5, 3), "smoketest-20260101-000000-000", keeper);
        SplittableRandom latencies = new SplittableRandom(1);
        Map<String, String> few = Map.of("User-Agent", "a", "Accept", "b", "Content-Type", "c", "X-Request-Name", "d");
        long bytes = 0;
        long from = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            Map<String, String> headers = new LinkedHashMap<>(few);
            TraceContext task = Objects.requireNonNull(tracing.task());
            Carried carried = tracing.request(task, "");
            carried.into(headers);
            long tookNanos = latencies.nextLong(1_000_000_000L);
            tracing.ended(span(Span.Kind.REQUEST, carried.context(), i, tookNanos));
            tracing.ended(span(Span.Kind.TASK, task, i, tookNanos));
            bytes += headers.getOrDefault(TraceContext.HEADER, "").length();
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - from;
        if (bytes != 55L * times) {
            throw new IllegalStateException(bytes + " bytes");
        }
        return (double) nanos / times;
    }

    private static Span span(Span.Kind kind, @Nullable TraceContext context, long startNanos, long tookNanos) {
        return new Span(
                kind,
                context,
                true,
                null,
                0,
                "chat",
                startNanos,
                0,
                startNanos + tookNanos,
                Span.OK,
                200,
                "",
                "",
                -1,
                -1,
                "");
    }
}
