package io.orchestress.analysis;

import io.orchestress.record.Interval;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The samples of one phase, by series: latencies of requests, and times of agents. */
final class SeriesSamples {
    private final Map<String, Samples> byRequest = new LinkedHashMap<>();
    private final AgentSamples agents = new AgentSamples();

    void add(Interval interval) {
        Optional<String> metric = interval.series().metric();
        if (metric.isPresent()) {
            agents.add(metric.get(), interval);
        } else {
            byRequest
                    .computeIfAbsent(interval.series().request(), name -> new Samples())
                    .add(interval);
        }
    }

    Map<String, Samples> byRequest() {
        return byRequest;
    }

    AgentSamples agents() {
        return agents;
    }
}
