package io.orchestress.backend.wire;

import java.util.List;

/** The events of one answer of the Responses API: each has a name, the same as its type, and a number in their sequence. */
final class ResponsesEvents implements Form.Events {
    private final Reply reply;
    private int sequence;

    ResponsesEvents(Reply reply) {
        this.reply = reply;
    }

    private StringBuilder event(StringBuilder out, String type) {
        return out.append("event: ")
                .append(type)
                .append("\ndata: {\"type\":\"")
                .append(type)
                .append("\",\"sequence_number\":")
                .append(sequence++);
    }

    private StringBuilder itemEvent(StringBuilder out, String type, int item) {
        return event(out, type)
                .append(",\"item_id\":\"")
                .append(ResponsesForm.itemId(reply, item))
                .append("\",\"output_index\":")
                .append(item);
    }

    private static void done(StringBuilder out) {
        out.append("}\n\n");
    }

    private boolean isText(int item) {
        return reply.items().get(item) instanceof Reply.Text;
    }

    @Override
    public void begin(StringBuilder out) {
        for (String type : new String[] {"response.created", "response.in_progress"}) {
            event(out, type).append(",\"response\":");
            ResponsesForm.response(out, reply, false);
            done(out);
        }
    }

    @Override
    public void open(StringBuilder out, int item) {
        event(out, "response.output_item.added")
                .append(",\"output_index\":")
                .append(item)
                .append(",\"item\":");
        ResponsesForm.item(out, reply, item, false);
        done(out);
        if (isText(item)) {
            itemEvent(out, "response.content_part.added", item).append(",\"content_index\":0,\"part\":");
            ResponsesForm.part(out, List.of());
            done(out);
        }
    }

    @Override
    public void delta(StringBuilder out, int item, String text) {
        if (isText(item)) {
            itemEvent(out, "response.output_text.delta", item).append(",\"content_index\":0,\"delta\":");
            JsonWords.quoted(out, text).append(",\"logprobs\":[]");
        } else {
            itemEvent(out, "response.function_call_arguments.delta", item).append(",\"delta\":");
            JsonWords.quoted(out, text);
        }
        done(out);
    }

    @Override
    public void close(StringBuilder out, int item) {
        if (isText(item)) {
            itemEvent(out, "response.output_text.done", item).append(",\"content_index\":0,\"text\":");
            JsonWords.quoted(out, reply.items().get(item).pieces()).append(",\"logprobs\":[]");
            done(out);
            itemEvent(out, "response.content_part.done", item).append(",\"content_index\":0,\"part\":");
            ResponsesForm.part(out, reply.items().get(item).pieces());
            done(out);
        } else {
            itemEvent(out, "response.function_call_arguments.done", item).append(",\"name\":");
            JsonWords.quoted(out, ((Reply.Use) reply.items().get(item)).name()).append(",\"arguments\":");
            JsonWords.quoted(out, reply.items().get(item).pieces());
            done(out);
        }
        event(out, "response.output_item.done")
                .append(",\"output_index\":")
                .append(item)
                .append(",\"item\":");
        ResponsesForm.item(out, reply, item, true);
        done(out);
    }

    @Override
    public void end(StringBuilder out) {
        boolean cut = reply.finish() == Reply.Finish.CUT;
        event(out, cut ? "response.incomplete" : "response.completed").append(",\"response\":");
        ResponsesForm.response(out, reply, true);
        done(out);
    }
}
