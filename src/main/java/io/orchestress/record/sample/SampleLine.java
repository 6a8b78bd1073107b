package io.orchestress.record.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.text.PlainText;
import io.orchestress.trace.TraceId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A sample as a line of JSON; what is empty, 0, false or not known is left out. */
final class SampleLine {
    private static final int SPAN_DIGITS = 16;
    private static final String SPAN = "[0-9a-f]{" + SPAN_DIGITS + "}";
    private static final String MARK = "orc-[0-9a-f]{16}";
    private static final String TASK = "task";
    private static final String REQUEST = "request";

    private SampleLine() {}

    static void write(Sample one, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("kind", one.isTask() ? TASK : REQUEST);
        out.writeStringField("phase", one.phase());
        out.writeStringField("request", one.request());
        out.writeNumberField("start", micros(one.startSeconds()));
        out.writeNumberField("seconds", micros(one.seconds()));
        if (one.firstSeconds() > 0) {
            out.writeNumberField("first", micros(one.firstSeconds()));
        }
        out.writeStringField("outcome", one.outcome());
        if (one.status() != 0) {
            out.writeNumberField("status", one.status());
        }
        text(out, "trace", one.trace());
        text(out, "span", one.span());
        if (one.sampled()) {
            out.writeBooleanField("sampled", true);
        }
        text(out, "task", one.task());
        text(out, "model", one.model());
        number(out, "in", one.inputTokens());
        number(out, "out", one.outputTokens());
        text(out, "words", one.words());
        out.writeEndObject();
    }

    private static BigDecimal micros(double seconds) {
        return BigDecimal.valueOf(seconds).setScale(6, RoundingMode.HALF_UP);
    }

    private static void text(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator out, String name, long value) throws IOException {
        if (value >= 0) {
            out.writeNumberField(name, value);
        }
    }

    /**
     * Whatever it holds is bounded and shown as text; an id that is none is no id.
     *
     * @throws IllegalArgumentException when it is no sample
     */
    static Sample read(JsonNode line) {
        String kind = line.path("kind").asText();
        if (!kind.equals(TASK) && !kind.equals(REQUEST)) {
            throw new IllegalArgumentException("kind '" + kind + "'");
        }
        String trace = line.path("trace").asText();
        boolean traced = TraceId.parse(trace).isPresent();
        return new Sample(
                kind.equals(TASK),
                name(line, "phase"),
                name(line, "request"),
                seconds(line, "start"),
                seconds(line, "seconds"),
                line.has("first") ? seconds(line, "first") : 0,
                name(line, "outcome"),
                line.path("status").asInt(),
                traced ? trace : "",
                traced ? matching(line, "span", SPAN) : "",
                traced && line.path("sampled").asBoolean(),
                matching(line, "task", MARK),
                name(line, "model"),
                line.path("in").asLong(-1),
                line.path("out").asLong(-1),
                PlainText.shorten(PlainText.clean(line.path("words").asText()), Sample.LONGEST_WORDS));
    }

    private static double seconds(JsonNode line, String name) {
        if (!line.path(name).isNumber()) {
            throw new IllegalArgumentException(name + " is not a number");
        }
        return line.path(name).asDouble();
    }

    private static String name(JsonNode line, String name) {
        return PlainText.shorten(PlainText.clean(line.path(name).asText()), Sample.LONGEST_NAME);
    }

    private static String matching(JsonNode line, String name, String form) {
        String text = line.path(name).asText();
        return text.length() <= TraceId.LENGTH && text.matches(form) ? text : "";
    }
}
