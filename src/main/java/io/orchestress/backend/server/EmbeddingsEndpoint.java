package io.orchestress.backend.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.orchestress.backend.call.Call.Kind;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.call.Identity;
import io.orchestress.backend.law.Draws;
import io.orchestress.backend.limit.Limiter;
import io.orchestress.backend.script.Script;
import io.orchestress.backend.wire.Bodies;
import io.orchestress.backend.wire.ChatForm;
import io.orchestress.backend.wire.Embeddings;
import io.orchestress.backend.wire.Form;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.workload.kind.BackendFault;
import io.orchestress.workload.kind.BackendFault.Subject;
import java.util.LinkedHashMap;
import java.util.Map;

/** OpenAI's embeddings: they take the time to the first token of their model, and no longer. */
final class EmbeddingsEndpoint {
    private static final int TOO_MANY = 429;
    private final Form form = new ChatForm();
    private final Script script;
    private final Draws draws;
    private final Limiters limiters;
    private final World world;

    EmbeddingsEndpoint(Script script, long seed, Limiters limiters, World world) {
        this.script = script;
        this.limiters = limiters;
        this.world = world;
        draws = new Draws(seed);
    }

    void handle(Exchange exchange) {
        OpenCall open = new OpenCall(world, Kind.EMBEDDINGS, exchange);
        if (!world.bench.take(() -> make(exchange, open))) {
            refuse(exchange, open, World.TOO_MUCH, Map.of());
        }
    }

    /** On the bench: a vector has more numbers than any other answer has words. */
    private void make(Exchange exchange, OpenCall open) {
        try {
            Embeddings asked = Embeddings.read(Bodies.json(exchange.body));
            String body = new String(exchange.body, ISO_8859_1);
            Identity identity = Identity.of(body, body, exchange.header("traceparent"), exchange.header("baggage"));
            String json = asked.whole();
            exchange.onLoop(() -> answer(exchange, open, asked, identity, json));
        } catch (Refusal e) {
            exchange.onLoop(() -> refuse(exchange, open, e, Map.of()));
        }
    }

    private void answer(Exchange exchange, OpenCall open, Embeddings asked, Identity identity, String json) {
        open.is(asked.model(), identity, asked.tokens());
        BackendFault fault = world.faults
                .of(
                        Subject.MODEL,
                        asked.model(),
                        open.number(),
                        world.time.nanos(),
                        kind -> kind != BackendFault.Kind.UNKNOWN_TOOL)
                .orElse(null);
        if (fault != null) {
            open.has(fault.kind());
            Refusal refusal = ModelFaults.refusal(
                            fault.kind() == BackendFault.Kind.STREAM_ERROR
                                    ? BackendFault.Kind.SERVER_ERROR
                                    : fault.kind(),
                            asked.model())
                    .orElse(null);
            if (refusal != null) {
                ModelFaults.refuse(exchange, open, form, fault, refusal, Map.of(), "");
                return;
            }
        }
        Limiter limiter = limiters.of(asked.model());
        Limiter.Decision decision = limiter.call(asked.tokens(), world.time.nanos());
        Map<String, String> headers = new LinkedHashMap<>(form.quota(decision, world.time.now()));
        headers.put(form.requestIdHeader(), "req_" + world.unique(open.number()));
        if (!decision.isLetThrough()) {
            String message = "Rate limit reached for " + asked.model() + " on " + decision.refusal() + ".";
            refuse(exchange, open, new Refusal(TOO_MANY, "requests", message, "", "rate_limit_exceeded"), headers);
            return;
        }
        open.whenEnded(limiter::ended);
        double law = script.model(asked.model()).firstTokenNanos().sample(draws.of(identity.key(), "embeddings", 0));
        if (fault != null) {
            if (fault.kind() == BackendFault.Kind.HANG) {
                return; // it is written down when the client leaves
            }
            law = law * fault.factor() + fault.delay().toNanos();
        }
        long due = exchange.arrivedNanos + (long) law;
        exchange.later(due - world.time.nanos(), () -> {
            long now = world.time.nanos();
            world.counts.late(now - due);
            open.first(now);
            if (fault != null && fault.kind() == BackendFault.Kind.CUT) {
                exchange.answerHalf(headers, json);
            } else {
                boolean broken = fault != null && fault.kind() == BackendFault.Kind.INVALID_JSON;
                exchange.answer(200, headers, broken ? json.substring(0, json.length() / 2) : json);
            }
            open.ended(200, Outcome.ANSWERED, 0);
        });
    }

    private void refuse(Exchange exchange, OpenCall open, Refusal refusal, Map<String, String> headers) {
        boolean limited = refusal.status() == TOO_MANY;
        if (!limited) {
            world.counts.refused("embeddings: " + refusal.getMessage());
        }
        exchange.answer(refusal.status(), headers, form.error(refusal, ""));
        open.ended(refusal.status(), limited ? Outcome.LIMITED : Outcome.REFUSED, 0);
    }
}
