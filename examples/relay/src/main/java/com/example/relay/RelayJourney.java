package com.example.relay;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.scenario.TaskMix;

/** A task is a job, and a job is one request. */
final class RelayJourney implements Journey {
    @Override
    public ChainBuilder iteration(Requests requests) {
        RelayCalls calls = new RelayCalls(requests.settings().protocols().of(RelaySettings.class));
        return TaskMix.chain(
                requests,
                size -> requests.task(
                        size + " task",
                        exec(requests.call(
                                "ask " + size, session -> calls.ask(requests.url(), Requests.values(session))))));
    }
}
