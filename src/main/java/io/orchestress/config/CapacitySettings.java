package io.orchestress.config;

import io.orchestress.workload.kind.LoadModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the capacity is looked for.
 *
 * @param model of the search: arrivals per second or users
 * @param from, to lowest and highest load of the search
 * @param factor from one step of its ramp to the next
 * @param precision of the bracket
 * @param longest time that the search may take with the profile in force
 * @param longestAsWritten where that was said
 */
public record CapacitySettings(
        LoadModel model,
        double from,
        double to,
        double factor,
        double precision,
        Duration longest,
        Written longestAsWritten) {

    /** The workload whose phases are not listed but looked for. */
    public static final String WORKLOAD = "capacity";

    private static final Duration SHORTEST = Duration.ofSeconds(30);

    static CapacitySettings read(Section s, String profile) {
        Section longest = s.section("max-duration");
        Map<String, Duration> byProfile = longest(longest, profile);
        String inForce = byProfile.containsKey(profile)
                ? profile
                : byProfile.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .orElse(profile);
        CapacitySettings settings = new CapacitySettings(
                s.oneOf("model", LoadModel.known()),
                s.number("from", 0.01, 1e9),
                s.number("to", 0.01, 1e9),
                s.number("factor", 1.05, 10),
                s.number("precision", 0.005, 0.5),
                byProfile.getOrDefault(inForce, SHORTEST),
                new Written(
                        inForce,
                        longest.path(inForce),
                        byProfile.containsKey(inForce) ? longest.text(inForce) : "",
                        longest.origin(inForce)));
        if (settings.to <= settings.from) {
            s.problem("to", "must be above from");
        }
        return settings;
    }

    /** By profile, as far as it is said. */
    private static Map<String, Duration> longest(Section s, String profile) {
        Map<String, Duration> byProfile = new LinkedHashMap<>();
        s.names().forEach(name -> byProfile.put(name, s.duration(name, SHORTEST)));
        if (byProfile.isEmpty()) {
            s.problem("says nothing of any profile; add " + profile + " = 10 min, for example");
        }
        return byProfile;
    }
}
