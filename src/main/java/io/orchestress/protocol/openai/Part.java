package io.orchestress.protocol.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one choice of an event, or of a body, holds; it is filled member by member, since its index may come last. */
final class Part {
    private int index;
    private String text = "";
    private boolean reasoning;
    private boolean other;
    private String finishReason = "";
    private List<ToolCalls.Fragment> toolCalls = List.of();
    private Optional<ToolCalls.Fragment> functionCall = Optional.empty();

    /** @param place among the choices, which is its index where none is named */
    Part(int place) {
        index = place;
    }

    /** Takes it for another one: an event of a stream brings a few words, and there are thousands of them. */
    void reset(int place) {
        index = place;
        text = "";
        reasoning = false;
        other = false;
        finishReason = "";
        toolCalls = List.of();
        functionCall = Optional.empty();
    }

    void index(int named) {
        index = named;
    }

    /** Of the answer, or of a refusal to give one. */
    void text(String more) {
        text = text.isEmpty() ? more : text + more;
    }

    /** Tokens like others, counted and paid for, but no answer. */
    void reasoning(boolean anything) {
        reasoning |= anything;
    }

    /** Output that is no text, such as a picture or sound. */
    void other() {
        other = true;
    }

    void finishReason(String word) {
        finishReason = word;
    }

    void toolCall(ToolCalls.Fragment fragment) {
        toolCalls = toolCalls.isEmpty() ? new ArrayList<>(2) : toolCalls;
        toolCalls.add(fragment);
    }

    void functionCall(ToolCalls.Fragment fragment) {
        functionCall = Optional.of(fragment);
    }

    /** Everything but index and reason of another one. */
    void takesMessageOf(Part message) {
        text(message.text);
        reasoning |= message.reasoning;
        other |= message.other;
        message.toolCalls.forEach(this::toolCall);
        functionCall = functionCall.or(() -> message.functionCall);
    }

    int index() {
        return index;
    }

    String text() {
        return text;
    }

    boolean holdsReasoning() {
        return reasoning;
    }

    boolean holdsOther() {
        return other;
    }

    String finishReason() {
        return finishReason;
    }

    List<ToolCalls.Fragment> toolCalls() {
        return toolCalls;
    }

    Optional<ToolCalls.Fragment> functionCall() {
        return functionCall;
    }

    /** Whether anything of it is output of the model. */
    boolean holdsOutput() {
        return !text.isEmpty()
                || reasoning
                || other
                || functionCall.filter(ToolCalls.Fragment::holdsAnything).isPresent()
                || (!toolCalls.isEmpty() && toolCalls.stream().anyMatch(ToolCalls.Fragment::holdsAnything));
    }
}
