package io.orchestress.e2e;

import static io.gatling.javaapi.core.CoreDsl.during;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.tryMax;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.LoadSimulation;
import io.orchestress.gatling.Requests;
import java.time.Duration;
import java.util.Optional;

/** Every block that is known to make naive measurements lose samples, around requests of which many fail, those of the arrival too. */
public final class BlocksSimulation extends LoadSimulation {
    public BlocksSimulation() {
        super("smoke", new Journey() {
            @Override
            public Optional<ChainBuilder> arrival(Requests requests) {
                return Optional.of(repeat(4).on(exec(get(requests, "arrival"))));
            }

            @Override
            public ChainBuilder iteration(Requests requests) {
                return blocks(requests);
            }
        });
    }

    private static ChainBuilder blocks(Requests requests) {
        return exec(get(requests, "plain"))
                .exec(exitBlockOnFail()
                        .on(exec(get(requests, "in exitBlockOnFail"))
                                .exec(get(requests, "after it"))
                                .exec(get(requests, "after that"))))
                .exec(tryMax(3).on(exec(get(requests, "in tryMax")).exec(get(requests, "in tryMax, second"))))
                .exec(during(Duration.ofMillis(35))
                        .on(exec(get(requests, "in during")).pause(Duration.ofMillis(2))))
                .exec(group("group").on(exec(get(requests, "in group"))))
                .exec(pause(Duration.ofMillis(5)))
                .exec(repeat(2).on(exec(get(requests, "in repeat"))))
                .exec(session -> session.reset())
                .exec(get(requests, "after reset"));
    }

    private static ActionBuilder get(Requests requests, String name) {
        return requests.http(name, http -> http.get("/v1/agents").check(status().is(200)));
    }
}
