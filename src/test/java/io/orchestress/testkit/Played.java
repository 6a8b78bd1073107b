package io.orchestress.testkit;

import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer of a server, played to the one who judges it. Events come {@value #EVERY_NANOS} ns after one another, the first of them
 * that long after the request.
 */
public record Played(int status, Map<String, String> headers, List<SseEvent> events, byte[] body, Ending ending) {
    public static final long SENT_NANOS = 5_000;
    public static final long EVERY_NANOS = 1_000;

    /** A whole stream as it was sent, with LF; comments are left out. */
    public static Played stream(String text) {
        List<SseEvent> events = new ArrayList<>();
        for (String block : text.strip().split("\n\n", -1)) {
            Map<String, String> fields = new TreeMap<>();
            for (String line : block.split("\n", -1)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.merge(
                            line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + "\n" + b);
                }
            }
            if (fields.containsKey("data")) {
                events.add(new SseEvent(
                        fields.getOrDefault("event", SseEvent.MESSAGE),
                        fields.get("data"),
                        fields.getOrDefault("id", "")));
            }
        }
        return new Played(200, Map.of("content-type", "text/event-stream"), events, new byte[0], Ending.COMPLETE);
    }

    /** A body as it was sent. */
    public static Played body(int status, String contentType, String text) {
        return new Played(
                status,
                Map.of("content-type", contentType),
                List.of(),
                text.getBytes(StandardCharsets.UTF_8),
                Ending.COMPLETE);
    }

    public Played ending(Ending newEnding) {
        return new Played(status, headers, events, body, newEnding);
    }

    public Played header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Played(status, more, events, body, ending);
    }

    /** Plays as a wire does: no event after the answer has had enough, and one end. */
    public Reply to(Answer answer) {
        List<Reply> replies = new ArrayList<>();
        answer.begin(SENT_NANOS, (reply, nanos) -> replies.add(reply));
        answer.head(status, headers, SENT_NANOS + 1);
        long now = SENT_NANOS;
        boolean enough = false;
        for (SseEvent event : events) {
            now += EVERY_NANOS;
            enough = answer.event(event, now);
            if (enough) {
                break;
            }
        }
        answer.end(enough ? Ending.COMPLETE : ending, body, now + EVERY_NANOS);
        if (replies.size() != 1) {
            throw new AssertionError(replies.size() + " replies");
        }
        return replies.get(0);
    }
}
