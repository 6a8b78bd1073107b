package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.LatencyBuckets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * What {@code vllm bench serve --save-result --save-detailed} writes: one object with an array for each figure, an element for each
 * request. Latency is {@code ttfts[i] + Σ itls[i]}, as vLLM itself defines it of a stream. {@code start_times} are of a clock that
 * starts with the machine: the run is taken to have ended at {@code date}, after {@code duration}.
 */
final class VllmJson implements ForeignFile {
    private static final String VALID = "vllm bench serve --save-result --save-detailed";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final String ALL = "requests";
    private static final int MOST = 5_000_000;

    /** Gaps between tokens that are kept, 4 bytes each; what a file has beyond is in the latencies, and not in ITL. */
    private static final long MOST_GAPS = 25_000_000;

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        try (JsonParser parser = new JsonFactory().createParser(in)) {
            parser.nextToken();
            Run run = new Run();
            run.read(parser);
            if (parser.nextToken() != null) {
                throw new WholeFileException("holds more than one run: it was appended to");
            }
            run.tell(events, facts);
        } catch (JsonProcessingException e) {
            throw new ImportException(file, "is not whole JSON: " + e.getOriginalMessage(), VALID, e);
        } catch (WholeFileException | IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            throw new ImportException(file, String.valueOf(e.getMessage()), VALID, e);
        }
        return facts.build();
    }

    private static final class Run {
        private final List<Double> ttfts = new ArrayList<>();
        private final List<Double> itls = new ArrayList<>();
        private final List<Double> starts = new ArrayList<>();
        private final List<String> errors = new ArrayList<>();
        private final List<int[]> gaps = new ArrayList<>();
        private final List<Double> tokensIn = new ArrayList<>();
        private final List<Double> tokensOut = new ArrayList<>();
        private long kept;
        private boolean gapsLeftOut;
        private String model = "";
        private String date = "";
        private double duration = Double.NaN;
        private double completed = Double.NaN;

        void read(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "date" -> date = JsonValues.text(parser, field);
                    case "duration" -> duration = JsonValues.number(parser, field);
                    case "completed" -> completed = JsonValues.number(parser, field);
                    case "ttfts" -> numbers(parser, field, ttfts);
                    case "start_times" -> numbers(parser, field, starts);
                    case "itls" -> sums(parser);
                    case "input_lens" -> counts(parser, tokensIn);
                    case "output_lens" -> counts(parser, tokensOut);
                    case "model_id" -> model = value == JsonToken.VALUE_STRING ? parser.getText() : "";
                    case "errors" -> {
                        require(value == JsonToken.START_ARRAY, "'errors' is not an array");
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            bounded(errors).add(JsonValues.text(parser, field));
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }

        private static void numbers(JsonParser parser, String field, List<Double> into) throws IOException {
            require(parser.currentToken() == JsonToken.START_ARRAY, "'" + field + "' is not an array");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                bounded(into).add(JsonValues.number(parser, field));
            }
        }

        /** Tokens: what is none is unknown. */
        private static void counts(JsonParser parser, List<Double> into) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(parser.currentToken() != null, "ends inside of an array");
                bounded(into).add(parser.currentToken().isNumeric() ? parser.getDoubleValue() : Double.NaN);
                parser.skipChildren();
            }
        }

        private void sums(JsonParser parser) throws IOException {
            require(parser.currentToken() == JsonToken.START_ARRAY, "'itls' is not an array");
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                double sum = 0;
                int[] each = new int[32];
                int count = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    double seconds = JsonValues.number(parser, "itls");
                    sum += seconds;
                    if (kept + count < MOST_GAPS) {
                        each = count == each.length ? Arrays.copyOf(each, 2 * count) : each;
                        each[count++] = (int) Math.min(Integer.MAX_VALUE, Math.max(0, Streamed.micros(seconds, 1e6)));
                    } else {
                        gapsLeftOut = true;
                    }
                }
                kept += count;
                bounded(itls).add(sum);
                gaps.add(gapsLeftOut ? Streamed.NO_GAPS : Arrays.copyOf(each, count));
            }
        }

        private static <T> List<T> bounded(List<T> list) {
            require(list.size() < MOST, "more than " + MOST + " requests");
            return list;
        }

        private static void require(boolean holds, String problem) {
            if (!holds) {
                throw new WholeFileException(problem);
            }
        }

        void tell(ImportEvents events, RunInfo.Builder facts) {
            require(
                    !ttfts.isEmpty() && !errors.isEmpty(),
                    "is vLLM's result without its requests: it has no latencies of single requests");
            int count = ttfts.size();
            require(
                    itls.size() == count && errors.size() == count && (starts.isEmpty() || starts.size() == count),
                    "has arrays of different lengths: ttfts " + count + ", itls " + itls.size() + ", errors "
                            + errors.size() + ", start_times " + starts.size());
            require(
                    duration >= 0 && duration < PlausibilityFilter.LONGEST_MICROS / 1e6,
                    "has no 'duration' from 0 s to 31 days");
            require(date.matches("\\d{8}-\\d{6}"), "'date' is '" + date + "', not one like 20260301-100000");
            long endMicros = LocalDateTime.parse(date, DATE).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
            Timestamps.requirePlausible(endMicros);
            facts.remark("Its date, " + date
                    + ", is when vLLM wrote the file and has no zone: it was taken as the end of the"
                    + " run, in UTC.");
            long zero = endMicros - Math.round(duration * 1e6);
            if (gapsLeftOut) {
                facts.remark("Of the gaps between tokens, the first " + MOST_GAPS + " are read.");
            }
            if (starts.isEmpty()) {
                whole(events, zero, endMicros);
                facts.remark(
                        "The file has no start_times: the values of the run are exact, those of single seconds are not"
                                + " in it.");
            } else {
                each(events, zero);
            }
            long ok = IntStream.range(0, count)
                    .filter(i -> outcome(i).equals(FailureClass.OK))
                    .count();
            if (!Double.isNaN(completed) && ok != (long) completed) {
                facts.doubt("vLLM counts " + (long) completed + " requests as completed, but " + ok
                        + " have a time and no error, so no gate can pass.");
            }
        }

        private void each(ImportEvents events, long zero) {
            double first = Collections.min(starts);
            IntStream.range(0, ttfts.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> starts.get(i) + seconds(i)))
                    .forEach(i -> {
                        long start = zero + Math.round((starts.get(i) - first) * 1e6);
                        events.request("", ALL, outcome(i), start, micros(i));
                        told(events, i, start, micros(i));
                    });
        }

        private void told(ImportEvents events, int request, long startMicros, long micros) {
            if (outcome(request).equals(FailureClass.OK)) {
                events.streamed(
                        ALL,
                        startMicros,
                        micros,
                        Streamed.of(
                                Streamed.micros(ttfts.get(request), 1e6),
                                gaps.get(request),
                                tokens(tokensIn, request),
                                tokens(tokensOut, request),
                                model));
            }
        }

        private long tokens(List<Double> all, int request) {
            return all.size() == ttfts.size() ? Streamed.tokens(all.get(request)) : Streamed.UNKNOWN;
        }

        private void whole(ImportEvents events, long zero, long end) {
            IntStream.range(0, ttfts.size())
                    .mapToObj(this::outcome)
                    .distinct()
                    .sorted()
                    .forEach(outcome -> {
                        Histogram micros = new Histogram(
                                LatencyBuckets.LOWEST_MICROS,
                                LatencyBuckets.HIGHEST_MICROS,
                                LatencyBuckets.SIGNIFICANT_DIGITS);
                        IntStream.range(0, ttfts.size())
                                .filter(i -> outcome(i).equals(outcome))
                                .forEach(i -> micros.recordValue(
                                        Math.min(LatencyBuckets.HIGHEST_MICROS, Math.max(1, micros(i)))));
                        events.interval("", ALL, outcome.label(), zero, end, micros);
                    });
            // When each was is not known: they are put at the end of the run.
            IntStream.range(0, ttfts.size())
                    .filter(i -> micros(i) <= end - zero)
                    .forEach(i -> told(events, i, end - micros(i), micros(i)));
        }

        private double seconds(int request) {
            return ttfts.get(request) + itls.get(request);
        }

        private long micros(int request) {
            return PlausibilityFilter.micros(seconds(request) * 1000, "ttfts and itls of request " + (request + 1));
        }

        /** One without an error that has no time, either, has had no answer. */
        private FailureClass outcome(int request) {
            String error = errors.get(request);
            return error.isEmpty()
                    ? (seconds(request) > 0 ? FailureClass.OK : FailureClass.CHECK)
                    : FailureClasses.ofWords(error);
        }
    }
}
