package io.orchestress.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.orchestress.trace.Span;
import io.orchestress.trace.SpanId;
import io.orchestress.trace.TraceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Our figures and spans in the types of the SDK.
 *
 * @param names what they are called
 * @param words makes the words of a target fit to be passed on
 */
record OtlpData(Resource resource, Temporality temporality, Names names, UnaryOperator<String> words) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** One for each instrument. */
    List<MetricData> metrics(List<RunFigures.Point> points, long startEpochNanos, long nowEpochNanos) {
        Map<Instrument, List<RunFigures.Point>> byInstrument = new LinkedHashMap<>();
        points.forEach(point -> byInstrument
                .computeIfAbsent(point.instrument(), i -> new ArrayList<>())
                .add(point));
        List<MetricData> metrics = new ArrayList<>();
        byInstrument.forEach((instrument, of) -> metrics.add(metric(instrument, of, startEpochNanos, nowEpochNanos)));
        return metrics;
    }

    private MetricData metric(Instrument instrument, List<RunFigures.Point> points, long start, long now) {
        AggregationTemporality since =
                temporality == Temporality.DELTA ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
        List<ExponentialHistogramPointData> times = new ArrayList<>();
        List<LongPointData> sums = new ArrayList<>();
        List<DoublePointData> values = new ArrayList<>();
        for (RunFigures.Point point : points) {
            Attributes labels = attributes(point.labels()).build();
            if (point instanceof RunFigures.Point.Times of) {
                times.add(histogram(of.held(), start, now, labels));
            } else if (point instanceof RunFigures.Point.Sum of) {
                sums.add(LongPointData.create(start, now, labels, of.value()));
            } else if (point instanceof RunFigures.Point.Value of) {
                values.add(DoublePointData.create(now, now, labels, of.value(), List.of()));
            }
        }
        return switch (instrument.kind()) {
            case HISTOGRAM ->
                new OtlpMetric(
                        resource,
                        instrument,
                        MetricDataType.EXPONENTIAL_HISTOGRAM,
                        ExponentialHistogramData.create(since, times));
            case COUNTER ->
                new OtlpMetric(
                        resource, instrument, MetricDataType.LONG_SUM, SumData.createLongSumData(true, since, sums));
            case GAUGE ->
                new OtlpMetric(
                        resource, instrument, MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(values));
        };
    }

    private static ExponentialHistogramPointData histogram(
            ExponentialHistogram.Snapshot held, long start, long now, Attributes labels) {
        List<Long> counts = new ArrayList<>(held.counts().length);
        for (long count : held.counts()) {
            counts.add(count);
        }
        return ExponentialHistogramPointData.create(
                held.scale(),
                held.sumSeconds(),
                0,
                true,
                held.minSeconds(),
                true,
                held.maxSeconds(),
                ExponentialHistogramBuckets.create(held.scale(), held.offset(), counts),
                ExponentialHistogramBuckets.create(held.scale(), 0, List.of()),
                start,
                now,
                labels,
                List.of());
    }

    private static AttributesBuilder attributes(Labels labels) {
        AttributesBuilder attributes = Attributes.builder();
        labels.forEach(attributes::put);
        return attributes;
    }

    /**
     * A span; empty where it has no context.
     *
     * @param phase name of the one in which it started
     */
    Optional<OtlpSpan> span(Span span, String phase, long startEpochNanos) {
        TraceContext context = span.context();
        if (context == null) {
            return Optional.empty();
        }
        boolean task = span.kind() == Span.Kind.TASK;
        String errorType = span.isOk() ? "" : span.outcome();
        Labels labels = task
                ? names.ofTask(phase, span.name(), errorType)
                : names.genAi(phase, span.name(), errorType).with("gen_ai.response.model", span.model());
        AttributesBuilder attributes = attributes(labels.with("orchestress.task", span.mark()));
        if (!task && span.status() != 0) {
            attributes.put(names.isProcess() ? "process.exit.code" : "http.response.status_code", (long) span.status());
        }
        if (span.inputTokens() >= 0) {
            attributes.put("gen_ai.usage.input_tokens", span.inputTokens());
        }
        if (span.outputTokens() >= 0) {
            attributes.put("gen_ai.usage.output_tokens", span.outputTokens());
        }
        if (span.firstNanos() != 0) {
            attributes.put(
                    "gen_ai.response.time_to_first_chunk", (span.firstNanos() - span.startNanos()) / NANOS_PER_SECOND);
        }
        SpanId parent = span.parent();
        return Optional.of(new OtlpSpan(
                resource,
                names.ofSpan(task, span.name(), span.model()),
                context(context, context.span()),
                parent == null ? SpanContext.getInvalid() : context(context, parent),
                startEpochNanos + span.startNanos(),
                startEpochNanos + Math.max(span.startNanos(), span.endNanos()),
                span.isOk() ? StatusData.unset() : StatusData.create(StatusCode.ERROR, words.apply(span.words())),
                attributes.build()));
    }

    private static SpanContext context(TraceContext trace, SpanId span) {
        return SpanContext.create(
                trace.trace().toString(), span.toString(), TraceFlags.getSampled(), TraceState.getDefault());
    }
}
