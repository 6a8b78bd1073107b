package io.orchestress.target.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is not work: {@code /health}, {@code /metrics}, {@code /truth} and {@code /admin/faults}. */
final class AdminApi {
    private final TaskEngine engine;
    private final FaultControl faults;
    private final Truth truth;
    private final Metrics metrics;
    private final Consumer<Runnable> afterBookings;

    /** @param afterBookings runs an action when every answer that has left by now is booked */
    AdminApi(TaskEngine engine, FaultControl faults, Truth truth, Metrics metrics, Consumer<Runnable> afterBookings) {
        this.engine = engine;
        this.faults = faults;
        this.truth = truth;
        this.metrics = metrics;
        this.afterBookings = afterBookings;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/health", this::health),
                Route.of("GET", "/metrics", this::metrics),
                Route.of("GET", "/truth", this::truth),
                Route.of("DELETE", "/truth", this::resetTruth),
                Route.of("GET", "/admin/faults", this::faults),
                Route.of("PUT", "/admin/faults", this::setFaults),
                Route.of("DELETE", "/admin/faults", this::clearFaults));
    }

    private void health(Exchange exchange) {
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", "ok");
        health.put("uptimeSeconds", metrics.uptimeSeconds());
        health.put("workers", engine.workers());
        health.put("activeWorkers", engine.activeWorkers());
        health.put("queueDepth", engine.queueDepth());
        exchange.answer(Response.json(200, health));
    }

    private void metrics(Exchange exchange) {
        exchange.answer(Response.text("text/plain; version=0.0.4; charset=utf-8", metrics.text()));
    }

    private void truth(Exchange exchange) {
        boolean histograms = exchange.query("histograms").filter("true"::equals).isPresent();
        afterBookings.accept(() -> exchange.answer(Response.json(200, truth.report(histograms))));
    }

    private void resetTruth(Exchange exchange) {
        afterBookings.accept(() -> {
            truth.reset();
            exchange.answer(Response.noContent());
        });
    }

    private void faults(Exchange exchange) {
        exchange.answer(Response.json(200, faults.now()));
    }

    private void setFaults(Exchange exchange) {
        faults.set(Json.record(exchange.body, Faults.class), () -> exchange.answer(Response.json(200, faults.now())));
    }

    private void clearFaults(Exchange exchange) {
        faults.clear();
        exchange.answer(Response.noContent());
    }
}
