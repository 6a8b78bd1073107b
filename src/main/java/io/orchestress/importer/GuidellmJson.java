package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.orchestress.metrics.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * guidellm's {@code benchmarks.json}: one object with a benchmark for each load, each with its requests by how they ended. The
 * benchmarks follow each other: they are the stages of the run.
 */
final class GuidellmJson implements ForeignFile {
    private static final String VALID = "the JSON of guidellm with all requests: without --sample-requests";
    private static final int MOST_REQUESTS = 5_000_000;
    private static final double LATEST_SECONDS = 1e11;

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        Reading reading = new Reading(file, events, facts);
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            parser.nextToken();
            reading.report(parser);
        } catch (JsonProcessingException e) {
            if (String.valueOf(e.getMessage()).contains("end-of-input")) {
                reading.emit();
                facts.torn("line " + e.getLocation().getLineNr());
                return facts.build();
            }
            throw new ImportException(file, "is not JSON: " + e.getOriginalMessage(), VALID, e);
        } catch (WholeFileException e) {
            throw new ImportException(file, String.valueOf(e.getMessage()), VALID, e);
        }
        return facts.build();
    }

    private record Answer(FailureClass outcome, long startMicros, long micros, Streamed streamed) {
        long endMicros() {
            return startMicros + micros;
        }
    }

    private static final class Reading {
        private final Path file;
        private final ImportEvents events;
        private final RunInfo.Builder facts;
        private final List<Answer> answers = new ArrayList<>();
        private int benchmark;
        private long told;
        private long seen;

        Reading(Path file, ImportEvents events, RunInfo.Builder facts) {
            this.file = file;
            this.events = events;
            this.facts = facts;
        }

        void report(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("benchmarks") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        benchmark(parser);
                    }
                } else if (field.equals("metadata") && value == JsonToken.START_OBJECT) {
                    metadata(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void metadata(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals("guidellm_version")) {
                    facts.toolVersion(JsonValues.text(parser, field));
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void benchmark(JsonParser parser) throws IOException {
            benchmark++;
            told = -1;
            seen = 0;
            boolean has = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("requests") && value == JsonToken.START_OBJECT) {
                    has = true;
                    requests(parser);
                } else if ((field.equals("metrics") || field.equals("request_totals"))
                        && value == JsonToken.START_OBJECT) {
                    totals(parser, field.equals("request_totals"));
                } else {
                    parser.skipChildren();
                }
            }
            if (!has) {
                throw new ImportException(
                        file,
                        "is guidellm's report without its requests: it has no latencies of single requests",
                        VALID);
            }
            if (told > seen) {
                throw new ImportException(
                        file,
                        "holds " + seen + " of the " + told + " requests of benchmark " + benchmark + ": a sample",
                        VALID);
            }
            emit();
        }

        /** {@code metrics.request_totals}, or in older files {@code request_totals}. */
        private void totals(JsonParser parser, boolean here) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (here && field.equals("total") && value.isNumeric()) {
                    told = JsonValues.whole(parser, field);
                } else if (!here && field.equals("request_totals") && value == JsonToken.START_OBJECT) {
                    totals(parser, true);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void requests(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String group = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        seen++;
                        request(parser, group);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void request(JsonParser parser, String group) throws IOException {
            Fields fields = new Fields();
            fields.read(parser);
            try {
                Answer answer = fields.answer(group);
                PlausibilityFilter.require("a request", answer.startMicros(), answer.micros());
                if (answers.size() >= MOST_REQUESTS) {
                    throw new WholeFileException("has more than " + MOST_REQUESTS + " requests in one benchmark");
                }
                answers.add(answer);
            } catch (IllegalArgumentException e) {
                facts.leaveOut(
                        group + " request " + seen + " of benchmark " + benchmark, String.valueOf(e.getMessage()));
            }
        }

        /** Sorted: the file has those that ended well first. */
        void emit() {
            answers.sort(Comparator.comparingLong(Answer::endMicros));
            for (Answer answer : answers) {
                events.request(
                        "benchmark " + benchmark, "requests", answer.outcome(), answer.startMicros(), answer.micros());
                if (answer.outcome().equals(FailureClass.OK)) {
                    events.streamed("requests", answer.startMicros(), answer.micros(), answer.streamed());
                }
            }
            answers.clear();
        }
    }

    /** What is read of a request; the fields that older versions had stand beside those of today. */
    private static final class Fields {
        private double start = Double.NaN;
        private double end = Double.NaN;
        private double latency = Double.NaN;
        private String error = "";
        private double firstToken = Double.NaN;
        private double lastToken = Double.NaN;
        private double ttftMillis = Double.NaN;
        private double itlMillis = Double.NaN;
        private double tokensIn = Double.NaN;
        private double tokensOut = Double.NaN;

        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isNumeric()) {
                    number(field, parser.getDoubleValue());
                } else if (field.equals("error") && value == JsonToken.VALUE_STRING) {
                    error = parser.getText();
                } else if ((field.equals("info") || field.equals("timings")) && value == JsonToken.START_OBJECT) {
                    read(parser);
                } else if (field.equals("input_metrics") && value == JsonToken.START_OBJECT) {
                    tokensIn = tokens(parser, tokensIn);
                } else if (field.equals("output_metrics") && value == JsonToken.START_OBJECT) {
                    tokensOut = tokens(parser, tokensOut);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void number(String field, double value) {
            switch (field) {
                case "request_start_time", "request_start", "start_time" -> start = value;
                case "request_end_time", "request_end", "end_time" -> end = value;
                case "resolve_start" -> start = Double.isNaN(start) ? value : start;
                case "resolve_end" -> end = Double.isNaN(end) ? value : end;
                case "request_latency" -> latency = value;
                case "first_token_time", "first_iteration", "first_token_iteration" -> firstToken = value;
                case "last_token_time", "last_iteration", "last_token_iteration" -> lastToken = value;
                case "time_to_first_token_ms", "ttft_ms" -> ttftMillis = value;
                case "inter_token_latency_ms" -> itlMillis = value;
                case "prompt_tokens" -> tokensIn = value;
                case "output_tokens" -> tokensOut = value;
                default -> {}
            }
        }

        private static double tokens(JsonParser parser, double otherwise) throws IOException {
            double tokens = otherwise;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken().isNumeric() && (field.equals("text_tokens") || field.equals("total_tokens"))) {
                    tokens = parser.getDoubleValue();
                } else {
                    parser.skipChildren();
                }
            }
            return tokens;
        }

        /** guidellm's inter-token latency is that of a request: (last token − first token) ÷ (output tokens − 1). */
        private Streamed streamed() {
            double ttft = Double.isNaN(ttftMillis) ? 1000 * (firstToken - start) : ttftMillis;
            double itl = Double.isNaN(itlMillis) && tokensOut > 1
                    ? 1000 * (lastToken - firstToken) / (tokensOut - 1)
                    : itlMillis;
            return new Streamed(
                    Streamed.micros(ttft, 1000),
                    Streamed.NO_GAPS,
                    tokensOut > 1 && itl > 0 ? Streamed.micros(itl, 1000) : Streamed.UNKNOWN,
                    Streamed.tokens(tokensIn),
                    Streamed.tokens(tokensOut),
                    "");
        }

        /** @throws IllegalArgumentException when it does not say when it was */
        Answer answer(String group) {
            double seconds = Double.isNaN(latency) ? end - start : latency;
            if (!(Math.abs(start) < LATEST_SECONDS) || Double.isNaN(seconds)) {
                throw new IllegalArgumentException(
                        "it has no 'request_start_time' with 'request_end_time' or 'request_latency'");
            }
            return new Answer(
                    outcome(group),
                    Math.round(start * 1e6),
                    PlausibilityFilter.micros(seconds * 1000, "'request_latency'"),
                    streamed());
        }

        private FailureClass outcome(String group) {
            return switch (group) {
                case "successful" -> FailureClass.OK;
                case "incomplete" -> FailureClass.UNFINISHED;
                default -> FailureClasses.ofWords(error);
            };
        }
    }
}
