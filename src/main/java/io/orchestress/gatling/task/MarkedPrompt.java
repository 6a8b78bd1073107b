package io.orchestress.gatling.task;

import io.orchestress.backend.call.TaskNonce;

/**
 * A mark in a prompt: what the user wrote, and behind it {@code " (task reference: orc-…)"}. The words before the mark tell an echo of the prompt
 * from an answer that holds the mark: scripts put other words before it.
 */
final class MarkedPrompt {
    /** What stands before a mark in a prompt, and so in every echo of it. */
    static final String BEFORE = "task reference: ";

    private static final String OPENS = " (" + BEFORE;
    private static final String CLOSES = ")";

    private MarkedPrompt() {}

    /** @param prompt one that has a mark already gets another in its place */
    static String of(String prompt, String mark) {
        return plain(prompt) + OPENS + mark + CLOSES;
    }

    /** What the user wrote. */
    static String plain(String prompt) {
        int from = prompt.length() - OPENS.length() - TaskNonce.LENGTH - CLOSES.length();
        boolean marked = from >= 0
                && prompt.startsWith(OPENS, from)
                && prompt.endsWith(CLOSES)
                && TaskNonce.isNonce(prompt.substring(from + OPENS.length(), prompt.length() - CLOSES.length()));
        return marked ? prompt.substring(0, from) : prompt;
    }
}
