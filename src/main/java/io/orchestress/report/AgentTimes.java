package io.orchestress.report;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.MetricName;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names and places of the times of agents. */
public final class AgentTimes {
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry(MetricName.TTFT, "time to first token (TTFT)"),
            Map.entry(MetricName.ITL, "inter-token latency (ITL)"),
            Map.entry(MetricName.ICL, "inter-chunk latency (ICL)"),
            Map.entry(MetricName.TPOT, "time per output token (TPOT)"),
            Map.entry(MetricName.STREAM, "whole stream"),
            Map.entry(MetricName.TASK, "task, end to end"),
            Map.entry(MetricName.TASK_CORRECTED, "task, from its intended start"),
            Map.entry("spawn", "spawn of an agent"),
            Map.entry("queue-wait", "wait in the target's queue"),
            Map.entry("step", "step of a workflow"));
    private static final List<String> ORDER = List.of(
            MetricName.TASK,
            MetricName.TASK_CORRECTED,
            MetricName.TTFT,
            MetricName.ITL,
            MetricName.ICL,
            MetricName.TPOT,
            MetricName.STREAM,
            "queue-wait",
            "spawn",
            "step");

    private AgentTimes() {}

    static String title(String metric) {
        return TITLES.getOrDefault(metric, PlainText.clean(metric));
    }

    /** The same times, those first that are asked for most. */
    static List<Times> ordered(AgentResult result) {
        List<Times> ordered = new ArrayList<>();
        ORDER.forEach(metric -> result.metrics().stream()
                .filter(times -> times.name().equals(metric))
                .forEach(ordered::add));
        result.metrics().stream().filter(times -> !ORDER.contains(times.name())).forEach(ordered::add);
        return ordered;
    }

    /** One metric of all requests together. */
    public static Optional<Latency> of(AgentResult result, String metric) {
        return result.metrics().stream()
                .filter(times -> times.name().equals(metric))
                .findFirst()
                .map(Times::micros);
    }

    /** The time between two tokens where each chunk was known to be one, else the time between two chunks. */
    static Optional<Times> gap(AgentResult result) {
        return result.metrics().stream()
                .filter(times -> times.name().equals(MetricName.ITL))
                .findFirst()
                .or(() -> result.metrics().stream()
                        .filter(times -> times.name().equals(MetricName.ICL))
                        .findFirst());
    }
}
