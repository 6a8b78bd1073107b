package io.orchestress.backend.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.script.FaultReader;
import io.orchestress.backend.script.Tool;
import io.orchestress.backend.wire.Bodies;
import io.orchestress.backend.wire.OpenAi;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.workload.kind.BackendFault;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Faults that are switched while the backend runs: {@code PUT} has them as text, {@code 429 model=gpt-4o; hang tool=search}, or as JSON,
 * {@code {"faults": ["429"]}}. From another machine only by whoever has the token.
 */
final class FaultsPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORBIDDEN = 403;
    private static final int MOST_BYTES = 64 << 10;
    private static final String BEARER = "Bearer ";

    private final Map<String, Tool> tools;
    private final String token;
    private final World world;

    /** @param token empty: nobody from another machine */
    FaultsPage(Map<String, Tool> tools, String token, World world) {
        this.tools = tools;
        this.token = token;
        this.world = world;
    }

    void get(Exchange exchange) {
        if (mayUse(exchange)) {
            show(exchange);
        }
    }

    void put(Exchange exchange) {
        if (!mayUse(exchange)) {
            return;
        }
        try {
            world.faults.set(FaultReader.parse(text(exchange.body), tools), world.time.nanos());
        } catch (IllegalArgumentException | Refusal e) {
            refuse(exchange, 400, String.valueOf(e.getMessage()));
            return;
        }
        show(exchange);
    }

    private static String text(byte[] body) throws Refusal {
        if (body.length > MOST_BYTES) {
            throw Refusal.of("", "the body is longer than 64 KiB");
        }
        String text = new String(body, UTF_8).strip();
        if (!text.startsWith("{")) {
            return text;
        }
        JsonNode json = Bodies.json(body);
        JsonNode faults = json.path("faults");
        if (json.size() != 1 || !faults.isArray()) {
            throw Refusal.of("", "expected {\"faults\": [\"429\", …]}, or the same as text: 429; hang tool=search");
        }
        List<String> all = new ArrayList<>();
        for (JsonNode fault : faults) {
            if (!fault.isTextual()) {
                throw Refusal.of("", "a fault is a text such as \"429 model=gpt-4o share=20%\"");
            }
            all.add(fault.textValue());
        }
        return all.isEmpty() ? BackendFault.NONE : String.join(";", all);
    }

    /** A page in a browser of this machine may have been led here by a name server: its host is another. */
    private boolean mayUse(Exchange exchange) {
        boolean near = exchange.isFromThisMachine() && Endpoints.isOfThisMachine(exchange.header("host"));
        String given = exchange.header("authorization");
        boolean known =
                !token.isEmpty() && MessageDigest.isEqual((BEARER + token).getBytes(UTF_8), given.getBytes(UTF_8));
        if (near || known) {
            return true;
        }
        refuse(
                exchange,
                FORBIDDEN,
                "Faults are set from the backend's own machine, or with the token of orchestress.backend.token:"
                        + " authorization: Bearer TOKEN");
        return false;
    }

    private void show(Exchange exchange) {
        answer(exchange, Map.of("faults", world.faults.view(world.time.nanos())));
    }

    private void answer(Exchange exchange, Object page) {
        OpenCall open = new OpenCall(world, Kind.OTHER, exchange);
        try {
            exchange.answer(200, Map.of(), JSON.writeValueAsString(page));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        open.ended(200, Outcome.ANSWERED, 0);
    }

    private void refuse(Exchange exchange, int status, String message) {
        OpenCall open = new OpenCall(world, Kind.OTHER, exchange);
        world.counts.refused("faults: " + message);
        exchange.answer(status, Map.of(), OpenAi.error(new Refusal(status, "", message, "", "")));
        open.ended(status, Outcome.REFUSED, 0);
    }
}
