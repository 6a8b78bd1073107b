package io.orchestress.protocol.openai;

import io.orchestress.config.Protocols;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.recording.Outcome;
import io.orchestress.wire.SseEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One request before the load, just as the load will send it: what the target refuses of it, it would refuse of every other. Of a stream the first
 * event is enough, so that a server that notices need not generate the rest. Whatever says nothing of the request itself, such as a limit of
 * requests or a failure of the server, is for the load to measure.
 */
public final class FirstCall {
    private static final String SECTION = "orchestress.protocols.openai.";

    private final Protocols.OpenAi settings;
    private final URI target;
    private String said = "";
    private String contentType = "";

    /**
     * What is to be changed before there can be a run.
     *
     * @param key of the configuration
     * @param value that it has; empty: not to be shown
     */
    public record Problem(String key, String value, String message) {}

    public FirstCall(Protocols.OpenAi settings, URI target) {
        this.settings = settings;
        this.target = target;
    }

    /** To be made once. */
    public Call call(Conversation conversation) {
        return new Call(new ChatCalls(settings).next(target, conversation).request(), First::new);
    }

    /** What the reply to it says of the configuration. */
    public Optional<Problem> problem(Reply reply) {
        String label = reply.outcome().label();
        if (label.matches("http-\\d+")) {
            return ofStatus(Integer.parseInt(label.substring("http-".length())), reply.detail());
        }
        boolean isPage = contentType.toLowerCase(Locale.ROOT).contains("html");
        return reply.outcome() == Outcome.MALFORMED && isPage
                ? Optional.of(wrongPath("answers with a page of HTML: " + reply.detail()))
                : Optional.empty();
    }

    private Optional<Problem> ofStatus(int status, String detail) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                Optional.of(new Problem(
                        "orchestress.target.url",
                        target.toString(),
                        asked() + " leads elsewhere, and no redirect is followed: " + detail
                                + ". Name the address where the target is"));
            case 401, 403, 407 ->
                Optional.of(new Problem(
                        "orchestress.target.headers",
                        "",
                        "the target wants an authorization: " + detail
                                + ". Set, for example, orchestress.target.headers { Authorization = \"Bearer …\" }"));
            case 404 -> Optional.of(mentions("model") ? refused("model", settings.model(), detail) : wrongPath(detail));
            case 405 -> Optional.of(wrongPath(detail));
            case 400, 415, 422 -> Optional.of(refused(detail));
            case 421 ->
                Optional.of(new Problem(
                        "orchestress.target.headers",
                        "",
                        "the target takes no requests for this host: " + detail
                                + ". Set, for example, orchestress.target.headers { Host = \"NAME\" }"));
            default -> Optional.empty();
        };
    }

    private Problem wrongPath(String detail) {
        String hint = asked().contains("/v1/v1/")
                ? ". The path of the target's URL ends with /v1, and so begins " + SECTION
                        + "path: leave it out of one of the two"
                : ". Is the path right?";
        return new Problem(SECTION + "path", settings.path(), "asked for " + asked() + ": " + detail + hint);
    }

    private Problem refused(String detail) {
        if (settings.maxTokens() > 0 && (mentions("max_tokens") || mentions("max_completion_tokens"))) {
            return new Problem(
                    SECTION + "max-tokens-name",
                    settings.maxTokensName(),
                    "the target refuses it: " + detail
                            + ". Valid: the name that the target has for it, such as max_completion_tokens; or "
                            + SECTION + "max-tokens = 0, which sends none");
        }
        if (settings.stream() && settings.includeUsage() && (mentions("stream_options") || mentions("include_usage"))) {
            return refused("include-usage", "true", detail + ". With false, tokens, cost and TPOT are unknown");
        }
        if (settings.stream() && mentions("stream")) {
            return refused("stream", "true", detail);
        }
        return mentions("model")
                ? refused("model", settings.model(), detail)
                : new Problem(
                        "orchestress.protocols.openai",
                        "",
                        "the target refuses what would be sent: " + detail
                                + ". See docs/protocols/openai.md for what is sent");
    }

    private static Problem refused(String key, String value, String detail) {
        return new Problem(SECTION + key, value, "the target refuses it: " + detail);
    }

    private boolean mentions(String word) {
        return said.contains(word);
    }

    private String asked() {
        return new io.orchestress.protocol.Address(settings.path()).of(target).toString();
    }

    /** Ends with the first event. */
    private final class First extends Answer {
        @Override
        public boolean event(SseEvent event, long nanos) {
            return true;
        }

        @Override
        protected Reply refused(byte[] body) {
            said = new String(body, StandardCharsets.UTF_8);
            return super.refused(body);
        }

        @Override
        protected Reply judge(byte[] body, long nanos) {
            contentType = header("content-type");
            boolean isAnswer = isStream() || json(body).isPresent();
            return isAnswer
                    ? Reply.ok(JSON.createObjectNode())
                    : Reply.failed(Outcome.MALFORMED, "no JSON" + quoted(body));
        }
    }
}
