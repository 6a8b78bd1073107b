package io.orchestress.scenario;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.PreflightClient;
import io.orchestress.gatling.Requests;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Address;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.FirstAnswer;
import io.orchestress.protocol.FirstCall;
import io.orchestress.protocol.Objection;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.rest.Follow;
import io.orchestress.protocol.rest.RestCall;
import io.orchestress.protocol.rest.RestSettings;
import io.orchestress.protocol.rest.RestTask;
import io.orchestress.transport.Outbound;
import io.orchestress.workload.kind.WorkloadSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A user of a REST API: spawns an agent, then has tasks done, each as {@code orchestress.protocols.rest} says of its size: waited for in
 * one request, or submitted and then polled, or submitted and then watched.
 */
final class RestJourney implements Journey {
    private static final String FIRST_CALL = "orchestress.protocols.rest.first-call";

    /** Makes the call of {@code spawn}, and the first request of each call that will be made, unless an embedded orchestrator answers. */
    @Override
    public void prepare(Requests requests) {
        RestSettings rest = requests.settings().protocols().of(RestSettings.class);
        if (!rest.firstCall() || requests.settings().target().url().isEmpty()) {
            return;
        }
        try (PreflightClient inquiry = requests.inquiry()) {
            if (isEmbedded(inquiry, requests)) {
                return;
            }
            Set<String> names = new LinkedHashSet<>();
            names.add(rest.spawn());
            rest.sizes().forEach((size, name) -> {
                if (TaskMix.hasWeight(requests, size)) {
                    names.add(name);
                }
            });
            Map<String, String> values = TaskMix.first(requests);
            List<FirstCall> first = new ArrayList<>();
            for (String name : names) {
                RestCall call = rest.calls().get(name);
                if (call != null) {
                    String key = "orchestress.protocols.rest.calls." + name;
                    first.add(FirstCall.of(
                            new RestTask(call).first(requests.url(), values),
                            new Objection.Settings(key + ".request", call.request(), key + ".body")));
                }
            }
            FirstCalls.make(inquiry, FIRST_CALL, first);
        }
    }

    /** Whose API needs no proof. */
    private static boolean isEmbedded(PreflightClient inquiry, Requests requests) {
        Call agents = new Call(
                new Outbound.Http(
                        "GET",
                        new Address("/v1/agents?limit=1").of(requests.url()),
                        Map.of("Accept", "application/json"),
                        new byte[0]),
                () -> {
                    throw new IllegalStateException("only its first answer is looked at");
                });
        Reply reply = inquiry.ask(FirstAnswer.to(agents));
        return reply.isOk()
                && reply.value().path("agents").isArray()
                && reply.value().path("total").isInt();
    }

    @Override
    public Optional<ChainBuilder> arrival(Requests requests) {
        RestSettings rest = requests.settings().protocols().of(RestSettings.class);
        return Optional.ofNullable(rest.calls().get(rest.spawn())).map(call -> arrival(requests, call));
    }

    /** Of those calls that are made and have one. */
    @Override
    public Optional<String> cancel(Requests requests) {
        RestSettings rest = requests.settings().protocols().of(RestSettings.class);
        Map<String, String> cancels = new TreeMap<>();
        rest.sizes().forEach((size, name) -> {
            RestCall call = rest.calls().get(name);
            if (TaskMix.hasWeight(requests, size)
                    && call != null
                    && !call.cancel().isEmpty()) {
                cancels.put(name, call.cancel() + " (of the call " + name + "; others close the connection)");
            }
        });
        return cancels.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", cancels.values()));
    }

    /** An agent is spawned, unless the call has a name of its own: then it is something else that has to be there first. */
    private static ChainBuilder arrival(Requests requests, RestCall call) {
        RestTask task = new RestTask(call);
        return call.name().isEmpty()
                ? exec(requests.call("spawn agent", s -> task.spawn(requests.url(), Requests.values(s))))
                : exec(requests.call(call.name(), s -> task.first(requests.url(), Requests.values(s))));
    }

    @Override
    public ChainBuilder iteration(Requests requests) {
        RestSettings rest = requests.settings().protocols().of(RestSettings.class);
        return TaskMix.chain(requests, size -> {
            RestCall call = Objects.requireNonNull(
                    rest.calls().get(Objects.requireNonNull(rest.sizes().get(size))), size::configName);
            String bySize = size == WorkloadSize.WORKFLOW ? size.configName() : size + " task";
            String name = call.name().isEmpty() ? bySize : call.name();
            return requests.task(name, parts(requests, name, call));
        });
    }

    private static ChainBuilder parts(Requests requests, String name, RestCall call) {
        RestTask task = new RestTask(call);
        boolean whole = call.follow() == Follow.NONE;
        ChainBuilder first = exec(requests.call(
                (whole ? "run " : "submit ") + name,
                s -> task.first(requests.url(), Requests.values(s)),
                (s, reply) -> follow(s, reply, requests.settings().target().requestTimeout())));
        return switch (call.follow()) {
            case NONE -> first;
            case POLL ->
                first.exec(asLongAs(RestJourney::goesOn)
                        .on(pause(requests.settings().protocols().pollInterval())
                                .exec(poll(requests, name, task))));
            case STREAM ->
                first.exec(doIf(RestJourney::goesOn)
                        .then(exec(
                                requests.call("watch " + name, s -> task.stream(requests.url(), Requests.values(s))))));
        };
    }

    private static ChainBuilder poll(Requests requests, String name, RestTask task) {
        return exec(requests.call(
                "poll " + name,
                s -> task.poll(requests.url(), Requests.values(s), s.getLong("until")),
                (s, reply) -> s.set("goesOn", RestTask.goesOn(reply))));
    }

    private static Session follow(Session session, Reply reply, Duration limit) {
        return session.set("id", RestTask.id(reply))
                .set("goesOn", RestTask.goesOn(reply))
                .set("until", TimeSource.SYSTEM.nanos() + limit.toNanos());
    }

    private static boolean goesOn(Session session) {
        return session.getBoolean("goesOn");
    }
}
