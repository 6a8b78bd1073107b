package io.orchestress.sut.embedded.agent;

/**
 * What a task came to.
 *
 * @param text which is the whole of what was said
 * @param tokens of the text
 * @param cut whether the model stopped because it had said as much as it may
 * @param allTokensIn tokens of the prompts of all calls of models
 * @param allTokensOut tokens that all calls of models put out
 * @param calledNanos time in which one call of a model or tool at least was under way
 */
public record Answer(String text, int tokens, boolean cut, long allTokensIn, long allTokensOut, long calledNanos) {
    Answer saying(String other) {
        return new Answer(other, tokens, cut, allTokensIn, allTokensOut, calledNanos);
    }
}
