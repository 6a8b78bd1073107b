package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model, in whatever form it came.
 *
 * @param stream whether the answer is wanted as a stream
 * @param includeUsage whether the stream is to end with its usage
 * @param mostTokens of the answer; 0: as many as it has
 * @param prompt all that users said since the last answer
 * @param toolResults that the conversation holds since then
 * @param tools that are offered
 * @param choice {@link #AUTO}, {@link #NONE}, {@link #REQUIRED}, or the name of the tool that must be called
 * @param answerSchema that an answer must have; null: it is text
 * @param tokensIn a fourth of the characters of all that was said
 * @param continued where it goes on with an answer that is not in the call
 */
public record ModelCall(
        String model,
        boolean stream,
        boolean includeUsage,
        int mostTokens,
        String prompt,
        int toolResults,
        List<Offered> tools,
        String choice,
        @Nullable JsonNode answerSchema,
        int tokensIn,
        @Nullable Continued continued) {
    /** None of these is a name that a tool can have. */
    public static final String AUTO = "";

    public static final String NONE = "(none)";
    public static final String REQUIRED = "(required)";

    public ModelCall {
        tools = List.copyOf(tools);
    }

    /**
     * A tool that the model may call.
     *
     * @param schema of its arguments; it may be missing
     */
    public record Offered(String name, JsonNode schema) {}
}
