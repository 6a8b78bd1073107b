package io.orchestress.protocol;

import java.util.OptionalLong;

/**
 * Tokens of one call, as the target reports them; they are never guessed from chunks.
 *
 * @param model that answered; empty: not said
 */
public record Usage(String model, OptionalLong inputTokens, OptionalLong outputTokens) {
    public static final Usage UNKNOWN = new Usage("", OptionalLong.empty(), OptionalLong.empty());
}
