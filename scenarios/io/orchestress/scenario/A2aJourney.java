package io.orchestress.scenario;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Template;
import io.orchestress.protocol.a2a.A2aAnswer;
import io.orchestress.protocol.a2a.A2aCalls;
import io.orchestress.protocol.a2a.A2aMode;
import io.orchestress.protocol.a2a.A2aSettings;
import io.orchestress.protocol.a2a.Dialect;
import io.orchestress.protocol.a2a.FirstTask;
import java.util.Optional;

/**
 * A client of an A2A agent: sends a message, and polls the task that comes of it for as long as it goes on, at most for the request timeout.
 * The card was read once, before the load, as clients do that know their agent.
 */
final class A2aJourney implements Journey {
    @Override
    public void prepare(Requests requests) {
        if (!requests.settings().target().url().isEmpty()) {
            FirstCalls.make(
                    requests,
                    "",
                    FirstTask.of(
                            requests.spoken().endpoint(),
                            Dialect.of(requests.spoken().version())));
        }
    }

    @Override
    public ChainBuilder iteration(Requests requests) {
        return TaskMix.chain(requests, size -> task(requests, size + " task"));
    }

    @Override
    public Optional<String> cancel(Requests requests) {
        return Optional.of("tasks/cancel");
    }

    private static ChainBuilder task(Requests requests, String name) {
        A2aSettings a2a = requests.settings().protocols().of(A2aSettings.class);
        long timeoutNanos = requests.settings().target().requestTimeout().toNanos();
        Template text = new Template(a2a.text());
        ChainBuilder start = exec(requests.call(
                a2a.mode().configName() + " " + name,
                session -> message(agent(requests), a2a.mode(), text.plain(Requests.values(session))),
                (session, reply) -> kept(session, reply).set("a2aUntil", TimeSource.SYSTEM.nanos() + timeoutNanos)));
        ChainBuilder poll =
                exec(requests.call("poll " + name, session -> poll(agent(requests), session), A2aJourney::kept));
        return requests.task(
                name,
                start.exec(asLongAs(session -> session.getBoolean("a2aGoesOn"))
                        .on(pause(requests.settings().protocols().pollInterval())
                                .exec(poll))));
    }

    private static A2aCalls agent(Requests requests) {
        return new A2aCalls(
                requests.spoken().endpoint(), Dialect.of(requests.spoken().version()));
    }

    private static Call message(A2aCalls agent, A2aMode mode, String text) {
        return switch (mode) {
            case SEND -> agent.send(text);
            case SUBMIT -> agent.submit(text);
            case STREAM -> agent.stream(text);
        };
    }

    private static Call poll(A2aCalls agent, Session session) {
        String task = session.getString("a2aTask");
        boolean last = TimeSource.SYSTEM.nanos() > session.getLong("a2aUntil");
        return last ? agent.getLast(task) : agent.get(task);
    }

    private static Session kept(Session session, Reply reply) {
        return session.set("a2aTask", A2aAnswer.taskId(reply)).set("a2aGoesOn", A2aAnswer.goesOn(reply));
    }
}
