package io.orchestress.live.server;

import java.util.function.Function;

/**
 * A page of the server: one path, and the response there.
 *
 * @param method {@code GET} or {@code POST}
 * @param path such as {@code /metrics}, without a query
 * @param response called on the server's only thread: it computes, and waits for nothing
 */
public record Route(String method, String path, Function<Request, Response> response) {
    private static final String GET = "GET";
    private static final String POST = "POST";

    public Route {
        if (!path.startsWith("/") || path.indexOf('?') >= 0) {
            throw new IllegalArgumentException("a path such as /metrics, not " + path);
        }
    }

    /** A page that is read. */
    public static Route get(String path, Function<Request, Response> response) {
        return new Route(GET, path, response);
    }

    /** A page that does something: only pages of this server may ask for it, which {@link Guard} looks after. */
    public static Route post(String path, Function<Request, Response> response) {
        return new Route(POST, path, response);
    }
}
