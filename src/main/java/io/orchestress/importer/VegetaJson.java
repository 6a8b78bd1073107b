package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.orchestress.metrics.FailureClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/** What {@code vegeta encode --to json} writes: a JSON object a line, one for each request. */
final class VegetaJson implements ForeignFile {
    private static final String VALID = "what vegeta encode --to json writes, a JSON object in each line";

    @Override
    public RunInfo read(Path file, InputStream in, ImportEvents events) throws IOException {
        RunInfo.Builder facts = new RunInfo.Builder();
        new JsonLines(file, VALID).forEach(in, facts, parser -> {
            Hit hit = Hit.of(parser);
            events.request(hit.attack, hit.name(), hit.outcome(), Timestamps.micros(hit.timestamp), hit.micros());
            facts.url(hit.url);
        });
        return facts.build();
    }

    private static final class Hit {
        private static final long NONE = Long.MIN_VALUE;

        private String attack = "";
        private String method = "";
        private String url = "";
        private String timestamp = "";
        private String error = "";
        private long code = NONE;
        private long latencyNanos = NONE;

        static Hit of(JsonParser parser) throws IOException {
            Hit hit = new Hit();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                hit.set(field, parser);
            }
            JsonValues.requireEnd(parser);
            if (hit.timestamp.isEmpty() || hit.code == NONE || hit.latencyNanos == NONE) {
                throw new IllegalArgumentException("it has no 'timestamp', 'code' or 'latency'");
            }
            return hit;
        }

        private void set(String field, JsonParser parser) throws IOException {
            switch (field) {
                case "attack" -> attack = JsonValues.text(parser, field);
                case "method" -> method = JsonValues.text(parser, field);
                case "url" -> url = JsonValues.text(parser, field);
                case "timestamp" -> timestamp = JsonValues.text(parser, field);
                case "error" -> error = JsonValues.text(parser, field);
                case "code" -> code = JsonValues.whole(parser, field);
                case "latency" -> latencyNanos = JsonValues.whole(parser, field);
                default -> parser.skipChildren();
            }
        }

        long micros() {
            return Math.floorDiv(latencyNanos, 1000L) + (Math.floorMod(latencyNanos, 1000L) >= 500 ? 1 : 0);
        }

        /** Method and path, without the query. */
        String name() {
            int host = url.indexOf("//");
            int path = host < 0 ? -1 : url.indexOf('/', host + 2);
            String where = path < 0 ? "/" : url.substring(path);
            int query = where.indexOf('?');
            return (method.isEmpty() ? "" : method + " ") + (query < 0 ? where : where.substring(0, query));
        }

        /** As vegeta judges: a status from 200 to 399 is a success, unless an error stands beside it. */
        FailureClass outcome() {
            if (code >= 200 && code < 400 && error.isEmpty()) {
                return FailureClass.OK;
            }
            if ((code >= 100 && code < 200) || (code >= 400 && code < 600)) {
                return FailureClass.http((int) code);
            }
            String text = error.toLowerCase(Locale.ROOT);
            if (text.contains("stopped after ") && text.contains("redirect")) {
                return FailureClass.REDIRECT;
            }
            return text.contains("timeout") || text.contains("deadline exceeded")
                    ? FailureClass.TIMEOUT
                    : FailureClass.CONNECTION;
        }
    }
}
