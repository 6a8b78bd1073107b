package io.orchestress.sut.embedded.agent;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** What a model says in one call, read from one answer or from the events of a stream. */
final class ModelReply {
    private static final int MOST_BYTES = 8 << 20;
    private static final int MOST_TOOLS = 1_000;
    private static final String DATA = "data:";

    private final boolean streamed;
    private final Consumer<String> piece;
    private final Body body = new Body();
    private final StringBuilder text = new StringBuilder();
    private final List<Use> uses = new ArrayList<>();
    private int scanned;
    private String finish = "";
    private int tokensIn;
    private int tokensOut;

    /** A tool that is asked for. */
    static final class Use {
        final StringBuilder id = new StringBuilder();
        final StringBuilder name = new StringBuilder();
        final StringBuilder arguments = new StringBuilder();
    }

    /** It is none that can be understood; says why. */
    static final class Unreadable extends Exception {
        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    /** Bytes that have come. */
    static final class Body {
        private byte[] bytes = new byte[1_024];
        private int size;

        void add(ByteBuf more) throws Unreadable {
            int count = more.readableBytes();
            if (size + count > MOST_BYTES) {
                throw new Unreadable("it is longer than " + (MOST_BYTES >> 20) + " MiB");
            }
            if (size + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
            }
            more.readBytes(bytes, size, count);
            size += count;
        }

        String text() {
            return new String(bytes, 0, size, StandardCharsets.UTF_8);
        }
    }

    /** @param piece is told each piece of text as it comes, where it is a stream */
    ModelReply(boolean streamed, Consumer<String> piece) {
        this.streamed = streamed;
        this.piece = piece;
    }

    void data(ByteBuf bytes) throws Unreadable {
        body.add(bytes);
        if (streamed) {
            lines();
        }
    }

    private void lines() throws Unreadable {
        int start = scanned;
        for (int i = scanned; i < body.size; i++) {
            if (body.bytes[i] == '\n') {
                line(new String(body.bytes, start, i - start, StandardCharsets.UTF_8).strip());
                start = i + 1;
            }
        }
        scanned = start;
    }

    private void line(String line) throws Unreadable {
        if (!line.startsWith(DATA) || line.endsWith("[DONE]")) {
            return;
        }
        JsonNode event = Tree.of(line.substring(DATA.length()));
        failure(event);
        usage(event.path("usage"));
        JsonNode choice = event.path("choices").path(0);
        JsonNode delta = choice.path("delta");
        String said = delta.path("content").asText("");
        if (!delta.path("content").isNull() && !said.isEmpty()) {
            text.append(said);
            piece.accept(said);
        }
        for (JsonNode part : delta.path("tool_calls")) {
            add(part, part.path("index").asInt(uses.size()));
        }
        if (choice.path("finish_reason").isTextual()) {
            finish = choice.path("finish_reason").textValue();
        }
    }

    private void add(JsonNode part, int index) throws Unreadable {
        if (index < 0 || index > uses.size() || index >= MOST_TOOLS) {
            throw new Unreadable("it asks for a tool at place " + index + " after " + uses.size());
        }
        if (index == uses.size()) {
            uses.add(new Use());
        }
        Use use = uses.get(index);
        use.id.append(part.path("id").asText(""));
        use.name.append(part.path("function").path("name").asText(""));
        use.arguments.append(part.path("function").path("arguments").asText(""));
    }

    /** All of it has come. */
    void ended() throws Unreadable {
        if (!streamed) {
            JsonNode whole = Tree.of(body.text());
            failure(whole);
            usage(whole.path("usage"));
            JsonNode choice = whole.path("choices").path(0);
            JsonNode message = choice.path("message");
            text.append(
                    message.path("content").isTextual()
                            ? message.path("content").textValue()
                            : "");
            for (JsonNode use : message.path("tool_calls")) {
                add(use, uses.size());
            }
            finish = choice.path("finish_reason").asText("");
        }
        if (finish.isEmpty() || finish.equals("null")) {
            throw new Unreadable(streamed ? "the stream stopped before its end" : "it has no finish_reason");
        }
    }

    private void usage(JsonNode usage) {
        if (usage.isObject()) {
            tokensIn = usage.path("prompt_tokens").asInt();
            tokensOut = usage.path("completion_tokens").asInt();
        }
    }

    private static void failure(JsonNode said) throws Unreadable {
        JsonNode error = said.path("error");
        if (error.isObject()) {
            throw new Unreadable(error.path("message").asText(error.toString()));
        }
    }

    String text() {
        return text.toString();
    }

    List<Use> uses() {
        return uses;
    }

    boolean isCut() {
        return finish.equals("length");
    }

    int tokensIn() {
        return tokensIn;
    }

    int tokensOut() {
        return tokensOut;
    }
}
