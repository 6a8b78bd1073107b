package io.orchestress.scenario;

import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.PreflightClient;
import io.orchestress.gatling.Requests;
import io.orchestress.metrics.Counter;
import io.orchestress.protocol.Address;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Template;
import io.orchestress.protocol.mcp.McpClient;
import io.orchestress.protocol.mcp.McpServer;
import io.orchestress.protocol.mcp.McpSettings;
import io.orchestress.protocol.mcp.McpTool;
import io.orchestress.protocol.mcp.McpTransport;
import io.orchestress.protocol.mcp.ToolCall;
import io.orchestress.protocol.mcp.ToolJudge;
import io.orchestress.text.Console;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A client of an MCP server, over HTTP or over the pipes of a process: opens its session, where there are sessions, looks at the tools,
 * makes an agent, and then calls a tool for each task. A session that was lost is opened again by the next iteration.
 */
final class McpJourney implements Journey {
    private static final String KEYS = "orchestress.protocols.mcp.";
    private static final String CLIENT = "mcp-client";
    private static final String INITIALIZE = "initialize";

    private volatile McpServer server = McpServer.unknown();

    @Override
    public void prepare(Requests requests) {
        McpSettings mcp = requests.settings().protocols().of(McpSettings.class);
        McpTransport transport = transport(requests);
        String where = requests.url().toString();
        try (PreflightClient inquiry = requests.inquiry()) {
            server = McpServer.ask(transport, mcp.era(), inquiry::ask);
            for (String remark : server.remarks()) {
                Console.out().println(where + ": " + remark + ".");
            }
        } catch (McpServer.RefusedException e) {
            boolean pipe = transport instanceof McpTransport.Stdio;
            if (!pipe && IntStream.of(401, 403, 407).anyMatch(e::isStatus)) {
                throw new InvalidConfigException(List.of(new ConfigProblem(
                        "orchestress.target.headers", "", where, "no MCP server to be used: " + e.getMessage())));
            }
            throw invalid(
                    pipe ? "command" : "path",
                    pipe ? String.join(" ", mcp.command()) : mcp.path(),
                    where,
                    "no MCP server to be used (era " + mcp.era().configName() + "): " + e.getMessage()
                            + (pipe || isRedirect(e) ? "" : ". " + requests.spokenInstead()));
        }
        mcp.spawn().ifPresent(spawn -> require("spawn.tool", spawn.tool(), where));
        require("task.tool", mcp.task().tool(), where);
    }

    /** A server that says where to go need not be asked what else it speaks. */
    private static boolean isRedirect(McpServer.RefusedException e) {
        return IntStream.of(301, 302, 303, 307, 308).anyMatch(e::isStatus);
    }

    private void require(String key, String tool, String where) {
        if (!server.tools().containsKey(tool)) {
            throw invalid(
                    key,
                    tool,
                    where,
                    "the server has no such tool; it has "
                            + String.join(", ", server.tools().keySet())
                            + (server.remarks().isEmpty() ? "" : " (" + String.join("; ", server.remarks()) + ")"));
        }
    }

    @Override
    public Optional<ChainBuilder> arrival(Requests requests) {
        ChainBuilder arrival = exec(session -> session.set(
                        CLIENT,
                        new McpClient(
                                transport(requests),
                                server.stateless(),
                                requests.settings()
                                        .protocols()
                                        .of(McpSettings.class)
                                        .progress())))
                .exec(connected(requests))
                .exec(requests.call("list tools", session -> client(session).listTools()));
        return Optional.of(requests.settings()
                .protocols()
                .of(McpSettings.class)
                .spawn()
                .map(spawn -> arrival.exec(call(spawn.tool(), spawn, true, requests)))
                .orElse(arrival));
    }

    @Override
    public ChainBuilder iteration(Requests requests) {
        ToolCall task = requests.settings().protocols().of(McpSettings.class).task();
        ChainBuilder tasks = TaskMix.chain(requests, size -> {
            String name = task.tool() + " " + size;
            return requests.task(size + " task", exec(call(name, task, false, requests)));
        });
        return connected(requests).exec(tasks);
    }

    @Override
    public Optional<Call> farewell(Session leaving) {
        return leaving.contains(CLIENT) ? client(leaving).farewell() : Optional.empty();
    }

    /** In 2026-07-28 over HTTP the closed connection is the cancel. */
    @Override
    public Optional<String> cancel(Requests requests) {
        boolean closes = server.stateless() && transport(requests) instanceof McpTransport.StreamableHttp;
        return closes ? Optional.empty() : Optional.of("notifications/cancelled");
    }

    /** What of it failed is done by the next iteration, before anything else. */
    private static ChainBuilder connected(Requests requests) {
        return doIf(session -> !client(session).isReady())
                .then(doIf(session -> !client(session).isOpen())
                        .then(exec(requests.call(
                                INITIALIZE,
                                session -> client(session).initialize(),
                                (session, reply) -> client(session).hasLostSession()
                                        ? Requests.counted(session, INITIALIZE, Counter.SESSIONS_REOPENED)
                                        : session)))
                        .exec(requests.call(
                                "initialized", session -> client(session).initialized())));
    }

    private io.gatling.javaapi.core.ActionBuilder call(String name, ToolCall call, boolean spawns, Requests requests) {
        Template arguments = new Template(call.arguments());
        McpSettings mcp = requests.settings().protocols().of(McpSettings.class);
        ToolJudge judge = new ToolJudge(mcp.success(), mcp.error(), spawns);
        return requests.call(name, session -> {
            McpTool tool = Objects.requireNonNull(server.tools().get(call.tool()), call.tool());
            return client(session).callTool(tool, arguments.json(Requests.values(session)), judge);
        });
    }

    private static McpClient client(Session session) {
        return session.get(CLIENT);
    }

    private static McpTransport transport(Requests requests) {
        if (requests.settings().target().protocol().isLocal()) {
            return new McpTransport.Stdio();
        }
        return new McpTransport.StreamableHttp(new Address(
                        requests.settings().protocols().of(McpSettings.class).path())
                .of(requests.url()));
    }

    private static InvalidConfigException invalid(String key, String value, String where, String message) {
        return new InvalidConfigException(List.of(new ConfigProblem(KEYS + key, value, where, message)));
    }
}
