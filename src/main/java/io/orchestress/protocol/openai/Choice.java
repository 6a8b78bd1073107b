package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One of the answers that a completion offers. */
final class Choice {
    private final StringBuilder text = new StringBuilder();
    private final ToolCalls toolCalls = new ToolCalls();
    private final StringBuilder functionName = new StringBuilder();
    private final StringBuilder functionArguments = new StringBuilder();
    private long keptBytes;
    private boolean hasOtherOutput;
    private FinishReason finishReason = FinishReason.NONE;

    void add(Part part) {
        text.append(part.text());
        keptBytes += 4L * part.text().length();
        hasOtherOutput |= part.holdsOther();
        for (ToolCalls.Fragment fragment : part.toolCalls()) {
            toolCalls.add(fragment);
        }
        part.functionCall().ifPresent(call -> {
            functionName.append(
                    functionArguments.isEmpty() && !functionName.toString().equals(call.name()) ? call.name() : "");
            functionArguments.append(call.arguments());
            keptBytes += 4L * (call.name().length() + call.arguments().length());
        });
        finishReason = part.finishReason().isEmpty() ? finishReason : new FinishReason(part.finishReason());
    }

    FinishReason finishReason() {
        return finishReason;
    }

    /** Whether there is nothing that answers: thoughts do not. */
    boolean isEmpty() {
        return text.isEmpty() && functionName.isEmpty() && !hasOtherOutput && toolCalls.isNameless();
    }

    /** What is kept of it, in bytes, at most: builders have room to grow. */
    long keptBytes() {
        return keptBytes + toolCalls.keptBytes();
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
                    .put("name", functionName.toString())
                    .put("arguments", functionArguments.toString());
        }
        toolCalls.repeatIn(message);
        return message;
    }
}
