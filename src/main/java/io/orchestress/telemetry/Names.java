package io.orchestress.telemetry;

import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Metric;
import io.orchestress.record.ResourceName;
import io.orchestress.record.SeriesKey;
import io.orchestress.workload.kind.WorkloadSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What our figures are called: by the semantic conventions for generative AI, v0.1.0, where these have a name for it, else below {@code orchestress}.
 * docs/telemetry.md lists them.
 *
 * @param protocol in which the target is spoken to
 * @param tenants whether names of requests begin with that of a tenant
 */
record Names(String protocol, boolean tenants) {
    static final Instrument REQUESTS = Instrument.counter(
            "orchestress.requests",
            "{request}",
            "Requests that ended, by orchestress.outcome: ok, or their failure class.");
    static final Instrument REQUEST_DURATION =
            Instrument.seconds("orchestress.request.duration", "Latency of requests, failed ones by error.type.");
    static final Instrument REQUEST_CORRECTED = Instrument.seconds(
            "orchestress.request.corrected_duration",
            "Latency from the intended start of the request, omitted requests included.");
    static final Instrument INFERENCE_DURATION =
            Instrument.seconds("gen_ai.client.inference.duration", "Duration of calls of a model.");
    static final Instrument TOOL_DURATION =
            Instrument.seconds("gen_ai.execute_tool.duration", "Duration of calls of a tool.");
    static final Instrument TIME_TO_FIRST_CHUNK = Instrument.seconds(
            "gen_ai.client.inference.time_to_first_chunk", "From the request to the first chunk with content.");
    static final Instrument TIME_PER_CHUNK =
            Instrument.seconds("gen_ai.client.inference.time_per_output_chunk", "Between two chunks of a stream.");
    static final Instrument USERS = Instrument.gauge("orchestress.users", "{user}", "Virtual users alive.");
    static final Instrument IN_FLIGHT =
            Instrument.gauge("orchestress.requests.in_flight", "{request}", "Requests sent and not answered.");
    static final Instrument PHASE =
            Instrument.gauge("orchestress.phase.active", "1", "1 for the phase under way, by orchestress.phase.");
    static final Instrument ELAPSED = Instrument.gauge("orchestress.elapsed", "s", "Time since the load started.");
    static final Instrument BREAKER = Instrument.gauge(
            "orchestress.breaker.state", "1", "1 for the state of the circuit breaker, by orchestress.state.");
    static final Instrument BREAKER_RULE = Instrument.gauge(
            "orchestress.breaker.limit_use",
            "1",
            "Value of a rule of the circuit breaker over its limit, by orchestress.rule: above 1 it trips.");
    static final Instrument LOST_SPANS =
            Instrument.counter("orchestress.telemetry.lost_spans", "{span}", "Spans that were not exported.");

    private static final String OPENAI = "openai";
    private static final String EXECUTE_TOOL = "execute_tool";
    private static final String CHAT = "chat";
    private static final Set<String> NO_TOOLS = Set.of("initialize", "initialized", "list tools");

    /** What a request does, in a word of the conventions; empty: nothing that they have a word for. */
    String operation(String request) {
        if (protocol.equals(OPENAI)) {
            return CHAT;
        }
        return protocol.startsWith("mcp") && !NO_TOOLS.contains(bare(request)) ? EXECUTE_TOOL : "";
    }

    /** The flavour of the conventions. */
    String provider() {
        return protocol;
    }

    /** The tool that a request calls; empty: none. */
    String tool(String request) {
        if (!operation(request).equals(EXECUTE_TOOL)) {
            return "";
        }
        String bare = bare(request);
        for (WorkloadSize size : WorkloadSize.values()) {
            String end = " " + size.configName();
            if (bare.endsWith(end)) {
                return bare.substring(0, bare.length() - end.length());
            }
        }
        return bare;
    }

    /** Without the name of its tenant. */
    String bare(String request) {
        String tenant = tenant(request);
        return tenant.isEmpty()
                ? request
                : request.substring(SeriesKey.ofTenant(tenant, "").length());
    }

    private String tenant(String request) {
        return tenants ? SeriesKey.tenantOf(request) : "";
    }

    /** Where something was measured. */
    Labels labels(String phase, String request) {
        return Labels.NONE
                .with("orchestress.phase", phase)
                .with("orchestress.request", bare(request))
                .with("orchestress.tenant", tenant(request));
    }

    /** The same, with what the conventions want of a request. */
    Labels genAi(String phase, String request, String errorType) {
        String operation = operation(request);
        return ended(labels(phase, request), errorType)
                .with("gen_ai.operation.name", operation)
                .with("gen_ai.provider.name", operation.isEmpty() ? "" : provider())
                .with("gen_ai.tool.name", tool(request));
    }

