package io.orchestress.sut.embedded;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leads each exchange past the freeze and the faults to its route, and books it when it is answered. */
final class Dispatcher {
    private static final System.Logger LOGGER = System.getLogger(Dispatcher.class.getName());

    private final List<Route> routes;
    private final PausableTimers timers;
    private final FaultControl faults;
    private final ServerStats truth;
    private final RequestCounts counts;
    private final ServerClock clock;

    Dispatcher(
            List<Route> routes,
            PausableTimers timers,
            FaultControl faults,
            ServerStats truth,
            RequestCounts counts,
            ServerClock clock) {
        this.routes = List.copyOf(routes);
        this.timers = timers;
        this.faults = faults;
        this.truth = truth;
        this.counts = counts;
        this.clock = clock;
    }

    /** Called when a request has been decoded. */
    void received(Exchange exchange) {
        if (exchange.isWork()) {
            truth.received();
        }
    }

    /** Called on the event loop when it is the exchange's turn. */
    void dispatch(Exchange exchange) {
        if (exchange.isAdmin()) {
            handle(exchange);
        } else {
            timers.whenThawed(() -> exchange.onEventLoop(() -> afterFreeze(exchange)));
        }
    }

    /** Called when the last byte of the answer was handed to the socket. */
    void answered(Exchange exchange, int status) {
        counts.answered(exchange.route(), status);
        if (exchange.isMeasured()) {
            truth.answered(exchange, status, clock.nanos() - exchange.arrivedNanos);
        }
    }

    private void afterFreeze(Exchange exchange) {
        if (exchange.isWork()) {
            faults.meet(exchange, () -> handle(exchange));
        } else {
            handle(exchange);
        }
    }

    private void handle(Exchange exchange) {
        try {
            if (exchange.malformed) {
                throw ApiException.badRequest("the request is not HTTP/1.1");
            }
            if (!exchange.isForThisMachine()) {
                throw new ApiException(
                        421, "misdirected_request", "this server answers to names of this machine only", Map.of());
            }
            route(exchange).handler().handle(exchange);
        } catch (ApiException e) {
            exchange.answer(e.response());
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, exchange.route() + " failed", e);
            exchange.answer(Response.error(500, new ApiError("internal", e.toString())));
        }
    }

    private Route route(Exchange exchange) {
        List<String> path = segments(exchange.path);
        for (Route route : routes) {
            Optional<Map<String, String>> parameters =
                    route.method().equals(exchange.method) ? route.match(path) : Optional.empty();
            if (parameters.isPresent()) {
                exchange.routed(route.name(), parameters.get());
                return route;
            }
        }
        throw refusal(exchange, path);
    }

    /** 405 when the path has other methods, else 404. */
    private ApiException refusal(Exchange exchange, List<String> path) {
        List<Route> samePath =
                routes.stream().filter(route -> route.match(path).isPresent()).toList();
        if (samePath.isEmpty()) {
            return ApiException.notFound("resource", exchange.path);
        }
        String allowed = String.join(", ", samePath.stream().map(Route::method).toList());
        return new ApiException(
                405, "method_not_allowed", exchange.path + " allows " + allowed, Map.of("allow", allowed));
    }

    private static List<String> segments(String path) {
        if (path.indexOf('%') < 0) {
            return List.of(path.split("/", -1));
        }
        try {
            return List.of(path.split("/", -1)).stream()
                    .map(segment -> QueryStringDecoder.decodeComponent(segment.replace("+", "%2B")))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("the path is malformed: " + e.getMessage());
        }
    }
}
