package io.orchestress.protocol.openai;

import io.orchestress.metrics.FailureClass;
import java.util.Locale;
import java.util.Set;

/**
 * Why a completion ended. OpenAI has five words for it; servers that are compatible with it have their own. Case and hyphens say nothing. A
 * word that nobody here knows is no failure: the answer is in the form of the protocol, and whole.
 *
 * @param word as the server has it; empty: not said
 */
record FinishReason(String word) {
    static final FinishReason NONE = new FinishReason("");

    private static final Set<String> OF_OPENAI =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call", "error");
    private static final Set<String> ENDED = Set.of(
            "stop",
            "tool_calls",
            "function_call",
            "tool_use",
            "tool_call",
            "end_turn",
            "eos",
            "eos_token",
            "stop_sequence",
            "stop_token",
            "complete",
            "completed",
            "end",
            "done",
            "finished");
    private static final Set<String> CUT = Set.of(
            "length",
            "max_tokens",
            "model_length",
            "max_length",
            "max_output_tokens",
            "max_new_tokens",
            "max_completion_tokens",
            "context_length",
            "context_length_exceeded",
            "model_context_window_exceeded");
    private static final Set<String> FILTERED = Set.of(
            "content_filter",
            "content_filtered",
            "safety",
            "recitation",
            "blocklist",
            "prohibited_content",
            "spii",
            "sensitive",
            "guardrail_intervened");
    private static final Set<String> OVERLOADED = Set.of(
            "insufficient_system_resource",
            "overloaded",
            "overloaded_error",
            "rate_limit",
            "rate_limited",
            "rate_limit_exceeded",
            "too_many_requests");
    private static final Set<String> GIVEN_UP = Set.of(
            "abort", "aborted", "cancel", "canceled", "cancelled", "interrupted", "timeout", "failed", "failure");

    /** What it comes to, as long as there is something in the answer. */
    FailureClass outcome() {
        if (isOrdinary()) {
            return FailureClass.OK;
        }
        String plain = plain();
        if (plain.isEmpty()) {
            return FailureClass.NO_FINISH_REASON;
        }
        if (CUT.contains(plain)) {
            return FailureClass.LENGTH;
        }
        if (FILTERED.contains(plain)) {
            return FailureClass.CONTENT_FILTER;
        }
        if (OVERLOADED.contains(plain)) {
            return FailureClass.RATE_LIMITED;
        }
        boolean isError = plain.startsWith("error") || plain.endsWith("error") || plain.startsWith("malformed");
        return isError || GIVEN_UP.contains(plain) ? FailureClass.PROTOCOL : FailureClass.OK;
    }

    /** What is to be told of the word although the answer is good; empty: nothing. */
    String note() {
        if (isOrdinary() || outcome() != FailureClass.OK || OF_OPENAI.contains(word)) {
            return "";
        }
        return ENDED.contains(plain())
                ? "finish_reason is '" + word + "', which OpenAI does not define; read as a normal end"
                : "finish_reason is '" + word + "', which is unknown; read as a normal end";
    }

    /** The two words of nearly all answers. */
    private boolean isOrdinary() {
        return word.equals("stop") || word.equals("tool_calls");
    }

    private String plain() {
        String plain = word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        plain = plain.startsWith("finish_reason_") ? plain.substring("finish_reason_".length()) : plain;
        return plain.equals("null") || plain.equals("none") ? "" : plain;
    }
}
