package io.orchestress.backend.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.script.Model;
import io.orchestress.backend.script.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pages that are no calls of a model or tool. */
final class Pages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> NO_HEADERS = Map.of();
    private static final String CREATED = "2026-01-01T00:00:00Z";
    private static final long CREATED_SECONDS = 1_767_225_600;

    private final Script script;
    private final World world;

    Pages(Script script, World world) {
        this.script = script;
        this.world = world;
    }

    void health(Exchange exchange) {
        answer(exchange, Map.of("status", "ok"));
    }

    void counts(Exchange exchange) {
        answer(exchange, world.counts.view(world.journal.lost()));
    }

    /** The models that the script names, in the form of the provider that is asked. */
    void models(Exchange exchange) {
        List<Object> models = new ArrayList<>();
        for (Model model : script.models()) {
            if (!model.pattern().endsWith("*")) {
                models.add(model(exchange, model.pattern()));
            }
        }
        Map<String, Object> page = new LinkedHashMap<>();
        if (!isAnthropic(exchange)) {
            page.put("object", "list");
        }
        page.put("data", models);
        if (isAnthropic(exchange)) {
            page.put("has_more", false);
            page.put("first_id", script.models().get(0).pattern());
            page.put("last_id", Model.DEFAULT);
        }
        answer(exchange, page);
    }

    /** Any name is that of a model. */
    void model(Exchange exchange) {
        String name = exchange.path.substring(exchange.path.lastIndexOf("/models/") + "/models/".length());
        answer(exchange, model(exchange, decoded(name)));
    }

    private static String decoded(String name) {
        try {
            return QueryStringDecoder.decodeComponent(name);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static boolean isAnthropic(Exchange exchange) {
        return !exchange.header("anthropic-version").isEmpty();
    }

    private static Map<String, Object> model(Exchange exchange, String name) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("id", name);
        if (isAnthropic(exchange)) {
            model.put("type", "model");
            model.put("display_name", name);
            model.put("created_at", CREATED);
        } else {
            model.put("object", "model");
            model.put("created", CREATED_SECONDS);
            model.put("owned_by", "orchestress");
        }
        return model;
    }

    private void answer(Exchange exchange, Object page) {
        OpenCall open = new OpenCall(world, Kind.OTHER, exchange);
        try {
            exchange.answer(200, NO_HEADERS, JSON.writeValueAsString(page));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        open.ended(200, Outcome.ANSWERED, 0);
    }
}
