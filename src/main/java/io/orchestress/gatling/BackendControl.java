package io.orchestress.gatling;

import io.orchestress.backend.BackendSettings;
import io.orchestress.backend.script.FaultReader;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.ControlSettings;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Settings;
import io.orchestress.workload.kind.BackendFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control that sets faults of a run's own backend. A control of the configuration that has its name takes its place. */
final class BackendControl {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String KEY = "orchestress.backend.enabled";

    private BackendControl() {}

    /**
     * Settings with the control, before it is known at which port the backend listens.
     *
     * @throws InvalidConfigException naming each phase of the workload that sets a fault that its backend cannot have
     */
    static Settings planned(String workload, Settings settings) {
        BackendSettings backend = settings.part(BackendSettings.class);
        if (!backend.enabled() || settings.controls().containsKey(BackendFault.CONTROL)) {
            return settings;
        }
        List<ConfigProblem> problems = new ArrayList<>();
        for (ControlSettings.Use use : settings.controlSettings().uses()) {
            if (use.workload().equals(workload) && use.control().equals(BackendFault.CONTROL)) {
                try {
                    FaultReader.parse(use.value(), backend.script().tools());
                } catch (IllegalArgumentException e) {
                    problems.add(
                            new ConfigProblem(use.key(), use.value(), use.origin(), String.valueOf(e.getMessage())));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return settings.withControl(BackendFault.CONTROL, control("http://127.0.0.1", backend));
    }

    /** The same where it listens. */
    static Settings at(String url, Settings planned) {
        ControlSettings.Control known = planned.controls().get(BackendFault.CONTROL);
        return known != null && known.key().equals(KEY)
                ? planned.withControl(BackendFault.CONTROL, control(url, planned.part(BackendSettings.class)))
                : planned;
    }

    private static ControlSettings.Control control(String url, BackendSettings backend) {
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "text/plain"));
        if (!backend.token().isEmpty()) {
            headers.put("authorization", "Bearer " + backend.token());
        }
        return new ControlSettings.Request(
                KEY,
                "the scripted backend of this run",
                "PUT",
                url + "/faults",
                "#{" + ControlSettings.VALUE + "}",
                headers,
                TIMEOUT,
                Optional.of(BackendFault.NONE));
    }
}
