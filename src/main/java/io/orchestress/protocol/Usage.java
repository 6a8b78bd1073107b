package io.orchestress.protocol;

import java.util.OptionalLong;

/**
 * Tokens of one call, as the target reports them; they are never guessed from chunks.
 *
 * <p>A count below 0 or above {@value #MOST_TOKENS} is a defect of the target: no context of a model is a thousandth of that. It is not
 * kept, and {@code impossible} says that there was one, so that no sum without it passes for the whole. A part that is larger than what it is a
 * part of is none.
 *
 * @param model that answered; empty: not said
 * @param inputTokens with those from a cache
 * @param cachedTokens of the input tokens, those that came from the target's cache, which cost less as a rule
 * @param outputTokens all that are paid for
 * @param hiddenTokens of the output tokens, those that were never sent, such as reasoning that is kept secret
 * @param impossible whether a count was given that cannot be true
 */
public record Usage(
        String model,
        OptionalLong inputTokens,
        OptionalLong cachedTokens,
        OptionalLong outputTokens,
        OptionalLong hiddenTokens,
        boolean impossible) {
    public static final long MOST_TOKENS = 1_000_000_000;
    public static final Usage UNKNOWN = new Usage("", OptionalLong.empty(), OptionalLong.empty());

    public Usage {
        impossible |= isImpossible(inputTokens) || isImpossible(outputTokens);
        inputTokens = isImpossible(inputTokens) ? OptionalLong.empty() : inputTokens;
        outputTokens = isImpossible(outputTokens) ? OptionalLong.empty() : outputTokens;
        cachedTokens = partOf(inputTokens, cachedTokens);
        hiddenTokens = partOf(outputTokens, hiddenTokens);
    }

    /** As the target said, whatever that was. */
    public Usage(String model, OptionalLong inputTokens, OptionalLong outputTokens) {
        this(model, inputTokens, outputTokens, false);
    }

    public Usage(String model, OptionalLong inputTokens, OptionalLong outputTokens, boolean impossible) {
        this(model, inputTokens, OptionalLong.empty(), outputTokens, OptionalLong.empty(), impossible);
    }

    /** Output tokens that came in the stream; absent where none were told. */
    public OptionalLong sentTokens() {
        return outputTokens.isEmpty()
                ? outputTokens
                : OptionalLong.of(outputTokens.getAsLong() - hiddenTokens.orElse(0));
    }

    private static OptionalLong partOf(OptionalLong all, OptionalLong part) {
        boolean isPart =
                all.isPresent() && part.isPresent() && part.getAsLong() >= 0 && part.getAsLong() <= all.getAsLong();
        return isPart ? part : OptionalLong.empty();
    }

    private static boolean isImpossible(OptionalLong tokens) {
        return tokens.isPresent() && (tokens.getAsLong() < 0 || tokens.getAsLong() > MOST_TOKENS);
    }
}
