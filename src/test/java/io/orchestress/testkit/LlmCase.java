package io.orchestress.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One answer of {@code cases/llm/PROTOCOL.json}, byte by byte as a server may send it, and what is right. Members: {@code id}, {@code group}
 * (what became of it before: {@code wrong}, {@code unclear} or {@code right}), {@code source}, {@code what}, {@code encoding},
 * {@code writes} (milliseconds before it, text), {@code end} and {@code expect}.
 */
public record LlmCase(JsonNode row) {
    /** What a server does after the last write. */
    public enum End {
        CLOSE,
        KEEP,
        /** Nothing more, so that the time of the request runs out. */
        HANG
    }

    /**
     * A part of the answer.
     *
     * @param millis before it
     */
    public record Write(long millis, byte[] bytes) {}

    public static List<LlmCase> of(String protocol) {
        try (InputStream in = Objects.requireNonNull(
                LlmCase.class.getResourceAsStream("/cases/llm/" + protocol + ".json"), "no cases of " + protocol)) {
            List<LlmCase> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).forEach(row -> cases.add(new LlmCase(row)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return row.path("id").asText();
    }

    public End end() {
        return End.valueOf(row.path("end").asText().toUpperCase(java.util.Locale.ROOT));
    }

    public JsonNode expect() {
        return row.path("expect");
    }

    /** @param request what stands in the answer instead of {@code @ID@} */
    public List<Write> writes(String request) {
        Charset charset =
                row.path("encoding").asText().equals("latin-1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        List<Write> writes = new ArrayList<>();
        row.path("writes")
                .forEach(write -> writes.add(new Write(
                        write.path(0).asLong(),
                        write.path(1).asText().replace("@ID@", request).getBytes(charset))));
        return writes;
    }

    @Override
    public String toString() {
        return id() + ": " + row.path("what").asText();
    }
}
