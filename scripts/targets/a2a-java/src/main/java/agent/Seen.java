package agent;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the server receives: GET /seen. A request is counted when it is answered, or given up by its client. */
@ApplicationScoped
public class Seen {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void filters(@Observes Filters filters) {
        filters.register(this::around, 100);
    }

    private void around(RoutingContext exchange) {
        if (exchange.normalizedPath().equals("/seen")) {
            JsonObject sums = new JsonObject();
            counts.forEach((name, count) -> sums.put(name, count.sum()));
            exchange.json(sums);
            return;
        }
        exchange.addEndHandler(ended -> {
            String name = name(exchange);
            count(name);
            count(name + "=" + (ended.succeeded() ? exchange.response().getStatusCode() : "cut"));
        });
        exchange.next();
    }

    private static String name(RoutingContext exchange) {
        String body = exchange.body() == null ? null : exchange.body().asString();
        if (body != null) {
            try {
                return "0.3:" + new JsonObject(body).getString("method");
            } catch (RuntimeException e) {
                return "0.3:malformed";
            }
        }
        return exchange.request().method() + ":" + exchange.normalizedPath();
    }

    private void count(String name) {
        counts.computeIfAbsent(name, n -> new LongAdder()).increment();
    }
}
