package load.scenario;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.langgraph.LangGraphCalls;
import java.util.List;

/** A client of a LangGraph server: a task is a new thread and a run of the assistant on it. */
final class LangGraphJourney implements Journey {
    private static final List<String> SIZES = List.of("simple", "medium", "complex", "workflow");
    private static final String THREAD = "thread";

    @Override
    public ChainBuilder iteration(Requests requests) {
        LangGraphCalls calls =
                new LangGraphCalls(requests.settings().protocols().langgraph());
        TaskMix mix = TaskMix.of(requests);
        for (String size : SIZES) {
            mix = mix.then(size, requests.task(size + " task", runOnThread(requests, calls, "run " + size)));
        }
        return mix.chain();
    }

    private static ChainBuilder runOnThread(Requests requests, LangGraphCalls calls, String name) {
        return exec(requests.call(
                        "create thread",
                        session -> calls.createThread(requests.url()),
                        (session, reply) -> session.set(THREAD, reply.value().asText())))
                .exec(requests.call(
                        name,
                        session -> calls.run(requests.url(), session.getString(THREAD), Requests.values(session))));
    }
}
