package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.protocol.Reply;
import io.orchestress.recording.Metric;
import io.orchestress.recording.Outcome;

/**
 * Whether a tool did what it was asked for. It did not when it says so, by {@code isError}, or, in what it answers as JSON, by
 * false where success is to be found.
 *
 * @param success in the tool's own answer; empty: not looked at
 * @param spawns whether the tool makes an agent, so that its time is that of a spawn
 */
public record ToolJudge(JsonPointer success, boolean spawns) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUOTED = 200;

    /** @param success JSON pointer (RFC 6901); empty: not looked at */
    public ToolJudge(String success, boolean spawns) {
        this(JsonPointer.compile(success), spawns);
    }

    Reply judge(JsonNode result, long micros) {
        if (result.path("isError").asBoolean()) {
            return Reply.failed(Outcome.TOOL_ERROR, "the tool says it failed: " + text(result));
        }
        if (saysNoSuccess(result.path("structuredContent")) || saysNoSuccess(payload(result))) {
            return Reply.failed(Outcome.TOOL_ERROR, "the tool says " + success + " is false: " + text(result));
        }
        Reply done = Reply.ok(result);
        return spawns ? done.with(new Reply.Timing(Metric.SPAWN, "", micros)) : done;
    }

    private boolean saysNoSuccess(JsonNode answer) {
        JsonNode value = success.matches() ? MissingNode.getInstance() : answer.at(success);
        return value.isBoolean() && !value.booleanValue();
    }

    /** The tool's answer, where its first text is JSON; else missing. */
    private static JsonNode payload(JsonNode result) {
        String text = result.path("content").path(0).path("text").asText();
        if (!text.startsWith("{")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode result) {
        String text = result.path("content")
                .path(0)
                .path("text")
                .asText()
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() > QUOTED ? text.substring(0, QUOTED) + " …" : text;
    }
}
