package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A file with a JSON object in each line. */
final class JsonLines {
    private final JsonFactory json = new JsonFactory();
    private final Path file;
    private final String valid;

    /** @param valid what would be, for messages */
    JsonLines(Path file, String valid) {
        this.file = file;
        this.valid = valid;
    }

    /** Reads an object, from the token after its brace to the one that closes it. */
    interface Reader {
        void read(JsonParser parser) throws IOException;
    }

    /** Reads every line that is not blank; what is wrong with one goes to {@code facts}. */
    void forEach(InputStream in, RunInfo.Builder facts, Reader reader) throws IOException {
        Lines lines = new Lines(file, in);
        Rows rows = new Rows(file, valid, facts);
        Rows.Reading line = () -> object(lines, reader);
        while (lines.advance()) {
            if (!lines.isBlank()) {
                rows.read(lines.number(), line);
            }
        }
        if (lines.isTorn() && lines.advanceToTorn()) {
            rows.readLast(lines.number(), line);
        }
    }

    private void object(Lines lines, Reader reader) throws IOException {
        try (JsonParser parser = json.createParser(lines.buffer(), lines.from(), lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            reader.read(parser);
        }
    }
}
