package io.orchestress.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.orchestress.protocol.rest.RestSettings;
import io.orchestress.protocol.rest.RestTask;
import io.orchestress.workload.kind.WorkloadSize;
import java.util.Map;
import java.util.Objects;

/** The workload {@code calibration}, which is given with it: each user has simple tasks done over REST, one request each. */
public final class CalibrationSimulation extends LoadSimulation {
    private static final Map<String, String> TASK =
            Map.of("prompt", "Fix the bug", "size", WorkloadSize.SIMPLE.configName());

    public CalibrationSimulation() {
        super("calibration", CalibrationSimulation::iteration);
    }

    private static io.gatling.javaapi.core.ChainBuilder iteration(Requests requests) {
        RestTask task = new RestTask(Objects.requireNonNull(
                requests.settings().protocols().of(RestSettings.class).calls().get("run"), "no call 'run'"));
        return exec(requests.call("calibrate", session -> task.first(requests.url(), TASK)));
    }
}
