package io.orchestress.backend.server;

import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.play.Player;
import io.orchestress.backend.script.Script;
import io.orchestress.backend.wire.Bodies;
import io.orchestress.backend.wire.ChatForm;
import io.orchestress.backend.wire.MessagesForm;
import io.orchestress.backend.wire.OpenAi;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.backend.wire.ResponsesForm;
import io.orchestress.config.Origin;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** What each path answers. */
final class Endpoints {
    private static final System.Logger LOGGER = System.getLogger(Endpoints.class.getName());
    private static final Map<String, String> NO_HEADERS = Map.of();
    private static final String MODELS = "/v1/models";

    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final boolean loopbackOnly;
    private final World world;

    private interface Handler {
        void handle(Exchange exchange);
    }

    /** @param loopbackOnly whether it answers to names of this machine only: whoever asks by another was led here by a name server */
    Endpoints(Script script, long seed, boolean loopbackOnly, String token, World world) {
        this.loopbackOnly = loopbackOnly;
        this.world = world;
        Player player = new Player(script, seed);
        Limiters limiters = new Limiters(script, world.time.nanos());
        Pages pages = new Pages(script, world);
        ToolEndpoint tools = new ToolEndpoint(script, seed, world);
        put("POST /v1/chat/completions", new ModelEndpoint(new ChatForm(), player, limiters, world)::handle);
        put("POST /v1/responses", new ModelEndpoint(new ResponsesForm(), player, limiters, world)::handle);
        put("POST /v1/messages", new ModelEndpoint(new MessagesForm(), player, limiters, world)::handle);
        put("POST /v1/messages/count_tokens", this::countTokens);
        put("POST /v1/embeddings", new EmbeddingsEndpoint(script, seed, limiters, world)::handle);
        put("GET " + MODELS, pages::models);
        put("GET " + MODELS + "/NAME", pages::model);
        put("POST /mcp", tools::handle);
        FaultsPage faults = new FaultsPage(script.tools(), token, world);
        put("GET /faults", faults::get);
        put("PUT /faults", faults::put);
        put("GET /health", pages::health);
        put("GET /counts", pages::counts);
    }

    private void put(String route, Handler handler) {
        handlers.put(route, handler);
    }

    void handle(Exchange exchange) {
        try {
            if (exchange.malformed) {
                refuse(exchange, 400, "The request is not HTTP/1.1.", "");
            } else if (loopbackOnly && !isOfThisMachine(exchange.header("host"))) {
                refuse(
                        exchange,
                        421,
                        "This backend answers to names of this machine only; orchestress.backend.host binds it elsewhere.",
                        "misdirected_request");
            } else {
                route(exchange);
            }
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, exchange.method + " " + exchange.path + " failed", e);
            refuse(exchange, 500, "The backend failed: " + e, "internal");
        }
    }

    private void route(Exchange exchange) {
        Handler handler = handlers.get(exchange.method + " " + path(exchange.path));
        if (handler != null) {
            handler.handle(exchange);
        } else if (exchange.path.equals("/mcp")) {
            answer(exchange, Kind.OTHER, 405, Map.of("allow", "POST"), "");
        } else {
            unknown(exchange);
        }
    }

    /** Clients that are given a base without {@code /v1} or with it twice mean the same; a model's name is part of its path. */
    private static String path(String path) {
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (plain.startsWith("/v1/v1/")) {
            plain = plain.substring("/v1".length());
        }
        if (plain.startsWith(MODELS + "/")) {
            return MODELS + "/NAME";
        }
        return switch (plain) {
            case "/chat/completions", "/responses", "/messages", "/embeddings", "/models" -> "/v1" + plain;
            default -> plain;
        };
    }

    static boolean isOfThisMachine(String host) {
        if (host.isEmpty() || host.startsWith("127.0.0.1") || host.startsWith("localhost")) {
            return host.isEmpty() || host.matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?");
        }
        try {
            return Origin.of(URI.create("http://" + host)).isLoopback();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void unknown(Exchange exchange) {
        OpenCall open = new OpenCall(world, Kind.UNKNOWN, exchange);
        open.isUnknown(exchange.method + " ");
        Refusal refusal = new Refusal(
                404,
                "",
                "This backend has no " + exchange.method + " " + exchange.path + ". It offers: "
                        + String.join(", ", handlers.keySet()),
                "",
                "unknown_url");
        exchange.answer(404, NO_HEADERS, OpenAi.error(refusal));
        open.ended(404, Outcome.REFUSED, 0);
    }

    private void refuse(Exchange exchange, int status, String message, String code) {
        world.counts.refused(message);
        answer(exchange, Kind.OTHER, status, NO_HEADERS, OpenAi.error(new Refusal(status, "", message, "", code)));
    }

    private void answer(Exchange exchange, Kind kind, int status, Map<String, String> headers, String json) {
        OpenCall open = new OpenCall(world, kind, exchange);
        exchange.answer(status, headers, json);
        open.ended(status, status < 400 ? Outcome.ANSWERED : Outcome.REFUSED, 0);
    }

    private void countTokens(Exchange exchange) {
        if (!world.reading(exchange, then -> countTokens(exchange, then))) {
            notCounted(exchange, World.TOO_MUCH);
        }
    }

    private void countTokens(Exchange exchange, Executor then) {
        try {
            int tokens = MessagesForm.countedTokens(Bodies.json(exchange.body));
            then.execute(() -> answer(exchange, Kind.OTHER, 200, NO_HEADERS, "{\"input_tokens\":" + tokens + "}"));
        } catch (Refusal e) {
            then.execute(() -> notCounted(exchange, e));
        }
    }

    private void notCounted(Exchange exchange, Refusal why) {
        world.counts.refused("count_tokens: " + why.getMessage());
        answer(exchange, Kind.OTHER, why.status(), NO_HEADERS, new MessagesForm().error(why, ""));
    }

    /** Methods and paths. */
    List<String> offered() {
        return List.copyOf(handlers.keySet());
    }
}
