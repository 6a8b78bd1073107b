package io.orchestress.analysis.issues;

import io.orchestress.config.ConfigProblem;
import io.orchestress.config.Section;
import io.orchestress.plugin.Plugins;
import io.orchestress.record.Issue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** All rules, and the list of issues they make of a run. */
public final class Issues {
    private static final Plugins<IssueRule.Provider> PLUGINS = Plugins.load(IssueRule.Provider.class);

    /** Equally severe issues are listed in this order. */
    private static final List<Function<Section, IssueRule>> RULES = List.of(
            root -> new BreakerTripped(),
            root -> new RunCrashed(),
            root -> new InjectorSaturated(),
            root -> new TokenNotRefreshed(),
            root -> new RegressionIssue(),
            root -> new WrongAnswers(),
            BreakingPoint::read,
            ResourceExhaustion::read,
            MemoryPressure::read,
            root -> new Leak(),
            SlowCalls::read,
            ErrorRate::read,
            ErrorsInsideSuccess::read,
            root -> new RateLimited(),
            root -> new SessionsLost(),
            HighResponseTime::read,
            LatencyDrift::read,
            SlowMean::read,
            SlowRecovery::read,
            FaultsBehind::read,
            QueueWaitHigh::read,
            SlowStreams::read,
            StreamStall::read,
            ScalingEfficiencyDrop::read,
            LowThroughput::read,
            LowGoodput::read,
            UnstableLatency::read,
            CoordinatedOmission::read,
            RoutingErrors::read,
            CostOverrun::read,
            ModelShareOff::read,
            HighOverhead::read,
            CallAmplification::read,
            OrphanedWork::read,
            NoisyNeighbour::read,
            root -> new UnfinishedRequests(),
            root -> new OverRange());

    private static final Set<IssueType> SPOILERS =
            Set.of(BreakerTripped.BREAKER_TRIPPED, InjectorSaturated.INJECTOR_SATURATED, RegressionIssue.REGRESSION);

    private Issues() {}

    /**
     * The rules with the limits that are configured: those of this package, and those of the class path.
     *
     * @param root all of {@code orchestress}
     */
    public static List<IssueRule> rules(Section root) {
        List<IssueRule> rules = new ArrayList<>();
        RULES.forEach(read -> rules.add(read.apply(root)));
        ConfigProblem.of(PLUGINS).forEach(root::add);
        PLUGINS.all().forEach(provider -> read(provider, root, rules));
        return List.copyOf(rules);
    }

    /** Adds the rule of another jar; one that cannot be read, or whose types are another's, is a problem of the configuration. */
    private static void read(IssueRule.Provider provider, Section root, List<IssueRule> rules) {
        try {
            IssueRule rule = new OtherRule(provider, provider.read(root));
            List<String> taken = rules.stream()
                    .flatMap(other -> other.types().stream())
                    .map(IssueType::name)
                    .toList();
            rule.types().stream()
                    .map(IssueType::name)
                    .filter(taken::contains)
                    .forEach(type -> root.add(problem(
                            provider, "the type " + type + " is that of another rule; valid: a name of its own")));
            rules.add(rule);
        } catch (RuntimeException | LinkageError e) {
            root.add(problem(provider, "its rule cannot be read: " + e));
        }
    }

    private static ConfigProblem problem(IssueRule.Provider provider, String message) {
        return new ConfigProblem(PLUGINS.service(), provider.getClass().getName(), Plugins.where(provider), message);
    }

    /** Requests of one name in one phase, or tasks, before any rule speaks about their rates or latencies. */
    static long minSamples(Section root) {
        return root.section("issues").integer("min-samples", 1, 1_000_000);
    }

    /** What a search does to its target is no emergency; what spoils the search is. */
    private static Diagnosis asMeant(Diagnosis diagnosis) {
        boolean spoils = SPOILERS.contains(diagnosis.type());
        return diagnosis.severity() == Issue.Severity.CRITICAL && !spoils
                ? diagnosis.as(Issue.Severity.HIGH)
                : diagnosis;
    }

    /**
     * Returns the issues of a run. One that explains another holds it as its symptom, and is as severe as the worst of them. From worst to least; among
     * equals in the order of the rules. Deterministic.
     */
    public static List<Issue> of(IssueContext measured, List<IssueRule> rules, Catalogue catalogue) {
        List<String> order = rules.stream()
                .flatMap(rule -> rule.types().stream())
                .map(IssueType::name)
                .toList();
        List<Diagnosis> diagnoses = rules.stream()
                .flatMap(rule -> rule.judge(measured).stream())
                .map(diagnosis -> FullMachine.weighed(measured, diagnosis))
                .map(diagnosis -> measured.isSearch() ? asMeant(diagnosis) : diagnosis)
                .sorted(Comparator.comparing(Diagnosis::severity)
                        .thenComparing(
                                diagnosis -> order.indexOf(diagnosis.type().name())))
                .toList();
        return Explanations.of(diagnoses).stream()
                .map(story -> story.issue(catalogue))
                .sorted(Comparator.comparing(Issue::severity).thenComparing(issue -> order.indexOf(issue.type())))
                .toList();
    }
}
