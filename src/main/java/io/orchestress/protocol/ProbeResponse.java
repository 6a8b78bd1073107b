package io.orchestress.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A question and what was answered.
 *
 * @param question such as {@code GET /ok}
 * @param status 0: nothing was answered, and {@code text} says why
 * @param session of MCP; empty: none
 */
public record ProbeResponse(String question, int status, String contentType, String session, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int QUOTED = 80;

    static ProbeResponse nothing(String question, String why) {
        return new ProbeResponse(question, 0, "", "", why);
    }

    /** Whether there was any answer. */
    public boolean isAnswered() {
        return status > 0;
    }

    /** Whether its status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The answer, or the data of its first event if it is a stream; missing when that is no JSON. */
    public JsonNode json() {
        String json = contentType.startsWith("text/event-stream") ? firstData() : text;
        try {
            JsonNode node = JSON.readTree(json);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Of an event with data in it: a server may send an empty one to begin with. */
    private String firstData() {
        return text.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()).strip())
                .filter(data -> !data.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Override
    public String toString() {
        String oneLine = text.replaceAll("\\s+", " ").strip();
        String said = oneLine.length() > QUOTED ? oneLine.substring(0, QUOTED) + " …" : oneLine;
        return question + " → " + (status == 0 ? said : "HTTP " + status + (said.isEmpty() ? "" : " " + said));
    }
}
