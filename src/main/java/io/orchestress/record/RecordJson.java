package io.orchestress.record;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values of the record become JSON files, and {@code run.json} becomes a {@link RunRecord} again: unknown fields are ignored,
 * missing ones named, all of them at once.
 */
public final class RecordJson {
    /** Times as ISO-8601 text, indented, maps in the order of their keys. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final long LONGEST_BYTES = 64 << 20;
    private static final String VALID =
            "valid: a run.json of schemaVersion 1 to " + RunRecord.SCHEMA_VERSION + ", see docs/record-format.md";

    private RecordJson() {}

    /**
     * Writes whole or not at all: a reader sees the old file or the new one.
     *
     * @throws IOException when the disk is full, or the folder gone
     */
    public static void writeAtomically(Path file, Object value) throws IOException {
        AtomicFile.bytes(file, out -> write(value, out));
    }

    /** The same to a stream, which it closes. */
    public static void write(Object value, OutputStream out) throws IOException {
        MAPPER.writeValue(out, value);
    }

    /** The same text as in a file, without an end of line. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("values of the record can be written", e);
        }
    }

    /** Reads a value that was written by {@link #write}. */
    static <T> T value(byte[] json, Class<T> type) throws IOException {
        return MAPPER.readValue(json, type);
    }

    static RunRecord read(Path file) {
        return read(file, LONGEST_BYTES);
    }

    static RunRecord read(Path file, long longestBytes) {
        if (!Files.isRegularFile(file)) {
            throw new RecordException(file, "there is no such file", "valid: the folder of a record, results/<run-id>");
        }
        try {
            if (Files.size(file) > longestBytes) {
                throw new RecordException(file, "is larger than " + longestBytes + " bytes", VALID);
            }
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            checkVersion(file, json);
            List<String> missing = new ArrayList<>();
            collectMissing(json, RunRecord.class, "", missing);
            if (!missing.isEmpty()) {
                throw new RecordException(file, "lacks " + String.join(", ", missing), VALID);
            }
            return MAPPER.treeToValue(json, RunRecord.class);
        } catch (JacksonException e) {
            throw new RecordException(file, "is not a run record: " + e.getMessage(), VALID, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkVersion(Path file, JsonNode json) {
        JsonNode version = json.path("schemaVersion");
        if (!version.isInt() || version.intValue() < 1) {
            throw new RecordException(file, "has no schemaVersion", VALID);
        }
        if (version.intValue() > RunRecord.SCHEMA_VERSION) {
            String problem = "has schemaVersion " + version + ", written by a newer Orchestress ("
                    + json.path("toolVersion").asText("unknown version") + ")";
            throw new RecordException(file, problem, VALID + "; or use that version");
        }
    }

    private static void collectMissing(JsonNode json, Class<?> type, String path, List<String> missing) {
        for (RecordComponent component : type.getRecordComponents()) {
            JsonNode value = json.path(component.getName());
            String name = path + component.getName();
            if (!value.isMissingNode() && !value.isNull()) {
                collectMissingWithin(value, component.getGenericType(), name, missing);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                missing.add(name);
            }
        }
    }

    private static void collectMissingWithin(JsonNode value, Type type, String name, List<String> missing) {
        if (type instanceof Class<?> nested && nested.isRecord()) {
            collectMissing(value, nested, name + ".", missing);
        } else if (value.isArray()
                && type instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] instanceof Class<?> element
                && element.isRecord()) {
            for (int i = 0; i < value.size(); i++) {
                collectMissing(value.get(i), element, name + "[" + i + "].", missing);
            }
        }
    }
}
