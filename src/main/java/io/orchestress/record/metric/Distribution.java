package io.orchestress.record.metric;

import io.orchestress.metrics.Metric;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Times of which {@code run.json} holds every {@link LatencyStat}; each of these is a metric, in milliseconds, and better when it is lower.
 *
 * @param name first level of the metrics' names, such as {@code ttft}; that of the latency of requests is left out: {@code p95}
 * @param meaning one line
 * @param source of a part of the run, by request
 */
public record Distribution(String name, String meaning, Function<RunPart, List<Times>> source) {
    private static final String LATENCY_NAME = "latency";

    /** From the actual start. */
    public static final Distribution LATENCY = ofRequests(
            LATENCY_NAME,
            "From sending a request to the end of its response, failed ones included.",
            r -> r.latencyMicros());

    public static final Distribution LATENCY_OK =
            ofRequests("latency-ok", "The same, of successful requests only.", r -> r.okLatencyMicros());

    public static final Distribution LATENCY_CORRECTED = ofRequests(
            "latency-corrected",
            "Latency from the intended start, free of coordinated omission; of a closed model with a pace.",
            r -> r.correctedLatencyMicros());

    /** Of runs with a scripted backend. */
    public static final Distribution OWN_TIME = SidesMetrics.ownTime();

    private static final List<Distribution> OF_BACKEND = Stream.concat(
                    Stream.of(OWN_TIME), SidesMetrics.otherTimes().stream())
            .toList();

    static final List<Distribution> ALL = Stream.of(
                    Stream.of(LATENCY, LATENCY_OK, LATENCY_CORRECTED),
                    Stream.of(Metric.values()).map(Distribution::of),
                    OF_BACKEND.stream())
            .flatMap(distributions -> distributions)
            .toList();

    private static Distribution of(Metric metric) {
        String label = metric.label();
        return new Distribution(
                label,
                metric.meaning(),
                part -> part.agents().map(agents -> agents.metrics()).orElse(List.of()).stream()
                        .filter(times -> times.name().equals(label))
                        .toList());
    }

    private static Distribution ofRequests(
            String name, String meaning, Function<RequestResult, @Nullable Latency> latency) {
        return new Distribution(
                name,
                meaning,
                part -> Stream.concat(part.requests().stream(), part.total().stream())
                        .flatMap(r -> Stream.ofNullable(latency.apply(r))
                                .map(micros -> new Times(name, r.name(), r.count(), micros)))
                        .toList());
    }

    /** Whether it is of requests, rather than of agents. */
    public boolean isOfRequests() {
        return name.startsWith(LATENCY_NAME);
    }

    /** Whether it is of tasks joined with calls of the scripted backend. */
    public boolean isOfBackend() {
        return OF_BACKEND.contains(this);
    }

    /** Name of the metric that is one number of it, such as {@code ttft.p95}; of the latency of requests {@code p95}. */
    public String metric(String stat) {
        return name.equals(LATENCY_NAME) ? stat : name + "." + stat;
    }

    /** By request, all of them together under {@code *}, in the order of the record. */
    public List<Times> at(RunPart part) {
        List<Times> times = source.apply(part);
        return times.size() != 1 || times.get(0).request().equals(SeriesKey.ALL_REQUESTS)
                ? times
                : List.of(times.get(0), all(times.get(0)));
    }

    /** Where one request alone has it, the record has no entry for all of them: it is that of the one. */
    private static Times all(Times one) {
        return new Times(one.name(), SeriesKey.ALL_REQUESTS, one.count(), one.micros());
    }

    /** Empty where there is none. */
    public Optional<Times> at(RunPart part, String request) {
        return at(part).stream()
                .filter(times -> times.request().equals(request))
                .findFirst();
    }
}
