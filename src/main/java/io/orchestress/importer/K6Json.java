package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code k6 run --out json=FILE} writes: a JSON object a line, a metric or a point of one. */
final class K6Json implements ForeignFile {
    private static final String VALID = "what k6 run --out json=FILE writes, a JSON object in each line";

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        K6Samples samples = new K6Samples(events, facts);
        K6Samples.Tags tags = new K6Samples.Tags();
        new JsonLines(file, VALID).forEach(in, facts, parser -> {
            tags.clear();
            line(parser, samples, tags);
        });
        return samples.end();
    }

    private static void line(JsonParser parser, K6Samples samples, K6Samples.Tags tags) throws IOException {
        String metric = null;
        String type = null;
        @Nullable Point point = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "metric" -> {
                    metric = parser.getText();
                    if (!K6Samples.METRICS.contains(metric)) {
                        // Nine of ten points: their rest need not be read, but it must be there.
                        skipRest(parser);
                        samples.other(metric);
                        return;
                    }
                }
                case "type" -> type = parser.getText();
                case "data" -> point = "Metric".equals(type) ? skipped(parser) : data(parser, tags);
                default -> parser.skipChildren();
            }
        }
        JsonValues.requireEnd(parser);
        require(metric != null && type != null, "it has no 'metric' or no 'type'");
        if ("Point".equals(type) && metric != null) {
            require(point != null && point.time != null && point.hasValue, "it has no 'time' or no 'value'");
            if (point != null && point.time != null) {
                samples.point(metric, Timestamps.micros(point.time), point.value, tags);
            }
        }
    }

    private static void skipRest(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            parser.skipChildren();
        }
        JsonValues.requireEnd(parser);
    }

    private static @Nullable Point skipped(JsonParser parser) throws IOException {
        parser.skipChildren();
        return null;
    }

    private static Point data(JsonParser parser, K6Samples.Tags tags) throws IOException {
        Point point = new Point();
        require(parser.currentToken() == JsonToken.START_OBJECT, "'data' is not an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("time")) {
                point.time = parser.getText();
            } else if (field.equals("value") && value.isNumeric()) {
                point.value = parser.getDoubleValue();
                point.hasValue = true;
            } else if (field.equals("tags") && value == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String tag = parser.currentName();
                    parser.nextToken();
                    tags.set(tag, JsonValues.text(parser, tag));
                }
            } else {
                parser.skipChildren();
            }
        }
        return point;
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static final class Point {
        private @Nullable String time;
        private double value;
        private boolean hasValue;
    }
}
