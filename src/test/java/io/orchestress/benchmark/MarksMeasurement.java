package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import load.SmokeTest;

/**
 * What it costs the load generator that tasks are marked: a mark in each prompt, its search in each answer, a row of {@code tasks.jsonl}, and what is made of
 * the rows at the end. Processor time of its whole process for a task, at saturation, by a run with marks and one without at the same time, each with a
 * server of its own, so that both have the same neighbours. Then, by themselves, a call in the journal and the join of a task with its calls.
 */
public final class MarksMeasurement {
    private MarksMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = CostPairs.options(
                args,
                Map.of(
                        "users",
                        64,
                        "requests",
                        200_000,
                        "warm",
                        200_000,
                        "seconds",
                        60,
                        "pairs",
                        5,
                        "joined",
                        200_000));
        String medians = new CostPairs("without", "with", options, MarksMeasurement::side)
                .medians(ProtocolsMeasurement.PROTOCOLS.keySet());
        if (options.get("joined") > 0) {
            line("%s", TaskCost.of());
            line("%s", JoinCost.of(options.get("joined")));
        }
        result("marks: processor time of a request, median of without ÷ with:%s", medians);
    }

    private static LoopSide side(String protocol, String name, Path folder) throws IOException {
        List<String> properties = new ArrayList<>(ProtocolsMeasurement.PROTOCOLS.getOrDefault(protocol, List.of()));
        properties.addAll(ProtocolsMeasurement.SIMPLE_TASKS);
        properties.add("orchestress.answers.marks=" + (name.equals("with") ? "on" : "off"));
        return new LoopSide(name, 1, SmokeTest.class, properties, ProtocolsMeasurement.server(), folder);
    }
}
