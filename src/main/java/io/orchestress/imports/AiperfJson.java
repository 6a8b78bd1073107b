package io.orchestress.imports;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orchestress.run.SeriesKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/** aiperf's {@code profile_export.jsonl}: a JSON object a line, one for each request. */
final class AiperfJson implements ForeignFile {
    private static final String VALID = "profile_export.jsonl of aiperf, a JSON object in each line";

    @Override
    public Facts read(Path file, InputStream in, Events events) throws IOException {
        Facts.Builder facts = new Facts.Builder();
        new JsonLines(file, VALID).forEach(in, facts, parser -> {
            Answer answer = new Answer();
            answer.read(parser, "");
            JsonValues.requireEnd(parser);
            events.request(answer.stage(), "requests", answer.outcome(), answer.startNanos / 1000, answer.micros());
        });
        return facts.build();
    }

    private static final class Answer {
        private static final long NONE = Long.MIN_VALUE;

        private long startNanos = NONE;
        private long endNanos = NONE;
        private double latency = Double.NaN;
        private String unit = "ms";
        private String phase = "";
        private boolean cancelled;
        private boolean failed;
        private String code = "";
        private String type = "";
        private String message = "";

        private void read(JsonParser parser, String prefix) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = prefix + parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (field) {
                    case "metadata", "metrics" -> inside(parser, field);
                    case "error" -> {
                        failed = true;
                        if (value == JsonToken.START_OBJECT) {
                            inside(parser, field);
                        } else {
                            message = JsonValues.text(parser, field);
                        }
                    }
                    case "metrics.request_latency" -> {
                        if (value == JsonToken.START_OBJECT) {
                            inside(parser, field);
                        } else {
                            latency = JsonValues.number(parser, field);
                        }
                    }
                    case "metadata.request_start_ns" -> startNanos = JsonValues.whole(parser, field);
                    case "metadata.request_end_ns" -> endNanos = JsonValues.whole(parser, field);
                    case "metadata.benchmark_phase" -> phase = JsonValues.text(parser, field);
                    case "metadata.was_cancelled" -> cancelled = value == JsonToken.VALUE_TRUE;
                    case "metrics.request_latency.value" -> latency = JsonValues.number(parser, field);
                    case "metrics.request_latency.unit" -> unit = JsonValues.text(parser, field);
                    case "error.code" -> code = JsonValues.text(parser, field);
                    case "error.type" -> type = JsonValues.text(parser, field);
                    case "error.message" -> message = JsonValues.text(parser, field);
                    default -> parser.skipChildren();
                }
            }
        }

        private void inside(JsonParser parser, String field) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("'" + field + "' is no object");
            }
            read(parser, field + ".");
            JsonValues.requireEnd(parser);
        }

        String stage() {
            return phase.equals("warmup") ? "warm-up" : phase;
        }

        long micros() {
            if (startNanos == NONE) {
                throw new IllegalArgumentException("it has no 'metadata.request_start_ns'");
            }
            if (!Double.isNaN(latency)) {
                return Plausible.micros(latency * millis(), "metrics.request_latency");
            }
            if (endNanos == NONE) {
                throw new IllegalArgumentException(
                        "it has neither 'metrics.request_latency' nor 'metadata.request_end_ns'");
            }
            return Math.floorDiv(Math.subtractExact(endNanos, startNanos), 1000L);
        }

        private double millis() {
            return switch (unit.toLowerCase(Locale.ROOT)) {
                case "ms" -> 1;
                case "s", "sec" -> 1000;
                case "us" -> 1e-3;
                case "ns" -> 1e-6;
                default ->
                    throw new IllegalArgumentException(
                            "'metrics.request_latency' is in '" + unit + "', not in ms, s, us or ns");
            };
        }

        /** A request that aiperf cancelled was under way when it did. */
        String outcome() {
            if (cancelled) {
                return SeriesKey.UNFINISHED;
            }
            if (!failed) {
                return SeriesKey.OK;
            }
            if (code.matches("[45]\\d\\d")) {
                return "http-" + code;
            }
            return Classes.ofWords(type + " " + message);
        }
    }
}
