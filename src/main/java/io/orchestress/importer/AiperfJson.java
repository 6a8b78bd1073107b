package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orchestress.metrics.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** aiperf's {@code profile_export.jsonl}: a JSON object a line, one for each request. */
final class AiperfJson implements ForeignFile {
    private static final String VALID = "profile_export.jsonl of aiperf, a JSON object in each line";

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        new JsonLines(file, VALID).forEach(in, facts, parser -> {
            Answer answer = new Answer();
            answer.read(parser, "");
            JsonValues.requireEnd(parser);
            long start = answer.startNanos / 1000;
            long micros = answer.micros();
            events.request(answer.stage(), "requests", answer.outcome(), start, micros);
            if (answer.outcome().equals(FailureClass.OK)) {
                events.streamed("requests", start, micros, answer.streamed());
            }
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
        private final Measured ttft = new Measured();
        private final Measured itl = new Measured();
        private final Measured gaps = new Measured();
        private final Measured tokensIn = new Measured();
        private final Measured tokensOut = new Measured();

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
                    case "metrics.time_to_first_token" -> ttft.read(parser);
                    case "metrics.inter_token_latency" -> itl.read(parser);
                    case "metrics.inter_chunk_latency" -> gaps.read(parser);
                    case "metrics.input_sequence_length" -> tokensIn.read(parser);
                    case "metrics.output_sequence_length" -> tokensOut.read(parser);
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
                throw new IllegalArgumentException("'" + field + "' is not an object");
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
                return PlausibilityFilter.micros(latency * millis(), "metrics.request_latency");
            }
            if (endNanos == NONE) {
                throw new IllegalArgumentException(
                        "it has neither 'metrics.request_latency' nor 'metadata.request_end_ns'");
            }
            return Math.floorDiv(Math.subtractExact(endNanos, startNanos), 1000L);
        }

        private double millis() {
            double millis = millis(unit);
            if (Double.isNaN(millis)) {
                throw new IllegalArgumentException(
                        "'metrics.request_latency' is in '" + unit + "', not in ms, s, us or ns");
            }
            return millis;
        }

        private static double millis(String unit) {
            return switch (unit.toLowerCase(Locale.ROOT)) {
                case "ms" -> 1;
                case "s", "sec" -> 1000;
                case "us" -> 1e-3;
                case "ns" -> 1e-6;
                default -> Double.NaN;
            };
        }

        /** aiperf's inter-token latency is that of a request: (latency − TTFT) ÷ (output tokens − 1). */
        Streamed streamed() {
            return new Streamed(
                    ttft.micros(),
                    gaps.each(),
                    itl.micros(),
                    Streamed.tokens(tokensIn.value),
                    Streamed.tokens(tokensOut.value),
                    "");
        }

        /** A request that aiperf cancelled was under way when it did. */
        FailureClass outcome() {
            if (cancelled) {
                return FailureClass.UNFINISHED;
            }
            if (!failed) {
                return FailureClass.OK;
            }
            if (code.matches("[45]\\d\\d")) {
                return FailureClass.http(Integer.parseInt(code));
            }
            return FailureClasses.ofWords(type + " " + message);
        }
    }

    /** A figure with its unit, or a list of them; of a shape that is not known: none, for it is not what a run is judged by alone. */
    private static final class Measured {
        private static final int MOST_GAPS = 1_000_000;

        private double value = Double.NaN;
        private String unit = "ms";
        private int count;
        private double[] values = {};

        void read(JsonParser parser) throws IOException {
            if (parser.currentToken().isNumeric()) {
                value = parser.getDoubleValue();
            } else if (parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    JsonToken token = parser.nextToken();
                    if (field.equals("value") && token.isNumeric()) {
                        value = parser.getDoubleValue();
                    } else if (field.equals("value") && token == JsonToken.START_ARRAY) {
                        list(parser);
                    } else if (field.equals("unit") && token == JsonToken.VALUE_STRING) {
                        unit = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }

        private void list(JsonParser parser) throws IOException {
            double[] read = new double[16];
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    throw new IllegalArgumentException("a list in it is cut short");
                }
                if (parser.currentToken().isNumeric() && count < MOST_GAPS) {
                    read = count == read.length ? Arrays.copyOf(read, 2 * count) : read;
                    read[count++] = parser.getDoubleValue();
                } else {
                    parser.skipChildren();
                }
            }
            values = read;
        }

        long micros() {
            return Streamed.micros(value, 1000 * Answer.millis(unit));
        }

        int[] each() {
            double microsEach = 1000 * Answer.millis(unit);
            int[] gaps = new int[count];
            for (int i = 0; i < count; i++) {
                gaps[i] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, Streamed.micros(values[i], microsEach)));
            }
            return Double.isNaN(microsEach) ? Streamed.NO_GAPS : gaps;
        }
    }
}
