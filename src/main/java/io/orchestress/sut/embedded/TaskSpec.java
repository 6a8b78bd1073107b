package io.orchestress.sut.embedded;

/**
 * What is to be done, with everything decided that can be decided before it starts. The prompt itself is not kept.
 *
 * @param agent type of agent that does it
 * @param tokensIn length of the prompt: a token per four characters or part of it, at least 1
 * @param tokensOut tokens it puts out when it completes, at least 1
 * @param pacing how its tokens and its service time go together
 */
record TaskSpec(String agent, Model model, TaskSize size, int tokensIn, int tokensOut, Pacing pacing) {
    /** How the tokens of a task and the time it holds its slot go together. */
    enum Pacing {
        /** Tokens come at their rate, or evenly over the service time where that is too short for it. */
        WITHIN_SERVICE,
        /** The first token comes when the service time is over, the others at their rate; the slot is held until the last. */
        AFTER_SERVICE
    }

    TaskSpec {
        if (tokensIn < 1) {
            throw new IllegalArgumentException("tokensIn is " + tokensIn + ", must be 1 or more");
        }
        if (tokensOut < 1) {
            throw new IllegalArgumentException("tokensOut is " + tokensOut + ", must be 1 or more");
        }
    }

    /** A task that puts out what is usual for its size, within its service time. */
    TaskSpec(String agent, Model model, TaskSize size, int tokensIn) {
        this(agent, model, size, tokensIn, size.tokensOut, Pacing.WITHIN_SERVICE);
    }

    /** A task for whoever is asked for nothing but a size. */
    static TaskSpec of(String prompt, TaskSize size) {
        return new TaskSpec(AgentRouter.route(prompt), size.defaultModel, size, tokensOf(prompt));
    }

    static int tokensOf(String prompt) {
        return Math.max(1, (prompt.length() + 3) / 4);
    }
}
