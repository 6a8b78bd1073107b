package io.orchestress.sut.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.LeverSettings.Lever;
import io.orchestress.config.LeverSettings.Request;
import io.orchestress.config.LeverSettings.Use;
import io.orchestress.config.Origin;
import io.orchestress.config.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the levers of a workload can be pulled at all; asked before the target is. */
public final class LeverCheck {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final URI SOME_TARGET = URI.create("http://127.0.0.1");

    private LeverCheck() {}

    /** @throws InvalidConfigException naming every lever of the workload that there is not, or that cannot be pulled */
    public static void check(String workload, Settings settings) {
        Map<String, Lever> levers = settings.levers();
        Set<ConfigProblem> problems = new LinkedHashSet<>();
        for (Use use : settings.leverSettings().uses()) {
            if (use.workload().equals(workload)) {
                Lever lever = levers.get(use.lever());
                if (lever == null) {
                    problems.add(unknown(use, levers));
                } else if (lever instanceof Request request) {
                    problems.addAll(problems(use, request, settings.target()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(List.copyOf(problems));
        }
    }

    private static ConfigProblem unknown(Use use, Map<String, Lever> levers) {
        String known =
                levers.isEmpty() ? "there are none" : "known: " + String.join(", ", new TreeSet<>(levers.keySet()));
        return new ConfigProblem(
                use.key(),
                use.value(),
                use.origin(),
                "this target has no lever '" + use.lever() + "' (" + known + "): say how it is set, orchestress.levers."
                        + use.lever() + " { request = \"PUT /path\", body = \"#{value}\" } or { command = [\"program\","
                        + " \"#{value}\"] }; ConcurrencyTest and ConnectionsTest scale the load alone and need none");
    }

    private static List<ConfigProblem> problems(Use use, Request lever, Settings.Target target) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (lever.isOfTarget() && target.protocol().isLocal()) {
            problems.add(of(lever, "the target is a command and has no address: give a whole URL, or a command"));
        }
        if (!lever.isOfTarget()) {
            refusal(RequestPull.address(lever, SOME_TARGET, use.value()), target)
                    .ifPresent(why -> problems.add(of(lever, why)));
        }
        String body = RequestPull.body(lever, use.value());
        if (!body.isEmpty() && isJson(lever) && !parses(body)) {
            problems.add(new ConfigProblem(
                    use.key(),
                    use.value(),
                    use.origin(),
                    "lever '" + use.lever() + "' would send what is no JSON: " + body));
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

    private static ConfigProblem of(Request lever, String message) {
        return new ConfigProblem(lever.key(), lever.method() + " " + lever.address(), lever.origin(), message);
    }

    private static boolean isJson(Request lever) {
        return lever.headers().entrySet().stream()
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
