package io.orchestress.backend.server;

import io.orchestress.backend.call.Call.Outcome;
import io.orchestress.backend.play.Played;
import io.orchestress.backend.wire.Form;
import io.orchestress.backend.wire.Reply;
import java.util.List;
import java.util.Map;

/**
 * One answer as a stream: a chunk leaves when the last of its tokens is due, and what a slow reader has missed leaves together. Used on the
 * event loop of its connection.
 */
final class Stream {
    private final Exchange exchange;
    private final OpenCall open;
    private final Played played;
    private final Reply reply;
    private final Form.Events events;
    private final Map<String, String> headers;
    private final World world;
    private int item;
    private int piece;
    private int sent;
    private boolean begun;

    Stream(Exchange exchange, OpenCall open, Form form, Played played, Map<String, String> headers, World world) {
        this.exchange = exchange;
        this.open = open;
        this.played = played;
        this.headers = headers;
        this.world = world;
        reply = played.reply();
        events = form.events(reply);
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
        while (!whole && due() <= now) {
            world.counts.late(now - due());
            whole = chunk(out);
        }
        if (!out.isEmpty()) {
            if (!begun) {
                begun = true;
                open.first(now);
                exchange.beginStream(headers);
            }
            exchange.send(out);
        }
        if (whole) {
            open.ended(200, Outcome.ANSWERED, sent);
            exchange.endStream();
        } else {
            later();
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
