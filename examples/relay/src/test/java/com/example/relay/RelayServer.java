package com.example.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A relay that answers at once, and refuses every fifth job. */
public final class RelayServer {
    private RelayServer() {}

    /** @param arguments the port; 0: any that is free */
    public static void main(String[] arguments) throws IOException {
        AtomicLong jobs = new AtomicLong();
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/", exchange -> answer(exchange, 404, "{}"));
        server.createContext("/about", exchange -> answer(exchange, 200, "{\"relay\": 1, \"jobs\": " + jobs + "}"));
        server.createContext("/jobs", exchange -> {
            boolean refused = jobs.incrementAndGet() % 5 == 0;
            answer(
                    exchange,
                    200,
                    refused
                            ? "{\"state\": \"refused\", \"why\": \"every fifth is\"}"
                            : "{\"state\": \"answered\", \"text\": \"42\"}");
        });
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
