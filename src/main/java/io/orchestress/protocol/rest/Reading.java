package io.orchestress.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.config.Protocols;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Usage;
import io.orchestress.recording.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What one answer says at the places that a mapping names. A figure that is not there, or is no figure, is unknown. */
record Reading(Protocols.RestCall mapping, JsonNode answer) {
    private static final double LONGEST_MILLIS = 1e12;

    /** Missing where the mapping names no place, or there is nothing or null. */
    JsonNode at(String pointer) {
        return pointer.isEmpty() ? MissingNode.getInstance() : present(answer.at(pointer));
    }

    /** Empty when there is none. */
    String state() {
        return at(mapping.state()).asText("");
    }

    /** Missing also for false and the empty text, by which many APIs say that there is none. */
    JsonNode error() {
        JsonNode error = at(mapping.error());
        boolean none = (error.isBoolean() && !error.booleanValue())
                || (error.isTextual() && error.textValue().isEmpty());
        return none ? MissingNode.getInstance() : error;
    }

    Usage usage() {
        return new Usage(at(mapping.model()).asText(""), tokens(mapping.tokensIn()), tokens(mapping.tokensOut()));
    }

    String agent() {
        return at(mapping.agent()).asText("");
    }

    List<Reply.Timing> timings() {
        List<Reply.Timing> timings = new ArrayList<>();
        add(timings, Metric.QUEUE_WAIT, "", millis(answer, mapping.queueMillis()));
        JsonNode steps = at(mapping.steps());
        if (steps.isArray()) {
            int number = 0;
            for (JsonNode step : steps) {
                number++;
                addStep(timings, "step " + number, step);
            }
        } else {
            for (Map.Entry<String, JsonNode> step : steps.properties()) {
                addStep(timings, step.getKey(), step.getValue());
            }
        }
        return timings;
    }

    private void addStep(List<Reply.Timing> timings, String otherwise, JsonNode step) {
        String name =
                mapping.stepName().isEmpty() ? "" : step.at(mapping.stepName()).asText("");
        double millis = mapping.stepMillis().isEmpty()
                ? millis(step, mapping.stepEndMillis()) - millis(step, mapping.stepStartMillis())
                : millis(step, mapping.stepMillis());
        add(timings, Metric.STEP, name.isEmpty() ? otherwise : name, millis);
    }

    private static void add(List<Reply.Timing> timings, Metric metric, String of, double millis) {
        if (millis >= 0 && millis < LONGEST_MILLIS) {
            timings.add(new Reply.Timing(metric, of, Math.round(millis * 1000)));
        }
    }

    /** NaN when it is no number. */
    private static double millis(JsonNode in, String pointer) {
        return pointer.isEmpty() ? Double.NaN : in.at(pointer).asDouble(Double.NaN);
    }

    private OptionalLong tokens(String pointer) {
        JsonNode tokens = at(pointer);
        if (tokens.canConvertToLong()) {
            return OptionalLong.of(tokens.asLong());
        }
        return tokens.isNumber() ? OptionalLong.of(Long.MAX_VALUE) : OptionalLong.empty();
    }

    private static JsonNode present(JsonNode node) {
        return node.isNull() ? MissingNode.getInstance() : node;
    }
}
