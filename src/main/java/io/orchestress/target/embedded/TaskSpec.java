package io.orchestress.target.embedded;

/**
 * What is to be done, with everything decided that can be decided before it starts. The prompt itself is not kept.
 *
 * @param agent type of agent that does it
 * @param tokensIn length of the prompt: a token per four characters or part of it, at least 1
 */
record TaskSpec(String agent, Model model, TaskSize size, int tokensIn) {
    TaskSpec {
        if (tokensIn < 1) {
            throw new IllegalArgumentException("tokensIn is " + tokensIn + ", must be 1 or more");
        }
    }

    static int tokensOf(String prompt) {
        return Math.max(1, (prompt.length() + 3) / 4);
    }
}
