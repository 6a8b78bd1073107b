package io.orchestress.scenario;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.gatling.Journey;
import io.orchestress.gatling.Requests;
import io.orchestress.protocol.process.ProcessCalls;
import io.orchestress.protocol.process.ProcessSettings;
import io.orchestress.workload.kind.WorkloadSize;
import java.util.List;
import java.util.Set;

/** Each task is one run of a command, with the prompt on its standard input or among its arguments. */
final class ProcessJourney implements Journey {
    @Override
    public ChainBuilder iteration(Requests requests) {
        ProcessCalls process = new ProcessCalls(requests.settings().protocols().of(ProcessSettings.class));
        Set<String> columns = process.names();
        columns.removeAll(List.of("uuid", "user"));
        requests.records(requests.settings().taskMix().tasksFile(), columns.toArray(String[]::new));
        return TaskMix.chain(requests, size -> task(requests, size, process));
    }

    private static ChainBuilder task(Requests requests, WorkloadSize size, ProcessCalls process) {
        return requests.task(
                size + " task",
                exec(requests.call("run " + size + " task", session -> process.task(Requests.values(session)))));
    }
}
