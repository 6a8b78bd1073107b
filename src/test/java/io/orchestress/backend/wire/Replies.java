package io.orchestress.backend.wire;

import java.util.List;

/** Replies with known parts. */
final class Replies {
    static final String UNIQUE = "00000000000000ab";

    private Replies() {}

    static Reply text(ModelCall call) {
        return reply(call, List.of(new Reply.Text(List.of("Hi \"", "you\u00e9"))), Reply.Finish.ANSWERED, 2);
    }

    static Reply tools(ModelCall call) {
        return reply(
                call,
                List.of(new Reply.Use("find", List.of("{\"a\":", "1}")), new Reply.Use("get", List.of("{}"))),
                Reply.Finish.ASKED,
                3);
    }

    static Reply cut(ModelCall call) {
        return reply(call, List.of(new Reply.Text(List.of("Hi"))), Reply.Finish.CUT, 1);
    }

    private static Reply reply(ModelCall call, List<Reply.Item> items, Reply.Finish finish, int tokens) {
        Continued after = new Continued(0, 1, 255, 7, "", finish != Reply.Finish.ASKED);
        return new Reply(UNIQUE, 1_700_000_000, call, items, finish, tokens, after);
    }

    /** All events of a reply, a chunk for each piece. */
    static String stream(Form form, Reply reply) {
        Form.Events events = form.events(reply);
        StringBuilder out = new StringBuilder();
        events.begin(out);
        for (int i = 0; i < reply.items().size(); i++) {
            events.open(out, i);
            for (String piece : reply.items().get(i).pieces()) {
                events.delta(out, i, piece);
            }
            events.close(out, i);
        }
        events.end(out);
        return out.toString();
    }
}
