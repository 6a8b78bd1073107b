package io.orchestress.sut.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** A whole answer. */
final class Response {
    private static final String JSON = "application/json";

    final int status;
    final String contentType;
    final byte[] body;
    final Map<String, String> headers;

    private Response(int status, String contentType, byte[] body, Map<String, String> headers) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.headers = headers;
    }

    static Response json(int status, Object value) {
        return jsonBytes(status, Json.bytes(value));
    }

    static Response jsonBytes(int status, byte[] json) {
        return new Response(status, JSON, json, Map.of());
    }

    static Response text(String contentType, String text) {
        return new Response(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Response noContent() {
        return empty(204);
    }

    static Response empty(int status) {
        return new Response(status, JSON, new byte[0], Map.of());
    }

    static Response error(int status, ApiError error) {
        return json(status, Map.of("error", error));
    }

    Response with(Map<String, String> moreHeaders) {
        return new Response(status, contentType, body, Map.copyOf(moreHeaders));
    }

    /** The same status with a body that is no JSON, whatever it says it is; an answer without a body stays as it is. */
    Response garbled() {
        byte[] garbage = "<<< 0xDEAD this is not JSON {".getBytes(StandardCharsets.UTF_8);
        return body.length == 0 ? this : new Response(status, contentType, garbage, headers);
    }

    /** The same with spaces after the body, up to {@code bytes}; an answer without a body stays as it is. */
    Response padded(int bytes) {
        if (body.length == 0 || body.length >= bytes) {
            return this;
        }
        byte[] padded = Arrays.copyOf(body, bytes);
        Arrays.fill(padded, body.length, bytes, (byte) ' ');
        return new Response(status, contentType, padded, headers);
    }
}
