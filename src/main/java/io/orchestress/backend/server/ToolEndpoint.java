package io.orchestress.backend.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.call.Identity;
import io.orchestress.backend.law.Draws;
import io.orchestress.backend.script.Script;
import io.orchestress.backend.script.Tool;
import io.orchestress.backend.wire.Mcp;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.workload.kind.BackendFault;
import io.orchestress.workload.kind.BackendFault.Subject;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** Tools over MCP, at one path. */
final class ToolEndpoint {
    /** Whoever reads it in a log must not look for the cause elsewhere. */
    private static final String OF_SCRIPT = "a fault that the scripted backend was told to have";

    private static final Map<String, String> NO_HEADERS = Map.of();

    private final Map<String, Tool> tools = new TreeMap<>();
    private final Draws draws;
    private final World world;

    ToolEndpoint(Script script, long seed, World world) {
        this.world = world;
        draws = new Draws(seed);
        script.tools().forEach((name, tool) -> {
            if (tool.served()) {
                tools.put(name, tool);
            }
        });
    }

    void handle(Exchange exchange) {
        if (!world.reading(exchange, then -> read(exchange, then))) {
            unreadable(exchange, World.TOO_MUCH);
        }
    }

    private void read(Exchange exchange, Executor then) {
        try {
            Mcp.Message message = Mcp.read(exchange.body, exchange.header("mcp-protocol-version"));
            then.execute(() -> answer(exchange, message));
        } catch (Refusal e) {
            then.execute(() -> unreadable(exchange, e));
        }
    }

    private void unreadable(Exchange exchange, Refusal why) {
        world.counts.refused("mcp: " + why.getMessage());
        answer(exchange, new OpenCall(world, Kind.OTHER, exchange), Mcp.unreadable(why), "");
    }

    private void answer(Exchange exchange, Mcp.Message message) {
        if (message.isToolCall()) {
            call(exchange, message);
        } else {
            Mcp.Answer answer = message.answer(tools.values());
            answer(exchange, new OpenCall(world, Kind.OTHER, exchange), answer, "mcp: " + message.method());
        }
    }

    private void answer(Exchange exchange, OpenCall open, Mcp.Answer answer, String refused) {
        if (answer.isRefusal() && !refused.isEmpty()) {
            world.counts.refused(refused);
        }
        exchange.answer(answer.status(), NO_HEADERS, answer.json());
        open.ended(answer.status(), answer.isRefusal() ? Outcome.REFUSED : Outcome.ANSWERED, 0);
    }

    private void call(Exchange exchange, Mcp.Message message) {
        OpenCall open = new OpenCall(world, Kind.TOOL, exchange);
        Identity identity = Identity.of(
                message.arguments(),
                new String(exchange.body, ISO_8859_1),
                first(exchange.header("traceparent"), message.meta("traceparent")),
                first(exchange.header("baggage"), message.meta("baggage")));
        open.is(message.tool(), identity, 0);
        Tool tool = tools.get(message.tool());
        if (tool == null) {
            answer(exchange, open, message.unknownTool(tools.keySet()), "tool: unknown tool " + message.tool());
            return;
        }
        BackendFault fault = world.faults
                .of(Subject.TOOL, tool.name(), open.number(), world.time.nanos(), kind -> true)
                .orElse(null);
        if (fault != null) {
            open.has(fault.kind());
            if (fault.kind() == BackendFault.Kind.HANG) {
                return; // it is written down when the client leaves
            }
        }
        SplittableRandom random = draws.of(identity.key(), "tool " + tool.name(), 0);
        double law = tool.latencyNanos().sample(random);
        long due = exchange.arrivedNanos
                + (fault == null
                        ? (long) law
                        : (long) (law * fault.factor()) + fault.delay().toNanos());
        String result = tool.result()
                .plain(Map.of("nonce", identity.isBooked() ? identity.task() : "unknown", "tool", tool.name()));
        exchange.later(due - world.time.nanos(), () -> {
            long now = world.time.nanos();
            world.counts.late(now - due);
            Mcp.Answer answer = fault == null ? message.toolResult(result) : answer(message, fault, tool, result);
            if (tool.effect() && (fault == null || hasEffect(fault.kind()))) {
                open.hasEffect();
            }
            open.first(now);
            answer(exchange, open, answer, "");
        });
    }

    /** Whether the tool did its work, whatever it says. */
    private static boolean hasEffect(BackendFault.Kind kind) {
        return kind == BackendFault.Kind.SLOW || kind == BackendFault.Kind.FLOOD;
    }

    private static Mcp.Answer answer(Mcp.Message message, BackendFault fault, Tool tool, String result) {
        return switch (fault.kind()) {
            case IS_ERROR -> message.toolFailure("The tool '" + tool.name() + "' failed: " + OF_SCRIPT);
            case RPC_ERROR -> message.serverFailure("Internal error: " + OF_SCRIPT);
            case FLOOD ->
                message.toolResult(result + " x".repeat((int) Math.max(0, fault.bytes() - result.length()) / 2));
            default -> message.toolResult(result);
        };
    }

    private static String first(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    /** Names of the tools that are served. */
    List<String> names() {
        return List.copyOf(tools.keySet());
    }
}
