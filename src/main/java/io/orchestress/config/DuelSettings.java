package io.orchestress.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How two targets are held against each other, in pairs of runs.
 *
 * @param baseline, candidate who they are; both are named, or none is
 * @param areEqual whether both are known to be the same
 * @param atOnce whether both runs of a pair go at the same time
 * @param length of a run, as planned
 * @param pairs at most
 * @param voidPairs at most
 * @param falseAlarms, missed probabilities, at most
 * @param latency tolerance as a share of the baseline's typical time
 * @param failures, ended tolerances in points
 */
public record DuelSettings(
        Optional<Side> baseline,
        Optional<Side> candidate,
        boolean areEqual,
        boolean atOnce,
        Duration length,
        int pairs,
        int voidPairs,
        double falseAlarms,
        double missed,
        double latency,
        double failures,
        double ended) {
    private static final List<String> OF_A_SIDE = List.of("embedded.", "resources.");
    private static final double LEAST = 0.0001;

    /**
     * One of two targets.
     *
     * @param target URL, or {@code embedded}
     * @param start program and arguments that serve there; empty: it is there
     * @param settings of its runs alone, by keys below {@code orchestress}
     */
    public record Side(String target, List<String> start, Map<String, String> settings) {
        public Side {
            start = List.copyOf(start);
            settings = Map.copyOf(settings);
        }
    }

    /** Whether a simulation is to be run in pairs. */
    public boolean isAsked() {
        return baseline.isPresent() && candidate.isPresent();
    }

    static DuelSettings read(Section s) {
        Optional<Side> baseline = side(s, "baseline");
        Optional<Side> candidate = side(s, "candidate");
        if (baseline.isPresent() != candidate.isPresent()) {
            s.problem(
                    baseline.isPresent() ? "candidate" : "baseline",
                    "is empty, and the other is not: a duel needs both, each a URL or embedded");
        }
        Section tolerance = s.section("tolerance");
        DuelSettings settings = new DuelSettings(
                baseline,
                candidate,
                s.flag("equals"),
                s.flag("at-once"),
                s.duration("length", Duration.ofSeconds(2)),
                s.integer("pairs", 2, 200),
                s.integer("void-pairs", 0, 1000),
                s.number("false-positive-rate", LEAST, 0.5),
                s.number("false-negative-rate", LEAST, 0.5),
                tolerance.number("latency", 0.001, 10),
                tolerance.number("failures", LEAST, 1),
                tolerance.number("ended", LEAST, 1));
        return settings;
    }

    private static Optional<Side> side(Section s, String name) {
        String target = s.text(name).strip();
        List<String> start = s.command(name + "-start", false);
        Map<String, String> settings = new TreeMap<>();
        for (Written leaf : s.section(name + "-settings").leaves()) {
            settings.put(leaf.name(), leaf.text());
            if (OF_A_SIDE.stream().noneMatch(leaf.name()::startsWith)) {
                s.problem(
                        name + "-settings",
                        leaf.name() + " cannot be set for one side alone: then the runs of a pair would differ in more"
                                + " than the target; valid: keys that begin with " + String.join(", ", OF_A_SIDE));
            }
        }
        if (!start.isEmpty() && (target.isEmpty() || target.equals(TargetSection.EMBEDDED))) {
            s.problem(name + "-start", "needs the URL at which it serves: name it in " + name);
        }
        return target.isEmpty() ? Optional.empty() : Optional.of(new Side(target, start, settings));
    }
}
