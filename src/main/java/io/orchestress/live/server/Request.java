package io.orchestress.live.server;

import io.netty.handler.codec.http.HttpHeaders;

/** What a viewer asks for: its path has been found, and its host, origin and token are in order. */
public final class Request {
    private final HttpHeaders headers;

    Request(HttpHeaders headers) {
        this.headers = headers;
    }

    /** The value of a header; empty where there is none. Of several the first. */
    public String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }
}
