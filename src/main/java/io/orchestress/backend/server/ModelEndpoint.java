package io.orchestress.backend.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.call.Identity;
import io.orchestress.backend.limit.Limiter;
import io.orchestress.backend.play.Played;
import io.orchestress.backend.play.Player;
import io.orchestress.backend.wire.Bodies;
import io.orchestress.backend.wire.Continued;
import io.orchestress.backend.wire.Form;
import io.orchestress.backend.wire.ModelCall;
import io.orchestress.backend.wire.Refusal;
import io.orchestress.workload.kind.BackendFault;
import io.orchestress.workload.kind.BackendFault.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Calls of models, in one form. */
final class ModelEndpoint {
    private static final int TOO_MANY = 429;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Form form;
    private final Player player;
    private final Limiters limiters;
    private final World world;

    ModelEndpoint(Form form, Player player, Limiters limiters, World world) {
        this.form = form;
        this.player = player;
        this.limiters = limiters;
        this.world = world;
    }

    /** A call that has been read. */
    private record Read(ModelCall call, Identity identity) {}

    void handle(Exchange exchange) {
        OpenCall open = new OpenCall(world, form.kind(), exchange);
        if (!world.reading(exchange, then -> read(exchange, open, then))) {
            refuse(exchange, open, World.TOO_MUCH);
        }
    }

    /** @param then where to go on */
    private void read(Exchange exchange, OpenCall open, Executor then) {
        try {
            Read read = read(exchange);
            then.execute(() -> play(exchange, open, read));
        } catch (Refusal e) {
            then.execute(() -> refuse(exchange, open, e));
        }
    }

    private Read read(Exchange exchange) throws Refusal {
        JsonNode body = Bodies.json(exchange.body);
        ModelCall call = form.read(body);
        Identity identity = Identity.of(
                call.prompt(),
                new String(exchange.body, ISO_8859_1),
                exchange.header("traceparent"),
                exchange.header("baggage"));
        Continued before = call.continued();
        return new Read(call, before == null ? identity : identity.continuing(before.nonce()));
    }

    private void play(Exchange exchange, OpenCall open, Read read) {
        open.is(read.call.model(), read.identity, read.call.tokensIn());
        Played played;
        try {
            played = player.play(
                    read.call,
                    read.identity,
                    world.unique(open.number()),
                    world.time.now().getEpochSecond());
        } catch (Refusal e) {
            refuse(exchange, open, e);
            return;
        }
        BackendFault fault = world.faults
                .of(
                        Subject.MODEL,
                        read.call.model(),
                        open.number(),
                        world.time.nanos(),
                        kind -> kind != BackendFault.Kind.UNKNOWN_TOOL
                                || !read.call.tools().isEmpty())
                .orElse(null);
        if (fault != null) {
            open.has(fault.kind());
            played = fault.kind() == BackendFault.Kind.UNKNOWN_TOOL
                    ? played.askingForNoTool()
                    : played.slower(fault.factor(), fault.delay().toNanos());
        }
        open.plays(played);
        Optional<Refusal> refusal = fault == null ? Optional.empty() : ModelFaults.refusal(fault.kind(), open.name());
        if (fault != null && refusal.isPresent()) {
            ModelFaults.refuse(exchange, open, form, fault, refusal.get(), headers(open), requestId(open));
            return;
        }
        Limiter limiter = limiters.of(read.call.model());
        Limiter.Decision decision =
                limiter.call(read.call.tokensIn() + played.reply().tokensOut(), world.time.nanos());
        Map<String, String> headers = headers(open);
        headers.putAll(form.quota(decision, world.time.now()));
        if (!decision.isLetThrough()) {
            limit(exchange, open, decision, headers);
            return;
        }
        open.whenEnded(limiter::ended);
        BackendFault.@Nullable Kind kind = fault == null ? null : fault.kind();
        if (kind == BackendFault.Kind.HANG) {
            return; // it is written down when the client leaves
        }
        if (read.call.stream()) {
            new Stream(exchange, open, form, played, headers, kind, world).start();
        } else {
            whole(exchange, open, played, headers, kind);
        }
    }

    private void whole(
            Exchange exchange,
            OpenCall open,
            Played played,
            Map<String, String> headers,
            BackendFault.@Nullable Kind fault) {
        String json = form.whole(played.reply());
        long due = exchange.arrivedNanos + played.wholeNanos();
        exchange.whenGone(() -> open.left(played.tokensAfter(world.time.nanos() - exchange.arrivedNanos)));
        Runnable answer = () -> {
            long now = world.time.nanos();
            world.counts.late(now - due);
            headers.put("openai-processing-ms", Long.toString((now - exchange.arrivedNanos) / NANOS_PER_MILLI));
            open.first(now);
            int status = 200;
            if (fault == BackendFault.Kind.CUT) {
                exchange.answerHalf(headers, json);
            } else if (fault == BackendFault.Kind.STREAM_ERROR) {
                Refusal error = ModelFaults.serverError();
                status = error.status();
                exchange.answer(status, headers, form.error(error, requestId(open)));
            } else {
                exchange.answer(
                        status,
                        headers,
                        fault == BackendFault.Kind.INVALID_JSON ? json.substring(0, json.length() / 2) : json);
            }
            open.ended(status, Outcome.ANSWERED, played.reply().tokensOut());
        };
        long wait = due - world.time.nanos();
        if (wait > 0) {
            exchange.later(wait, answer);
        } else {
            answer.run();
        }
    }

    private Map<String, String> headers(OpenCall open) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(form.requestIdHeader(), requestId(open));
        return headers;
    }

    private String requestId(OpenCall open) {
        return "req_" + world.unique(open.number());
    }

    private void limit(Exchange exchange, OpenCall open, Limiter.Decision decision, Map<String, String> headers) {
        String kind = decision.refusal().startsWith("tokens") ? "tokens" : "requests";
        double seconds = Math.ceil(decision.retryAfterNanos() / 1e6) / 1e3;
        Refusal refusal = new Refusal(
                TOO_MANY,
                kind,
                "Rate limit reached for " + open.name() + " on " + decision.refusal() + ". Please try again in "
                        + seconds + "s.",
                "",
                "rate_limit_exceeded");
        exchange.answer(TOO_MANY, headers, form.error(refusal, requestId(open)));
        open.ended(TOO_MANY, Outcome.LIMITED, 0);
    }

    private void refuse(Exchange exchange, OpenCall open, Refusal refusal) {
        world.counts.refused(open.kind() + ": " + refusal.getMessage());
        exchange.answer(refusal.status(), headers(open), form.error(refusal, requestId(open)));
        open.ended(refusal.status(), Outcome.REFUSED, 0);
    }
}
