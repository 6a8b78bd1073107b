package io.orchestress.analysis.gates;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.Section;
import io.orchestress.config.Written;
import io.orchestress.record.Verdict;
import io.orchestress.record.metric.MetricCatalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * By what a run is judged.
 *
 * @param rules each with a name of its own
 * @param written where each of them is written, by its name
 * @param minSamples requests, tasks or times before a figure of them is judged; fewer are no evidence
 * @param strict whether a warning fails
 */
public record GateLimits(
        List<GateRule> rules, Map<String, Written> written, long minSamples, GradeScale scale, boolean strict) {
    /** Instead of a rule: there is none of that name. */
    private static final String OFF = "off";

    public GateLimits {
        rules = List.copyOf(rules);
        written = Map.copyOf(written);
        if (minSamples < 1) {
            throw new IllegalArgumentException("minSamples is " + minSamples + ", must be 1 or more");
        }
        if (rules.stream().map(GateRule::name).distinct().count() < rules.size()) {
            throw new IllegalArgumentException("two rules have one name");
        }
    }

    /** @param root all of {@code orchestress}: a rule may name the throughput that the profile wants */
    public static GateLimits read(Section root) {
        Section s = root.section("gates");
        ConfigProblem.of(MetricCatalogue.service(), MetricCatalogue.problems()).forEach(root::add);
        return new GateLimits(
                        List.of(),
                        Map.of(),
                        s.integer("min-samples", 1, 1_000_000),
                        s.oneOf("grading", GradeScale.values()),
                        s.flag("strict"))
                .reading(s.section("rules"), minThroughputPerSec(root));
    }

    private static double minThroughputPerSec(Section root) {
        Section profiles = root.section("profiles");
        String profile = root.text("profile");
        return profiles.has(profile) ? profiles.section(profile).number("min-throughput", 0, 1e9) : 0;
    }

    /**
     * The same with other rules, in alphabetical order of their names. A text that is no rule is a problem of the section.
     *
     * @param minThroughputPerSec what the word {@code min-throughput} stands for; 0: a rule that names it is none
     */
    public GateLimits reading(Section texts, double minThroughputPerSec) {
        List<GateRule> parsed = new ArrayList<>();
        Map<String, Written> by = new LinkedHashMap<>();
        for (String name : texts.names()) {
            Written rule = texts.written(name);
            if (rule.text().isBlank()) {
                texts.problem(name, "expected a rule such as \"p95 <= 2 s\", or off");
            } else if (!rule.text().equals(OFF)) {
                by.put(name, rule);
                try {
                    GateRule.parse(name, rule.text(), minThroughputPerSec).ifPresent(parsed::add);
                } catch (RuleException e) {
                    texts.problem(name, String.valueOf(e.getMessage()));
                }
            }
        }
        if (by.isEmpty()) {
            texts.problem(
                    "holds no rule, so nothing would be evaluated; expected at least one, such as p95 = \"p95 <= 2 s\"");
        }
        return new GateLimits(parsed, by, minSamples, scale, strict);
    }

    /**
     * Refuses rules by what is known of a run.
     *
     * @param problem what is wrong with a rule, and what would be valid; empty: nothing
     * @throws InvalidConfigException naming every rule that is refused, and where it is written
     */
    public void refuse(Function<GateRule, Optional<String>> problem) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (GateRule rule : rules) {
            problem.apply(rule)
                    .ifPresent(message -> problems.add(written.getOrDefault(
                                    rule.name(), new Written(rule.name(), rule.name(), rule.text(), "gates"))
                            .problem(message)));
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    /** The rules of which a verdict by {@code run.json} alone leaves open what the histograms would tell. */
    public List<GateRule> needingHistograms(Verdict byRunAlone) {
        Set<String> open = byRunAlone.gates().stream()
                .filter(gate -> gate.note().contains(Ruling.TOO_CLOSE))
                .map(Verdict.Gate::name)
                .collect(Collectors.toSet());
        return rules.stream()
                .filter(rule -> rule.needsHistograms() || (rule.figure().isPercentile() && open.contains(rule.name())))
                .toList();
    }
}
