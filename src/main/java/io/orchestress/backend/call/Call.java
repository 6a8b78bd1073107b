package io.orchestress.backend.call;

/**
 * One call that has ended, as the journal keeps it. Times are of {@link System#nanoTime()}, which processes of one Linux machine share.
 *
 * @param number from 1, in the order of arrival
 * @param name of the model or tool, as it was called; of any other call its path
 * @param script name of the task that was played; empty: none
 * @param turn from 0; −1 where there is none
 * @param said hash of what users said, which tells agents of one task apart that play the same script; 0: it was not read
 * @param startNanos the request was whole
 * @param firstNanos the first byte of the answer was written; 0: none was
 * @param endNanos the last byte was written, or the client had gone
 * @param status of HTTP; 0: none was sent
 * @param tokensIn of the prompt, a fourth of its characters
 * @param tokensOut that were sent
 * @param toolsAsked tools that the model asked for
 * @param effect whether a tool changed something by it
 * @param fault that the backend had for it; empty: none
 */
public record Call(
        long number,
        Kind kind,
        String name,
        Identity identity,
        String script,
        int turn,
        int said,
        long startNanos,
        long firstNanos,
        long endNanos,
        int status,
        Outcome outcome,
        int tokensIn,
        int tokensOut,
        int toolsAsked,
        boolean effect,
        String fault) {

    /** The kind of a call, by what answers it. */
    public enum Kind {
        /** OpenAI's chat completions. */
        CHAT,
        /** OpenAI's Responses. */
        RESPONSES,
        /** Anthropic's Messages. */
        MESSAGES,
        EMBEDDINGS,
        /** A call of a tool over MCP. */
        TOOL,
        /** A path that the backend does not know. */
        UNKNOWN,
        /** Whatever else: lists of models or tools, counted tokens, the backend's own pages. */
        OTHER;

        /** Whether it is work of a task, which is to be booked to one. */
        public boolean isWork() {
            return ordinal() <= TOOL.ordinal();
        }
    }

    /** How it ended. */
    public enum Outcome {
        /** The whole answer was sent. */
        ANSWERED,
        /** A limit refused it: 429. */
        LIMITED,
        /** It was no call that can be answered: 4xx. */
        REFUSED,
        /** The client left before the whole answer was sent. */
        LEFT,
        /** A fault that the backend was told to have. */
        FAULT
    }
}
