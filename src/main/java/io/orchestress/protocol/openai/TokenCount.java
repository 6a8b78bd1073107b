package io.orchestress.protocol.openai;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a {@code usage} is read, by the names that servers have for it. */
enum TokenCount {
    INPUT,
    CACHED,
    OUTPUT,
    REASONING,
    TOTAL;

    private static final Map<String, TokenCount> BY_NAME = Map.of(
            "prompt_tokens", INPUT,
            "input_tokens", INPUT,
            "cached_tokens", CACHED,
            "prompt_cache_hit_tokens", CACHED,
            "completion_tokens", OUTPUT,
            "output_tokens", OUTPUT,
            "reasoning_tokens", REASONING,
            "total_tokens", TOTAL);

    /** Null: of no interest. */
    static @Nullable TokenCount named(String member) {
        return BY_NAME.get(member);
    }
}
