package io.orchestress.record.sample;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.AtomicFile;
import io.orchestress.record.task.BoundedLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples of a record, {@value #FILE}: a line of JSON each, and one at the end that counts them. It is written whole each time, by rename: the
 * slowest of a phase are known at its end only, and whoever reads the file, after the writer was killed too, has one that is whole.
 */
public final class SampleFile {
    /** Name of the file in a record. */
    public static final String FILE = "samples.jsonl";

    /** The file is no longer than this and a line, however long the run. */
    public static final int MOST_BYTES = 4 << 20;

    /** Lines that are read. */
    static final int MOST_LINES = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory FACTORY = new JsonFactory();

    private SampleFile() {}

    /**
     * Writes the file over the one that is there.
     *
     * @param leftOut such that were not kept
     * @throws IOException when it cannot be written, and then the old one is still there
     */
    public static void write(Path record, List<Sample> samples, long leftOut) throws IOException {
        AtomicFile.bytes(record.resolve(FILE), out -> {
            long bytes = 0;
            int written = 0;
            ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);
            for (Sample sample : samples) {
                line.reset();
                try (JsonGenerator json = FACTORY.createGenerator(line)) {
                    SampleLine.write(sample, json);
                }
                line.write('\n');
                if (bytes + line.size() > MOST_BYTES) {
                    break;
                }
                bytes += line.size();
                written++;
                line.writeTo(out);
            }
            line.reset();
            try (JsonGenerator json = FACTORY.createGenerator(line)) {
                json.writeStartObject();
                json.writeNumberField("samples", written);
                json.writeNumberField("leftOut", leftOut + samples.size() - written);
                json.writeEndObject();
            }
            line.write('\n');
            line.writeTo(out);
        });
    }

    /** What a record holds of them. Whatever the file holds, or that it cannot be read, is no reason for an exception: it is counted. */
    public static RunSamples read(Path record) {
        Path file = record.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return RunSamples.NONE;
        }
        Reading reading = new Reading();
        try {
            BoundedLines.each(file, reading::line);
        } catch (io.orchestress.record.RecordException e) {
            reading.bad++;
        }
        return new RunSamples(reading.all, reading.leftOut, reading.bad);
    }

    private static final class Reading {
        private final List<Sample> all = new ArrayList<>();
        private long leftOut;
        private long bad;
        private int lines;

        void line(String line) {
            if (++lines > MOST_LINES) {
                return;
            }
            try {
                JsonNode json = JSON.readTree(line);
                if (json != null && json.has("samples")) {
                    leftOut += Math.max(0, json.path("leftOut").asLong());
                } else if (json != null && json.isObject()) {
                    all.add(SampleLine.read(json));
                } else {
                    bad++;
                }
            } catch (JacksonException | IllegalArgumentException e) {
                bad++;
            }
        }
    }
}
