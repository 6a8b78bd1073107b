package io.orchestress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.Counter;
import io.orchestress.metrics.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What figures are called, by the semantic conventions for generative AI, v0.1.0. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "openai, complete medium, chat, '', chat gpt",
        "mcp, run_task medium, execute_tool, run_task, execute_tool run_task",
        "mcp-stdio, spawn_agent, execute_tool, spawn_agent, execute_tool spawn_agent",
        "mcp, initialize, '', '', initialize",
        "mcp, list tools, '', '', list tools",
        "rest, run medium task, '', '', run medium task",
        "a2a, poll medium task, '', '', poll medium task",
    })
    void requests(String protocol, String request, String operation, String tool, String span) {
        Names names = new Names(protocol, false);

        assertThat(names.operation(request)).isEqualTo(operation);
        assertThat(names.tool(request)).isEqualTo(tool);
        assertThat(names.ofSpan(false, request, "gpt")).isEqualTo(span);
        assertThat(names.ofSpan(true, "medium task", "")).isEqualTo("invoke_agent medium task");
    }

    @Test
    void tenantsAreALabelOfTheirOwn() {
        Names names = new Names("mcp", true);

        assertThat(names.labels("steady", "noisy: run_task medium").pairs())
                .containsExactly(
                        "orchestress.phase", "steady",
                        "orchestress.request", "run_task medium",
                        "orchestress.tenant", "noisy");
        assertThat(names.tool("noisy: run_task medium")).isEqualTo("run_task");
        assertThat(new Names("mcp", false).labels("steady", "a: b").pairs()).contains("a: b");
    }

    /** As the specification wants names of instruments: docs/specs/otel/metrics/api, "Instrument name syntax". */
    @Test
    void namesAreValid() {
        Set<String> names = new TreeSet<>();
        for (String protocol : List.of("openai", "mcp", "rest")) {
            Names of = new Names(protocol, false);
            Arrays.stream(Metric.values()).forEach(metric -> of.times(metric).forEach(i -> names.add(i.name())));
            of.latency("complete medium").forEach(instrument -> names.add(instrument.name()));
        }
        Arrays.stream(Counter.values())
                .forEach(counter -> names.add(Names.count(counter).name()));
        names.add(Names.resource("10.0.0.1:9090/metrics of 'x'", "x-cache-hit-ratio")
                .name());

        assertThat(names)
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(name).matches("[A-Za-z][A-Za-z0-9_.-]{0,254}"));
        assertThat(names.stream().filter(name -> name.startsWith("gen_ai")).collect(Collectors.toList()))
                .containsExactly(
                        "gen_ai.client.inference.duration",
                        "gen_ai.client.inference.time_per_output_chunk",
                        "gen_ai.client.inference.time_to_first_chunk",
                        "gen_ai.client.inference.usage.cache_read.input_tokens",
                        "gen_ai.client.inference.usage.input_tokens",
                        "gen_ai.client.inference.usage.output_tokens",
                        "gen_ai.client.inference.usage.reasoning.output_tokens",
                        "gen_ai.execute_tool.duration",
                        "gen_ai.invoke_agent.duration",
                        "gen_ai.server.time_per_output_token",
                        "gen_ai.server.time_to_first_token");
    }
}
