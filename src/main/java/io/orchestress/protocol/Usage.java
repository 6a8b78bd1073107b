package io.orchestress.protocol;

import java.util.OptionalLong;

/**
 * Tokens of one call, as the target reports them; they are never guessed from chunks.
 *
 * <p>A count below 0 or above {@value #MOST_TOKENS} is a defect of the target: no context of a model is a thousandth of that. It is not
 * kept, and {@code impossible} says that there was one, so that no sum without it passes for the whole.
 *
 * @param model that answered; empty: not said
 * @param impossible whether a count was given that cannot be true
 */
public record Usage(String model, OptionalLong inputTokens, OptionalLong outputTokens, boolean impossible) {
    public static final long MOST_TOKENS = 1_000_000_000;
    public static final Usage UNKNOWN = new Usage("", OptionalLong.empty(), OptionalLong.empty());

    public Usage {
        impossible |= isImpossible(inputTokens) || isImpossible(outputTokens);
        inputTokens = isImpossible(inputTokens) ? OptionalLong.empty() : inputTokens;
        outputTokens = isImpossible(outputTokens) ? OptionalLong.empty() : outputTokens;
    }

    /** As the target said, whatever that was. */
    public Usage(String model, OptionalLong inputTokens, OptionalLong outputTokens) {
        this(model, inputTokens, outputTokens, false);
    }

    private static boolean isImpossible(OptionalLong tokens) {
        return tokens.isPresent() && (tokens.getAsLong() < 0 || tokens.getAsLong() > MOST_TOKENS);
    }
}
