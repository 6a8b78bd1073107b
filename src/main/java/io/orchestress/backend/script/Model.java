package io.orchestress.backend.script;

import io.orchestress.backend.law.Law;

/**
 * How a model behaves.
 *
 * @param pattern its name, of which {@code *} at the end stands for anything
 * @param firstTokenNanos from the whole request to the first token, in ns
 * @param tokensPerSec rate of the tokens after the first
 * @param tokensPerChunk tokens in one chunk of a stream, the last apart
 * @param answerTokens of an answer, where its text has a place for filler
 */
public record Model(
        String pattern, Law firstTokenNanos, Law tokensPerSec, int tokensPerChunk, Law answerTokens, Limits limits) {
    /** The name of the block that is for all models. */
    public static final String DEFAULT = "default";

    boolean isFor(String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }

    /**
     * The limits of one customer at a provider; 0: no limit.
     *
     * @param tokensPerMinute of prompts and answers together
     * @param concurrency calls at the same time
     */
    public record Limits(int requestsPerMinute, int tokensPerMinute, int concurrency) {}
}
