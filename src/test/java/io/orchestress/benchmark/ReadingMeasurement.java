package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.config.Protocols;
import io.orchestress.config.SettingsLoader;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.a2a.A2aCalls;
import io.orchestress.protocol.a2a.Dialect;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import io.orchestress.protocol.mcp.McpClient;
import io.orchestress.protocol.mcp.McpTool;
import io.orchestress.protocol.mcp.McpTransport;
import io.orchestress.protocol.mcp.ToolJudge;
import io.orchestress.protocol.openai.ChatCalls;
import io.orchestress.protocol.openai.Conversation;
import io.orchestress.protocol.openai.OpenAiSettings;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Processor time of one thread to make a call and to judge its answer, without a network: the least of several rounds, after as many to warm up. */
public final class ReadingMeasurement {
    private static final URI TARGET = URI.create("http://127.0.0.1:1/");
    private static final int EVENTS = 200;
    private static final Map<String, String> BODY = Map.of(
            "content-type", "application/json", "content-length", "200", "date", "Sun, 29 Nov 2026 19:00:00 GMT");
    private static final Map<String, String> STREAM = Map.of(
            "content-type",
            "text/event-stream",
            "transfer-encoding",
            "chunked",
            "date",
            "Sun, 29 Nov 2026 19:00:00 GMT");

    private ReadingMeasurement() {}

    public static void main(String[] args) {
        Options options = Options.of(args, Map.of("rounds", 24));
        StringBuilder all = new StringBuilder();
        calls().forEach((name, call) -> {
            int count = name.endsWith("stream") ? 400 : 20_000;
            double least = Double.MAX_VALUE;
            for (int round = 0; round < options.get("rounds"); round++) {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (int i = 0; i < count; i++) {
                    call.run();
                }
                double micros = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e3 / count;
                least = 2 * round < options.get("rounds") ? Double.MAX_VALUE : Math.min(least, micros);
            }
            line("%-18s %8.3f µs", name, least);
            all.append(String.format(java.util.Locale.ROOT, " %s %.3f", name, least));
        });
        result("reading: µs a call:%s", all);
    }

    private static Map<String, Runnable> calls() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        McpClient client = new McpClient(new McpTransport.StreamableHttp(TARGET.resolve("/mcp")), false);
        body(
                client.initialize(),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}}");
        long[] id = {1};
        McpTool tool = new McpTool("run_task", Map.of());
        ToolJudge judge = new ToolJudge("/success", false);
        calls.put(
                "mcp",
                () -> body(
                        client.callTool(tool, "{\"prompt\":\"do it\",\"size\":\"simple\"}", judge),
                        "{\"jsonrpc\":\"2.0\",\"id\":" + (++id[0]) + ",\"result\":{\"content\":[{\"type\":\"text\","
                                + "\"text\":\"{\\\"state\\\":\\\"completed\\\",\\\"output\\\":\\\"some words\\\"}\"}],\"isError\":false}}"));
        Protocols protocols = SettingsLoader.load(new Properties()).protocols();
        ChatCalls chat = new ChatCalls(protocols.of(OpenAiSettings.class));
        Conversation asked = Conversation.EMPTY.asked("do it");
        calls.put(
                "openai",
                () -> body(
                        chat.next(TARGET, asked),
                        "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"swift\",\"choices\":[{\"index\":0,\"message\":"
                                + "{\"role\":\"assistant\",\"content\":\"some words\"},\"finish_reason\":\"stop\"}],"
                                + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":20,\"total_tokens\":32}}"));
        String chunk = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"swift\","
                + "\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]}\n\n";
        byte[] completion = (chunk.formatted("\"content\":\" word\"", "null").repeat(EVENTS)
                        + chunk.formatted("", "\"stop\"") + "data: [DONE]\n\n")
                .getBytes(StandardCharsets.UTF_8);
        calls.put("openai stream", () -> stream(chat.next(TARGET, asked), completion));
        LangGraphCalls graph = new LangGraphCalls(protocols.of(LangGraphSettings.class));
        byte[] run = ("event: metadata\ndata: {\"run_id\":\"r\"}\n\n"
                        + ("event: messages\ndata: [{\"content\":\" word\",\"type\":\"AIMessageChunk\",\"id\":\"m\"},"
                                        + "{\"langgraph_step\":1}]\n\n")
                                .repeat(EVENTS)
                        + "event: values\ndata: {\"messages\":[]}\n\nevent: end\ndata: null\n\n")
                .getBytes(StandardCharsets.UTF_8);
        calls.put(
                "langgraph stream",
                () -> stream(
                        graph.run(TARGET, "t", Map.of("prompt", "x", "size", "simple", "expected_agent", "coder")),
                        run));
        A2aCalls agent = new A2aCalls(TARGET, Dialect.V1_0);
        calls.put("a2a", () -> {
            Call call = agent.send("do it");
            String request = new String(((Outbound.Http) call.request()).body(), StandardCharsets.UTF_8);
            int from = request.indexOf("\"id\":") + 5;
            body(
                    call,
                    "{\"jsonrpc\":\"2.0\",\"id\":" + request.substring(from, request.indexOf(',', from))
                            + ",\"result\":{\"task\":{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_COMPLETED\"},"
                            + "\"artifacts\":[{\"artifactId\":\"a\",\"parts\":[{\"text\":\"some words\"}]}]}}}");
        });
        return calls;
    }

    private static void body(Call call, String text) {
        Answer answer = begun(call);
        answer.head(200, BODY, 1);
        answer.end(Ending.COMPLETE, text.getBytes(StandardCharsets.UTF_8), 1000);
    }

    private static void stream(Call call, byte[] events) {
        Answer answer = begun(call);
        answer.head(200, STREAM, 1);
        long[] nanos = {1};
        new SseReader(8 << 20).read(events, 0, events.length, event -> answer.event(event, nanos[0] += 1000));
        answer.end(Ending.COMPLETE, new byte[0], nanos[0]);
    }

    private static Answer begun(Call call) {
        Answer answer = call.answer().get();
        answer.begin(0, (reply, nanos) -> {
            if (!reply.isOk()) {
                throw new IllegalStateException(reply.toString());
            }
        });
        return answer;
    }
}