    /** Of a task, which is an agent's. */
    Labels ofTask(String phase, String task, String errorType) {
        return ended(labels(phase, task), errorType)
                .with("gen_ai.operation.name", "invoke_agent")
                .with("gen_ai.provider.name", provider());
    }

    private static Labels ended(Labels labels, String errorType) {
        return labels.with("error.type", errorType);
    }

    /** Name of a span: the operation and what it is done to; where the conventions have no word for it, the request. */
    String ofSpan(boolean task, String name, String model) {
        if (task) {
            return "invoke_agent " + bare(name);
        }
        String operation = operation(name);
        String of = operation.equals(CHAT) ? model : tool(name);
        return operation.isEmpty() ? bare(name) : of.isEmpty() ? operation : operation + " " + of;
    }

    /** Whether the target is a command, whose status is its exit code. */
    boolean isProcess() {
        return protocol.equals("process");
    }

    static String errorType(FailureClass outcome) {
        return outcome == FailureClass.OK || outcome == FailureClass.CORRECTED ? "" : outcome.label();
    }

    /** Histograms of the latency of a request. */
    List<Instrument> latency(String request) {
        String operation = operation(request);
        List<Instrument> all = new ArrayList<>(List.of(REQUEST_DURATION));
        if (operation.equals(CHAT)) {
            all.add(INFERENCE_DURATION);
        } else if (operation.equals(EXECUTE_TOOL)) {
            all.add(TOOL_DURATION);
        }
        return all;
    }

    /** Histograms of a time of agents. */
    List<Instrument> times(Metric metric) {
        Instrument own = switch (metric) {
            case TTFT -> Instrument.seconds("gen_ai.server.time_to_first_token", metric.meaning());
            case TPOT -> Instrument.seconds("gen_ai.server.time_per_output_token", metric.meaning());
            case TASK -> Instrument.seconds("gen_ai.invoke_agent.duration", metric.meaning());
            case ITL -> own("inter_token.duration", metric);
            case ICL -> own("inter_chunk.duration", metric);
            case STREAM -> own("stream.duration", metric);
            case SPAWN -> own("spawn.duration", metric);
            case QUEUE_WAIT -> own("queue_wait.duration", metric);
            case TASK_CORRECTED -> own("task.corrected_duration", metric);
            case STEP -> own("step.duration", metric);
        };
        if (!protocol.equals(OPENAI)) {
            return List.of(own);
        }
        return switch (metric) {
            case TTFT -> List.of(own, TIME_TO_FIRST_CHUNK);
            case ITL, ICL -> List.of(own, TIME_PER_CHUNK);
            default -> List.of(own);
        };
    }

    private static Instrument own(String name, Metric metric) {
        return Instrument.seconds("orchestress." + name, metric.meaning());
    }

    /** What is counted exactly. */
    static Instrument count(Counter counter) {
        return switch (counter) {
            case TOKENS_IN -> tokens("input_tokens", "Input tokens, cached ones included.");
            case TOKENS_OUT -> tokens("output_tokens", "Output tokens, reasoning included.");
            case TOKENS_CACHED -> tokens("cache_read.input_tokens", "Input tokens from a cache.");
            case TOKENS_HIDDEN -> tokens("reasoning.output_tokens", "Output tokens that were never sent.");
            default ->
                Instrument.counter(
                        "orchestress." + counter.label().replace('-', '_'),
                        "1",
                        "As " + counter.label() + " in counters.csv.");
        };
    }

    private static Instrument tokens(String name, String description) {
        return Instrument.counter("gen_ai.client.inference.usage." + name, "{token}", description);
    }

    /** A reading of target, load generator or machine. */
    static Instrument resource(String subject, String name) {
        String unit = switch (ResourceName.unit(name)) {
            case "B" -> "By";
            case "B/s" -> "By/s";
            case "s" -> "s";
            case "1/s" -> "1/s";
            default -> "1"; // a ratio or a count
        };
        return Instrument.gauge(
                "orchestress." + subject.replaceAll("[^A-Za-z0-9_.-]", "_") + "." + name.replace('-', '_'),
                unit,
                ResourceName.meaning(name));
    }

    /** Where something was counted. */
    Labels counted(String phase, String request, Counter counter, String detail) {
        Labels labels = labels(phase, request);
        return switch (counter) {
            case TOKENS_IN, TOKENS_OUT, TOKENS_CACHED, TOKENS_HIDDEN ->
                labels.with("gen_ai.operation.name", operation(request).isEmpty() ? "invoke_agent" : operation(request))
                        .with("gen_ai.provider.name", provider())
                        .with("gen_ai.response.model", detail);
            case MODEL_CALLS, TOKENS_IMPOSSIBLE -> labels.with("gen_ai.response.model", detail);
            default -> labels.with("orchestress.detail", detail);
        };
    }
}
