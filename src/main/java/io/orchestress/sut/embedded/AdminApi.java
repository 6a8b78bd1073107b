package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.BugControl;
import io.orchestress.sut.embedded.agent.Bugs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** What is not work: {@code /health}, {@code /metrics}, {@code /truth}, {@code /admin/faults}, {@code /admin/bugs} and {@code /admin/workers}. */
final class AdminApi {
    private static final int MOST_WORKERS = 100_000;

    private final TaskEngine engine;
    private final int workersOfAnInstance;
    private final FaultControl faults;
    private final BugControl bugs;
    private final ServerStats truth;
    private final Metrics metrics;
    private final Consumer<Runnable> afterBookings;

    /** @param afterBookings runs an action when every answer that has left by now is booked */
    AdminApi(
            TaskEngine engine,
            FaultControl faults,
            BugControl bugs,
            ServerStats truth,
            Metrics metrics,
            Consumer<Runnable> afterBookings) {
        this.engine = engine;
        this.workersOfAnInstance = engine.workers();
        this.faults = faults;
        this.bugs = bugs;
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
                Route.of("DELETE", "/admin/faults", this::clearFaults),
                Route.of("GET", "/admin/bugs", exchange -> exchange.answer(Response.json(200, bugs.get()))),
                Route.of("PUT", "/admin/bugs", this::setBugs),
                Route.of("DELETE", "/admin/bugs", this::clearBugs),
                Route.of("GET", "/admin/workers", this::workers),
                Route.of("PUT", "/admin/workers", this::setWorkers));
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

    private void setBugs(Exchange exchange) {
        Bugs wanted = Json.record(exchange.body, Bugs.class);
        if (!engine.hasAgents() && !wanted.equals(Bugs.NONE)) {
            throw ApiException.badRequest("bugs are those of agents, and there are none: start it with a backend");
        }
        bugs.set(wanted);
        exchange.answer(Response.json(200, bugs.get()));
    }

    private void clearBugs(Exchange exchange) {
        bugs.set(Bugs.NONE);
        exchange.answer(Response.noContent());
    }

    private void workers(Exchange exchange) {
        exchange.answer(Response.json(
                200,
                Map.of("workers", engine.workers(), "instances", (double) engine.workers() / workersOfAnInstance)));
    }

    /** So many worker slots, or so many times those that it was started with. */
    private void setWorkers(Exchange exchange) {
        Json wanted = Json.object(exchange.body);
        OptionalInt workers = wanted.optionalWhole("workers", 1, MOST_WORKERS);
        OptionalInt instances = wanted.optionalWhole("instances", 1, Math.max(1, MOST_WORKERS / workersOfAnInstance));
        if (workers.isPresent() == instances.isPresent()) {
            throw ApiException.badRequest("either workers or instances must be there");
        }
        engine.resize(workers.orElseGet(() -> instances.getAsInt() * workersOfAnInstance));
        workers(exchange);
    }
}
