package io.orchestress.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Errors;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one answer says at the places that a mapping names. A time that is not there, or is no figure, is unknown; so is a count of tokens
 * that is there and none, which is told.
 *
 * @param before what events before this one said there: of use where it says nothing
 */
record MappedAnswer(RestCall mapping, JsonNode answer, Map<String, JsonNode> before) {
    private static final double LONGEST_MILLIS = 1e12;

    MappedAnswer(RestCall mapping, JsonNode answer) {
        this(mapping, answer, Map.of());
    }

    /** Missing where the mapping names no place, or there is nothing or null. */
    JsonNode at(String pointer) {
        if (pointer.isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode here = present(answer.at(pointer));
        return here.isMissingNode() ? before.getOrDefault(pointer, here) : here;
    }

    /** Empty when there is none. */
    String state() {
        return at(mapping.state()).asText("");
    }

    /** Missing where there is something that says that there is none. */
    JsonNode error() {
        JsonNode error = at(mapping.error());
        return Errors.isOne(error) ? error : MissingNode.getInstance();
    }

    Usage usage() {
        JsonNode in = at(mapping.tokensIn());
        JsonNode out = at(mapping.tokensOut());
        OptionalLong tokensIn = tokens(in);
        OptionalLong tokensOut = tokens(out);
        boolean notUnderstood =
                in.isMissingNode() == tokensIn.isPresent() || out.isMissingNode() == tokensOut.isPresent();
        return new Usage(at(mapping.model()).asText(""), tokensIn, tokensOut, notUnderstood);
    }

    String agent() {
        return at(mapping.agent()).asText("");
    }

    List<Reply.Timing> timings() {
        List<Reply.Timing> timings = new ArrayList<>();
        add(timings, Metric.QUEUE_WAIT, "", at(mapping.queueMillis()).asDouble(Double.NaN));
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

    /** A whole number, however it is written; beyond all bounds it stays beyond them. */
    private static OptionalLong tokens(JsonNode tokens) {
        double number = tokens.isNumber() || tokens.isTextual() ? tokens.asDouble(Double.NaN) : Double.NaN;
        return number == Math.rint(number) ? OptionalLong.of((long) number) : OptionalLong.empty();
    }

    private static JsonNode present(JsonNode node) {
        return node.isNull() ? MissingNode.getInstance() : node;
    }
}
