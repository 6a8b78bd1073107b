package io.orchestress.benchmark;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.gatling.Requests;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a task and waits for it. Requests have one name before {@link #MEASURE_FROM} and another after it, which the server is told,
 * so that both sides judge the same ones. Prints when each user begins its first iteration.
 */
public final class TaskSimulation extends LoadSimulation {
    static final String MEASURED = "run task";
    /** System property: seconds from the first request to the first measured one. */
    static final String MEASURE_FROM = "measure.from";
    /** What a line begins with that says when a user came, in seconds since the epoch. */
    static final String ARRIVED = "arrived ";

    private static final int SECONDS_BEFORE = Integer.getInteger(MEASURE_FROM, 0);

    public TaskSimulation() {
        super("smoke", new Tasks());
    }

    private static final class Tasks implements Journey {
        private final AtomicLong firstNanos = new AtomicLong();

        @Override
        public Optional<ChainBuilder> arrival(Requests requests) {
            return SECONDS_BEFORE > 0 ? Optional.empty() : Optional.of(exec(Tasks::arrived));
        }

        private static Session arrived(Session session) {
            System.out.println(ARRIVED + Measuring.epochSeconds(Instant.now()));
            return session;
        }

        @Override
        public ChainBuilder iteration(Requests requests) {
            return SECONDS_BEFORE == 0
                    ? exec(task(requests, MEASURED))
                    : doIfOrElse(session -> isMeasured())
                            .then(task(requests, MEASURED))
                            .orElse(task(requests, "warm-up task"));
        }

        private boolean isMeasured() {
            long now = System.nanoTime();
            firstNanos.compareAndSet(0, now);
            return now - firstNanos.get() >= SECONDS_BEFORE * 1_000_000_000L;
        }

        private static ActionBuilder task(Requests requests, String name) {
            return requests.http(
                    name,
                    http -> http.post("/v1/tasks?wait=30")
                            .header("X-Request-Name", name)
                            .body(StringBody("{\"prompt\":\"Fix the bug\"}"))
                            .check(status().is(200)));
        }
    }
}
