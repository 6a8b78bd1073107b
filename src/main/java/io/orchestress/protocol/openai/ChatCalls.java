package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Address;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.NotSentException;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts a conversation into a request for the next message. */
public final class ChatCalls {
    /** What a user may keep of what was said before; a first message may be as long as it likes. */
    static final int LONGEST_CONVERSATION_BYTES = 8 << 20;

    private final OpenAiSettings settings;
    private final Address address;

    public ChatCalls(OpenAiSettings settings) {
        this.settings = settings;
        address = new Address(settings.path());
    }

    /**
     * The request for the next message.
     *
     * @param target its URL; the path of the configuration is appended to its own
     * @throws NotSentException when answers have made the conversation longer than is kept
     */
    public Call next(URI target, Conversation conversation) {
        URI uri = address.of(target);
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "Accept",
                settings.stream() ? "text/event-stream, application/json" : "application/json");
        byte[] body = body(conversation).toString().getBytes(StandardCharsets.UTF_8);
        if (conversation.messages().size() > 1 && body.length > LONGEST_CONVERSATION_BYTES) {
            throw new NotSentException(Reply.failed(
                    FailureClass.TOO_LONG,
                    "not sent: the conversation exceeds " + LONGEST_CONVERSATION_BYTES / (1 << 20) + " MiB"));
        }
        boolean lengthIsAsked = settings.maxTokens() > 0;
        return new Call(new Outbound.Http("POST", uri, headers, body), () -> new ChatAnswer(lengthIsAsked));
    }

    private ObjectNode body(Conversation conversation) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", settings.model());
        body.putArray("messages").addAll(conversation.messages());
        if (settings.maxTokens() > 0) {
            body.put(settings.maxTokensName(), settings.maxTokens());
        }
        if (settings.stream()) {
            body.put("stream", true);
            if (settings.includeUsage()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        return body;
    }
}
