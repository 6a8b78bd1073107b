package io.orchestress.transport.http;

import java.net.URI;
import java.util.Map;

/**
 * An HTTP/1.1 request.
 *
 * @param headers those that the connection sets itself, such as {@code Content-Length}, are left out
 * @param body empty: none
 */
public record Question(String method, URI url, Map<String, String> headers, String body) {
    public Question {
        headers = Map.copyOf(headers);
    }

    /** A GET. */
    public static Question get(URI url, Map<String, String> headers) {
        return new Question("GET", url, headers, "");
    }
}
