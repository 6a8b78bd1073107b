package io.orchestress.transport.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP response. A redirect is one like any other.
 *
 * @param headers the first of each name, in lower case
 * @param body as far as it was wanted
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Empty: there is none. */
    public String header(String nameInLowerCase) {
        return headers.getOrDefault(nameInLowerCase, "");
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
