package io.orchestress.scenario;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.langgraph.FirstSearch;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import io.orchestress.protocol.langgraph.LangGraphSettings;
import io.orchestress.workload.kind.WorkloadSize;
import java.time.Duration;
import java.util.Optional;

/**
 * A client of a LangGraph server: a task is a new thread and a run of the assistant on it. A stream that closed without an event that
 * ends it is no proof that the run is done, so the run is asked for.
 */
final class LangGraphJourney implements Journey {
    private static final String THREAD = "thread";
    private static final String RUN = "langgraphRun";
    private static final String OPEN = "langgraphOpen";
    private static final String UNTIL = "langgraphUntil";

    /** How long a server may take to put down a run as done after it closed the stream. */
    private static final Duration TO_BE_DONE = Duration.ofSeconds(5);

    @Override
    public void prepare(Requests requests) {
        if (!requests.settings().target().url().isEmpty()) {
            FirstCalls.make(
                    requests,
                    "",
                    FirstSearch.of(requests.settings().protocols().of(LangGraphSettings.class), requests.url()));
        }
    }

    @Override
    public ChainBuilder iteration(Requests requests) {
        LangGraphCalls calls =
                new LangGraphCalls(requests.settings().protocols().of(LangGraphSettings.class));
        return TaskMix.chain(requests, size -> requests.task(size + " task", runOnThread(requests, calls, size)));
    }

    @Override
    public Optional<String> cancel(Requests requests) {
        return Optional.of("POST /threads/ID/runs/ID/cancel");
    }

    private static ChainBuilder runOnThread(Requests requests, LangGraphCalls calls, WorkloadSize size) {
        ChainBuilder confirm = exec(requests.call(
                "confirm " + size,
                s -> calls.state(requests.url(), s.getString(THREAD), s.getString(RUN), s.getLong(UNTIL)),
                (s, reply) -> s.set(OPEN, LangGraphCalls.isOpen(reply))));
        return exec(requests.call(
                        "create thread",
                        session -> calls.createThread(requests.url()),
                        (session, reply) -> session.set(THREAD, reply.value().asText())))
                .exec(requests.call(
                        "run " + size,
                        session -> calls.run(requests.url(), session.getString(THREAD), Requests.values(session)),
                        LangGraphJourney::kept))
                .exec(doIf(LangGraphJourney::isOpen)
                        .then(confirm.exec(asLongAs(LangGraphJourney::isOpen)
                                .on(pause(requests.settings().protocols().pollInterval())
                                        .exec(confirm)))));
    }

    private static Session kept(Session session, Reply reply) {
        return session.set(RUN, LangGraphCalls.runId(reply))
                .set(OPEN, LangGraphCalls.isOpen(reply))
                .set(UNTIL, TimeSource.SYSTEM.nanos() + TO_BE_DONE.toNanos());
    }

    private static boolean isOpen(Session session) {
        return session.getBoolean(OPEN);
    }
}
