package io.orchestress.backend.server;

import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.play.Played;
import io.orchestress.backend.wire.Form;
import io.orchestress.backend.wire.Reply;
import io.orchestress.workload.kind.BackendFault;
import io.orchestress.workload.kind.BackendFault.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer as a stream: a chunk leaves when the last of its tokens is due, and what a slow reader has missed leaves together. Used on the
 * event loop of its connection.
 */
final class Stream {
    private final Exchange exchange;
    private final OpenCall open;
    private final Form form;
    private final Played played;
    private final Reply reply;
    private final Form.Events events;
    private final Map<String, String> headers;
    private final World world;
    private final BackendFault.@Nullable Kind fault;
    private final int failsAt;
    private int item;
    private int piece;
    private int sent;
    private boolean begun;

    /** @param fault that ends it half-way; null, and any other: none does */
    Stream(
            Exchange exchange,
            OpenCall open,
            Form form,
            Played played,
            Map<String, String> headers,
            BackendFault.@Nullable Kind fault,
            World world) {
        this.form = form;
        this.fault = fault;
        this.exchange = exchange;
        this.open = open;
        this.played = played;
        this.headers = headers;
        this.world = world;
        reply = played.reply();
        events = form.events(reply);
        boolean fails = fault == Kind.CUT || fault == Kind.STREAM_ERROR || fault == Kind.INVALID_JSON;
        failsAt = fails ? reply.tokensOut() / 2 : Integer.MAX_VALUE;
    }

    void start() {
        exchange.whenGone(() -> open.left(sent));
        later();
    }

    private void later() {
        exchange.later(due() - world.time.nanos(), this::proceed);
    }

    /** When the next chunk is due. */
    private long due() {
        return exchange.arrivedNanos + played.dueNanos(sent + next());
    }

    /** Tokens of the next chunk: a chunk does not go over the end of an item. */
    private int next() {
        return Math.min(
                played.tokensPerChunk(), reply.items().get(item).pieces().size() - piece);
    }

    private void proceed() {
        if (exchange.isBehind(this::proceed)) {
            return;
        }
        StringBuilder out = new StringBuilder(512);
        long now = world.time.nanos();
        boolean whole = false;
        while (!whole && sent < failsAt && due() <= now) {
            world.counts.late(now - due());
            whole = chunk(out);
        }
        boolean fails = !whole && sent >= failsAt && due() <= now;
        if (fails) {
            fail(out);
        }
        if (!out.isEmpty() && !begun) {
            begun = true;
            open.first(now);
            exchange.beginStream(headers);
        }
        boolean cut = fails && fault == Kind.CUT;
        if (!cut && (whole || fails)) {
            exchange.endStream(out);
            open.ended(200, Outcome.ANSWERED, sent);
            return;
        }
        if (!out.isEmpty()) {
            exchange.send(out);
        }
        if (cut) {
            open.ended(200, Outcome.FAULT, sent);
            exchange.cut();
        } else {
            later();
        }
    }

    /** What a stream that fails has in the place of its next chunk. */
    private void fail(StringBuilder out) {
        if (sent == 0) {
            events.begin(out);
        }
        if (fault == Kind.STREAM_ERROR) {
            out.append(form.errorEvent(ModelFaults.overloaded()));
        } else if (fault == Kind.INVALID_JSON) {
            List<String> pieces = reply.items().get(item).pieces();
            if (piece == 0) {
                events.open(out, item);
            }
            events.delta(out, item, pieces.isEmpty() ? "" : pieces.get(piece));
            out.setLength(out.length() - "}\n\n".length());
            out.append("\n\n");
        }
    }

    /** Writes the next chunk, and whether it was the last one. */
    private boolean chunk(StringBuilder out) {
        if (sent == 0 && piece == 0 && item == 0) {
            events.begin(out);
        }
        List<String> pieces = reply.items().get(item).pieces();
        if (piece == 0) {
            events.open(out, item);
        }
        int count = next();
        if (count > 0) {
            events.delta(
                    out, item, count == 1 ? pieces.get(piece) : String.join("", pieces.subList(piece, piece + count)));
        }
        piece += count;
        sent += count;
        if (piece < pieces.size()) {
            return false;
        }
        events.close(out, item);
        item++;
        piece = 0;
        if (item < reply.items().size()) {
            return false;
        }
        events.end(out);
        return true;
    }
}
