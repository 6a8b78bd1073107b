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
            StringBuilder sums = new StringBuilder();
            counts.forEach((name, count) -> sums.append(name).append(' ').append(count.sum()).append('\n'));
            exchange.response().putHeader("Content-Type", "text/plain").end(sums.toString());
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
