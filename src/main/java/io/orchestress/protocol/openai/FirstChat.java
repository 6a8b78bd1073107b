package io.orchestress.protocol.openai;

import io.orchestress.protocol.Call;
import io.orchestress.protocol.FirstAnswer;
import io.orchestress.protocol.FirstCall;
import io.orchestress.protocol.Objection;
import io.orchestress.protocol.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The first message of a conversation, before the load. What the target names in its refusal leads to the setting. */
public final class FirstChat {
    private static final String SECTION = "orchestress.protocols.openai.";

    private final OpenAiSettings settings;
    private final Call call;
    private final boolean versionIsThereTwice;
    private String said = "";

    private FirstChat(OpenAiSettings settings, URI target, Conversation conversation) {
        this.settings = settings;
        Call next = new ChatCalls(settings).next(target, conversation);
        call = new Call(next.request(), First::new);
        versionIsThereTwice = target.getPath() != null
                && target.getPath().matches(".*/v1/?")
                && settings.path().startsWith("/v1/");
    }

    /** To be made once. */
    public static FirstCall of(OpenAiSettings settings, URI target, Conversation conversation) {
        FirstChat chat = new FirstChat(settings, target, conversation);
        return new FirstCall(chat.call, chat::objection);
    }

    private Optional<Objection> objection(Reply reply) {
        String detail = reply.detail();
        return switch (reply.outcome().httpStatus().orElse(0)) {
            case 400, 415, 422 -> Optional.of(refused(detail));
            case 404 ->
                mentions("model") && !mentions("loc")
                        ? Optional.of(refused("model", settings.model(), detail))
                        : shared(reply);
            default -> shared(reply);
        };
    }

    private Optional<Objection> shared(Reply reply) {
        return Objection.of(
                        reply,
                        call,
                        new Objection.Settings(SECTION + "path", settings.path(), "orchestress.protocols.openai"))
                .map(objection -> versionIsThereTwice && objection.key().equals(SECTION + "path")
                        ? new Objection(
                                objection.key(),
                                objection.value(),
                                objection.message()
                                        + " The path of the target's URL ends with /v1 and this path begins with it: remove it from one of them")
                        : objection);
    }

    private Objection refused(String detail) {
        if (settings.maxTokens() > 0 && (mentions("max_tokens") || mentions("max_completion_tokens"))) {
            return new Objection(
                    SECTION + "max-tokens-name",
                    settings.maxTokensName(),
                    "the target rejects it: " + detail
                            + ". Valid: the target's name for it, such as max_completion_tokens; or "
                            + SECTION + "max-tokens = 0 to send none");
        }
        if (settings.stream() && settings.includeUsage() && (mentions("stream_options") || mentions("include_usage"))) {
            return refused("include-usage", "true", detail + ". With false, tokens, cost and TPOT are unknown");
        }
        if (settings.stream() && mentions("stream")) {
            return refused("stream", "true", detail);
        }
        return mentions("model")
                ? refused("model", settings.model(), detail)
                : new Objection(
                        "orchestress.protocols.openai",
                        "",
                        "the target rejects the request: " + detail + ". docs/protocols/openai.md lists what is sent");
    }

    private static Objection refused(String key, String value, String detail) {
        return new Objection(SECTION + key, value, "the target rejects it: " + detail);
    }

    private boolean mentions(String word) {
        return said.contains(word);
    }

    /** Keeps all of what is said against the request. */
    private final class First extends FirstAnswer {
        @Override
        protected Reply refused(byte[] body) {
            said = new String(body, StandardCharsets.UTF_8);
            return super.refused(body);
        }
    }
}
