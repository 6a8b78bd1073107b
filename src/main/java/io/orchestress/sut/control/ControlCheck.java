package io.orchestress.sut.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.ControlSettings.Control;
import io.orchestress.config.ControlSettings.Request;
import io.orchestress.config.ControlSettings.Use;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Origin;
import io.orchestress.config.Settings;
import io.orchestress.workload.kind.BackendFault;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the controls of a workload can be set at all; asked before the target is. */
public final class ControlCheck {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final URI SOME_TARGET = URI.create("http://127.0.0.1");

    private ControlCheck() {}

    /** @throws InvalidConfigException naming every control of the workload that there is not, or that cannot be pulled */
    public static void check(String workload, Settings settings) {
        Map<String, Control> controls = settings.controls();
        Set<ConfigProblem> problems = new LinkedHashSet<>();
        for (Use use : settings.controlSettings().uses()) {
            if (use.workload().equals(workload)) {
                Control control = controls.get(use.control());
                if (control == null) {
                    problems.add(unknown(use, controls));
                } else if (control instanceof Request request) {
                    problems.addAll(problems(use, request, settings.target()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(List.copyOf(problems));
        }
    }

    private static ConfigProblem unknown(Use use, Map<String, Control> controls) {
        String known =
                controls.isEmpty() ? "there are none" : "known: " + String.join(", ", new TreeSet<>(controls.keySet()));
        return new ConfigProblem(
                use.key(),
                use.value(),
                use.origin(),
                use.control().equals(BackendFault.CONTROL)
                        ? "the control '" + BackendFault.CONTROL
                                + "' is that of a scripted backend, which this run does not"
                                + " start; valid: orchestress.backend.enabled = true, or a control of that name"
                        : "this target has no control '" + use.control() + "' (" + known
                                + "): define it with orchestress.controls."
                                + use.control()
                                + " { request = \"PUT /path\", body = \"#{value}\" } or { command = [\"program\","
                                + " \"#{value}\"] }; ConcurrencyTest and ConnectionsTest scale the load alone and need none");
    }

    private static List<ConfigProblem> problems(Use use, Request control, Settings.Target target) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (control.isOfTarget() && target.protocol().isLocal()) {
            problems.add(of(control, "the target is a command and has no address: give a full URL, or a command"));
        }
        if (!control.isOfTarget()) {
            refusal(RequestSetter.address(control, SOME_TARGET, use.value()), target)
                    .ifPresent(why -> problems.add(of(control, why)));
        }
        String body = RequestSetter.body(control, use.value());
        if (!body.isEmpty() && isJson(control) && !parses(body)) {
            problems.add(new ConfigProblem(
                    use.key(),
                    use.value(),
                    use.origin(),
                    "control '" + use.control() + "' would send invalid JSON: " + body));
        }
        return problems;
    }

    private static Optional<String> refusal(URI address, Settings.Target target) {
        try {
            return target.hosts().refusal(Origin.of(address), "to send it anything");
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static ConfigProblem of(Request control, String message) {
        return new ConfigProblem(control.key(), control.method() + " " + control.address(), control.origin(), message);
    }

    private static boolean isJson(Request control) {
        return control.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .allMatch(header -> header.getValue().toLowerCase(Locale.ROOT).contains("json"));
    }

    private static boolean parses(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
