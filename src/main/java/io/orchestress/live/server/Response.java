package io.orchestress.live.server;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a request gets. */
public sealed interface Response {
    /**
     * A page.
     *
     * @param type media type, such as {@code text/html; charset=utf-8}
     * @param body not to be changed any more
     * @param headers beside those that the server sets
     * @param sent run on the server's thread once all of it has been handed to the network
     */
    record Content(int status, String type, byte[] body, Map<String, String> headers, Runnable sent)
            implements Response {
        public Content {
            headers = Map.copyOf(headers);
        }

        /** Of which nobody waits for the sending. */
        public Content(int status, String type, byte[] body, Map<String, String> headers) {
            this(status, type, body, headers, () -> {});
        }

        /** With status 200. */
        public static Content of(String type, byte[] body) {
            return new Content(200, type, body, Map.of());
        }

        /** A sentence for a person, who is told no more than it. */
        public static Content sentence(int status, String sentence) {
            return new Content(
                    status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }

    /** Server-sent events, from the newest one on. */
    record Events(Broadcast of) implements Response {}
}
