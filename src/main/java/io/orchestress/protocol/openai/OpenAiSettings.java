package io.orchestress.protocol.openai;

import io.orchestress.config.Section;
import io.orchestress.protocol.Address;
import java.util.List;

/**
 * The section {@code orchestress.protocols.openai}.
 *
 * @param message template of what the user says in each turn; {@code #{turn}} is known in it, from 1
 * @param maxTokens 0: not sent
 * @param maxTokensName of the member that holds them
 * @param turns of a conversation, each with all that was said before
 * @param firstCall whether one request is sent before the load, to see whether the target takes it
 */
public record OpenAiSettings(
        String path,
        String model,
        String message,
        boolean stream,
        boolean includeUsage,
        int maxTokens,
        String maxTokensName,
        int turns,
        boolean firstCall) {

    public static OpenAiSettings read(Section s) {
        OpenAiSettings openai = new OpenAiSettings(
                Address.path(s, "path"),
                s.text("model"),
                s.template("message", List.of("turn")),
                s.flag("stream"),
                s.flag("include-usage"),
                s.integer("max-tokens", 0, 10_000_000),
                s.text("max-tokens-name"),
                s.integer("turns", 1, 1000),
                s.flag("first-call"));
        if (!openai.maxTokensName().matches("[A-Za-z_]\\w*")) {
            s.problem("max-tokens-name", "expected the name of a member, such as max_tokens or max_completion_tokens");
        }
        return openai;
    }
}
