package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** One of the answers that a completion offers. */
final class Choice {
    private final StringBuilder text = new StringBuilder();
    private @Nullable ToolCalls toolCalls;
    private String functionName = "";
    private @Nullable StringBuilder functionArguments;
    private long keptBytes;
    private boolean hasOtherOutput;
    private FinishReason finishReason = FinishReason.NONE;

    void add(Part part) {
        text.append(part.text());
        keptBytes += 4L * part.text().length();
        hasOtherOutput |= part.holdsOther();
        for (ToolCalls.Fragment fragment : part.toolCalls()) {
            ToolCalls calls = toolCalls == null ? new ToolCalls() : toolCalls;
            calls.add(fragment);
            toolCalls = calls;
        }
        part.functionCall().ifPresent(this::addCall);
        finishReason = part.finishReason().isEmpty() ? finishReason : new FinishReason(part.finishReason());
    }

    private void addCall(ToolCalls.Fragment call) {
        StringBuilder arguments = functionArguments == null ? new StringBuilder() : functionArguments;
        functionName += arguments.isEmpty() && !functionName.equals(call.name()) ? call.name() : "";
        arguments.append(call.arguments());
        functionArguments = arguments;
        keptBytes += 4L * (call.name().length() + call.arguments().length());
    }

    FinishReason finishReason() {
        return finishReason;
    }

    /** Whether there is nothing that answers: thoughts do not. */
    boolean isEmpty() {
        return text.isEmpty()
                && functionName.isEmpty()
                && !hasOtherOutput
                && (toolCalls == null || toolCalls.isNameless());
    }

    /** What is kept of it, in bytes, at most: builders have room to grow. */
    long keptBytes() {
        return keptBytes + (toolCalls == null ? 0 : toolCalls.keptBytes());
    }

    /** As a later request repeats it. */
    ObjectNode message() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        if (text.isEmpty() && !hasOtherOutput) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        if (!functionName.isEmpty()) {
            message.putObject("function_call")
                    .put("name", functionName)
                    .put("arguments", String.valueOf(functionArguments));
        }
        if (toolCalls != null) {
            toolCalls.repeatIn(message);
        }
        return message;
    }
}
