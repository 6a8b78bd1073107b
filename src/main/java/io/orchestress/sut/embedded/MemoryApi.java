package io.orchestress.sut.embedded;

import java.util.List;

/** {@code /v1/memory}: put and get. */
final class MemoryApi {
    private static final String PATTERN = "/v1/memory/{namespace}/{key}";

    private final MemoryStore memory;

    MemoryApi(MemoryStore memory) {
        this.memory = memory;
    }

    List<Route> routes() {
        return List.of(Route.of("PUT", PATTERN, this::put), Route.of("GET", PATTERN, this::get));
    }

    private void put(Exchange exchange) {
        memory.put(exchange.parameter("namespace"), exchange.parameter("key"), Json.bytes(Json.any(exchange.body)));
        exchange.answer(Response.noContent());
    }

    private void get(Exchange exchange) {
        String namespace = exchange.parameter("namespace");
        String key = exchange.parameter("key");
        byte[] json =
                memory.get(namespace, key).orElseThrow(() -> ApiException.notFound("memory", namespace + "/" + key));
        exchange.answer(Response.jsonBytes(200, json));
    }
}
